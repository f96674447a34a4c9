import {expect} from '@open-wc/testing';
import {run, sharedKernel} from './test-support.js';

/** What 64-bit machines show. */
const expected = {
  'np.arange(3).dtype': "dtype('int64')",
  '(np.arange(3) > 0).sum()': 'np.int64(2)',
  'np.sum(np.array([True, True]))': 'np.int64(2)',
  'np.full(3, 2_000_000_000, np.int32).sum()': 'np.int64(6000000000)',
  'np.sum([2_000_000_000] * 3)': 'np.int64(6000000000)',
  'np.sum([0.5, 1])': 'np.float64(1.5)',
  'np.array([1, 2], np.uint8).prod()': 'np.uint64(2)',
  'np.array([1, 2], np.int32).cumsum()': 'array([1, 3])',
  'np.array([1, 2], np.int32).sum(dtype=np.int32)': 'np.int32(3)',
  'np.array([1, 2], np.int32).max()': 'np.int32(2)',
  'np.array([1, 3, 2]).argmax()': 'np.int64(1)',
  'np.array([1, 3, 2], np.int32).argsort()': 'array([0, 2, 1])',
  'np.array([0, 1]).nonzero()': '(array([1]),)',
  'np.where(np.array([False, True]))': '(array([1]),)',
  'np.where([True, False], 1, 0).dtype': "dtype('int64')",
  'np.array([1.5]).astype(int)': 'array([1])',
  'np.array([1.5]).astype("int32").dtype': "dtype('int32')",
  'pd.Series([1.5]).astype(int).dtype': "dtype('int64')",
  'pd.Series([1, 2]).sum()': 'np.int64(3)',
  'np.random.default_rng(0).permutation(2).dtype': "dtype('int64')",
  'np.unique([3, 3], return_counts=True)': '(array([3]), array([2]))',
  'np.add([1, 2], 1)': 'array([2, 3])',
  'np.abs(-1)': 'np.int64(1)',
  'np.add.reduce([1, 2])': 'np.int64(3)',
  'np.maximum(np.array([1], np.int32), 2).dtype': "dtype('int32')",
  'np.fromfunction(lambda x, y: x + y, (2, 2), dtype=int).dtype': "dtype('int64')",
  'np.meshgrid([1, 2], [3])[0].dtype': "dtype('int64')",
  'np.diag([1, 2]).dtype': "dtype('int64')",
  'np.rint([1.5]).astype("int").dtype': "dtype('int64')",
  'np.array([(1, 2.0)], dtype=[("x", int), ("y", "f8")]).dtype["x"]': "dtype('int64')",
  'np.random.RandomState(0).randint(0, 9, 2).dtype': "dtype('int64')",
  'np.iinfo(int).max': '9223372036854775807',
  'pd.Series([2, 1]).argsort().dtype': "dtype('int64')",
  'np.linalg.matrix_rank(np.eye(2))': 'np.int64(2)',
  '[x.sum() for x in (np.array([True]), type("Own", (), {"sum": lambda self: "own"})())]':
    "[np.int64(1), 'own']",
};

describe('NumPy in a cell', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/', packages: ['pandas']});

  for (const [code, result] of Object.entries(expected)) {
    it(`gives ${result} for ${code}`, async () => {
      await run(kernel(), 'import numpy as np\nimport pandas as pd');
      expect((await run(kernel(), code)).result).to.equal(result);
    });
  }

  it('says for a method called wrongly what NumPy says', async () => {
    const {error} = await run(kernel(), 'np.arange(3).sum(what=1)');
    expect(error?.ename).to.equal('TypeError');
    expect(error?.traceback.join('\n')).not.to.contain('serverless_shell');
  });
});
