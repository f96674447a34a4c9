import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {jobIs, useUploads} from './dataframe-page.mjs';
import {cellAt, outputText, run, start, underWay} from './notebook-page.mjs';

const small = `import pandas as pd
df = pd.DataFrame({"a": range(1000), "b": [str(i) for i in range(1000)]})`;

/**
 * A frame that no other test has uploaded.
 *
 * @param {string} what
 */
const unlike = (what) => `import pandas as pd
df = pd.DataFrame({"a": range(10), "b": "${what}"})`;

/** @param {number} rows */
const large = (rows) => `import numpy as np, pandas as pd
df = pd.DataFrame({"a": np.random.default_rng(7).random(${rows})})`;

/** @param {string} table @param {string} [more] */
const upload = (table, more = 'mode: replace') => `%%dataframe upload df\ntable: ${table}\n${more}`;

describe('%%dataframe upload, where something is wrong', () => {
  const site = useUploads();

  /** What the server was asked since. */
  function requests() {
    const from = site.uploads.requests.length;
    return (/** @type {string} */ method) =>
      site.uploads.requests.slice(from).filter((each) => each.method === method).length;
  }

  it('goes on where it was after the network was lost, and sends nothing twice', async () => {
    await site.visit(
      [large(200_000), upload('resumed'), upload('resumed')],
      async (page) => {
        await run(cellAt(page, 0));
        const count = requests();
        let patches = 0;
        let lost = 0;
        /** @type {Set<string>} */
        const offsets = new Set();
        site.intercept = (request) => {
          if (request.method === 'PATCH') patches++;
          // Nothing gets through for a while, in the middle of the file.
          if (patches > 3 && lost < 3) {
            lost++;
            request.socket.destroy();
            return true;
          }
          if (request.method === 'PATCH') {
            const offset = String(request.headers['upload-offset']);
            assert.equal(offsets.has(offset), false, `${offset} is sent again`);
            offsets.add(offset);
          }
          return false;
        };
        assert.match(await run(cellAt(page, 1)), /finished/);
        await jobIs(cellAt(page, 1), 'Completed');
        assert.equal(lost, 3);
        assert.equal(count('POST'), 1);
        assert.deepEqual(await site.query('SELECT count(*) FROM resumed'), [[200_000]]);

        const again = requests();
        assert.match(await run(cellAt(page, 2)), /finished/);
        await jobIs(cellAt(page, 2), 'Completed');
        assert.equal(again('POST') + again('PATCH'), 0);
      },
      {attributes: {'chunk-size': '100000'}},
    );
  });

  it('stops the upload when it is interrupted, and removes what was sent', async () => {
    await site.visit(
      [large(300_000), upload('interrupted'), 'print(len(df))'],
      async (page) => {
        await run(cellAt(page, 0));
        const count = requests();
        /** @type {() => void} */
        let reached = () => {};
        const isReached = new Promise((resolve) => (reached = () => resolve(undefined)));
        let patches = 0;
        site.intercept = (request) => {
          // The third part never arrives.
          if (request.method !== 'PATCH' || ++patches < 3) return false;
          reached();
          return true;
        };
        const cell = cellAt(page, 1);
        await start(cell);
        await underWay(cell);
        await isReached;
        await cell.getByRole('button', {name: /Stop|Interrupt/}).click();
        await page.waitForFunction(
          (element) => element.state.is === 'error',
          await cell.elementHandle(),
        );
        assert.match(await outputText(cell), /KeyboardInterrupt/);
        while (count('DELETE') === 0) await page.waitForTimeout(50);
        await run(cellAt(page, 2));
        assert.match(await outputText(cellAt(page, 2)), /300000/);
      },
      {attributes: {'chunk-size': '100000'}},
    );
  });

  it('names what is wrong in the arguments, with its place in the cell', async () => {
    const cells = [
      small,
      '%%dataframe upload df\ntable: sales\nmode: apend',
      '%%dataframe upload df\ntable: [a',
      '%%dataframe uplaod df\ntable: a',
      '%%dataframe upload nothing\ntable: a',
      '%%dataframe upload df --wiat\ntable: a',
    ];
    await site.visit(cells, async (page) => {
      await run(cellAt(page, 0));
      const count = requests();
      const errors = [];
      for (let i = 1; i < cells.length; i++) {
        assert.match(await run(cellAt(page, i)), /failed/);
        errors.push(await outputText(cellAt(page, i)));
      }
      assert.match(errors[0], /line 3: mode is "apend". Did you mean append\?/);
      assert.match(errors[0], /line 3\n {4}mode: apend\n {10}\^/);
      assert.match(errors[1], /not valid YAML/);
      assert.match(errors[2], /cannot "uplaod": did you mean upload\?/);
      assert.match(errors[3], /NameError/);
      assert.match(errors[4], /--wiat/);
      assert.equal(count('POST') + count('PATCH'), 0);
    });
  });

  it('says what a server that refuses wants', async () => {
    const cells = [
      unlike('refused'),
      upload('refused'),
      'df["c"] = list(df.get("c", df["a"]) + 1)',
    ];
    await site.visit(cells, async (page) => {
      await run(cellAt(page, 0));
      const cell = cellAt(page, 1);
      for (const [status, words] of /** @type {const} */ ([
        [401, /credentials/],
        [403, /403/],
        [413, /too large/],
        [507, /no room left/],
      ])) {
        site.intercept = (request, response) => {
          if (request.method !== 'POST') return false;
          response.writeHead(status).end('secret-free words');
          return true;
        };
        assert.match(await run(cell), /failed: UploadsError/);
        assert.match(await outputText(cell), words);
      }
      // Passing failures are waited out.
      for (const status of [429, 503]) {
        let refused = 0;
        site.intercept = (request, response) => {
          if (request.method !== 'POST' || refused++ > 0) return false;
          response.writeHead(status, {'retry-after': '1'}).end();
          return true;
        };
        await run(cellAt(page, 2));
        assert.match(await run(cell), /finished/, String(status));
      }
    });
  });

  it('asks the page for credentials, and shows them nowhere', async () => {
    const secret = 'tok-9f8e7d6c5b4a';
    await site.visit(
      [unlike('secret'), upload('secret')],
      async (page) => {
        await run(cellAt(page, 0));
        site.intercept = (request, response) => {
          // The job has the rights of its own.
          if (request.method === 'GET') return false;
          if (request.headers.authorization === `Bearer ${secret}`) return false;
          response.writeHead(401).end(`not ${request.headers.authorization}`);
          return true;
        };
        const cell = cellAt(page, 1);
        assert.match(await run(cell), /failed/);
        assert.doesNotMatch(await page.content(), /tok-/);
        assert.doesNotMatch(await outputText(cell), /tok-old/);

        const asked = await page.evaluate(async (token) => {
          const reasons = [];
          window.reasons = reasons;
          document.querySelector('serverless-dataframe').credentials = ({service, reason}) => {
            reasons.push(`${service} ${reason}`);
            return service === 'Uploads' ? {token} : null;
          };
          return reasons;
        }, secret);
        assert.deepEqual(asked, []);
        assert.match(await run(cell), /finished/);
        await jobIs(cell, 'Completed');
        const everywhere = await page.evaluate(() =>
          JSON.stringify([
            document.documentElement.outerHTML,
            {...localStorage},
            {...sessionStorage},
            document.querySelector('serverless-notebook').toJSON(),
          ]),
        );
        assert.doesNotMatch(everywhere, /tok-/);
      },
      {attributes: {'upload-token': 'tok-old-1234'}},
    );
  });

  it('works with servers of other origins, and names the headers of one that does not allow it', async () => {
    const {uploads, prefect} = site;
    const elsewhere = {'upload-url': uploads.url, 'jobs-url': prefect.api};
    await site.visit(
      [unlike('elsewhere'), upload('elsewhere')],
      async (page) => {
        await run(cellAt(page, 0));
        assert.match(await run(cellAt(page, 1)), /finished/);
        await jobIs(cellAt(page, 1), 'Completed');
        site.intercept = (request, response) => {
          response.writeHead(200).end();
          return true;
        };
        await page.evaluate(() => localStorage.clear());
        assert.match(await run(cellAt(page, 1)), /failed: UploadsError/);
        assert.match(await outputText(cellAt(page, 1)), /CORS[\s\S]*Access-Control-Allow-Origin/);
      },
      {attributes: elsewhere},
    );
  });
});
