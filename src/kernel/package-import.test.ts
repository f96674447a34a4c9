import {expect} from '@open-wc/testing';
import {outcome, run, runUntilReady, sharedKernel} from './test-support.js';

/** Says when the import of pandas is half done. */
const half = `
import sys
class Watch:
    def find_spec(self, name, path, target=None):
        if name == "pandas._libs.lib":
            print("ready")
sys.meta_path.insert(0, Watch())
`;

describe('A package', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/', packages: ['pandas']});

  it('is not broken by an interrupt in the middle of its import', async () => {
    const {execution} = await runUntilReady(kernel(), `${half}import pandas as pd`);
    await kernel().interrupt();
    expect((await outcome(execution)).error?.ename).to.equal('KeyboardInterrupt');
    const {result} = await run(kernel(), 'import pandas as pd\npd.Series([1, 2]).tolist()');
    expect(result).to.equal('[1, 2]');
  });
});
