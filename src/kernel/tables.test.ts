import {expect} from '@open-wc/testing';
import {field} from '../data/schema.js';
import {tableFromColumns} from '../data/builder.js';
import {stagingSlot, tailCode} from './tables/tail-code.js';
import {run, sharedKernel} from './test-support.js';

describe('Tables of a kernel', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/'});

  it('arrive as a DataFrame', async () => {
    const table = tableFromColumns(
      [field('n', {name: 'int', bitWidth: 64, isSigned: true}), field('s', {name: 'utf8'})],
      [
        [1n, null, 2n ** 53n + 1n],
        ['a', null, '𝒳'],
      ],
    );
    await kernel().write('df', table);
    expect((await run(kernel(), 'df.to_dict("list")')).result).to.equal(
      "{'n': [1, None, 9007199254740993], 's': ['a', None, '𝒳']}",
    );
  });

  it('become what a cell shows, as if the kernel had answered it', async () => {
    const table = tableFromColumns([field('n', {name: 'null'})], [[null, null]]);
    const slot = stagingSlot();
    await kernel().write(slot, table);
    const source = '%%sql\nselect 1;\n';
    const tail = tailCode({source, show: true, staged: [{slot, name: 'shown'}]});
    const outcome = await run(kernel(), tail, {store_history: true});
    expect(outcome.result).to.equal('      n\n0  None\n1  None');
    const {result} = await run(kernel(), 'shown is _, In[-2], _i');
    expect(result).to.equal("(True, '%%sql\\nselect 1;\\n', '%%sql\\nselect 1;\\n')");
  });
});
