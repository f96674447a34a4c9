import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {cardOf, jobIs, useUploads} from './dataframe-page.mjs';
import {cellAt, outputText, run} from './notebook-page.mjs';

const small = `import pandas as pd
df = pd.DataFrame({"a": range(1000), "b": [str(i) for i in range(1000)]})`;

/** @param {number} rows */
const large = (rows) => `import numpy as np, pandas as pd
df = pd.DataFrame({"a": np.random.default_rng(7).random(${rows})})`;

/** @param {string} table @param {string} [more] */
const upload = (table, more = 'mode: replace') => `%%dataframe upload df\ntable: ${table}\n${more}`;

describe('%%dataframe upload', () => {
  const site = useUploads();

  /** What the server was asked since. */
  function requests() {
    const from = site.uploads.requests.length;
    return (/** @type {string} */ method) =>
      site.uploads.requests.slice(from).filter((each) => each.method === method).length;
  }

  it('loads 200,000 rows of every type into a database, exactly', async () => {
    // Plain values, from which a frame is made in the page, and which the database must give back.
    const values = `
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
N = 200_000
def some(value, i):
    return None if i % 97 == 5 else value
def columns():
    start = datetime(2024, 1, 31, 13, 45, 0, 1)
    text = ["", "plain", "\\U0001f600 astral", "\\u00e9\\u4e2d", "\\0", "line\\nbreak"]
    floats = [0.5, -0.0, float("inf"), float("-inf"), 1e-300]
    return {
        "i": [i * (2**45) + 1 for i in range(N)],
        "n": [some(2**53 + 1 + i, i) for i in range(N)],
        "small": [i % 127 for i in range(N)],
        "f": [floats[i % 5] for i in range(N)],
        "flag": [some(i % 3 == 0, i) for i in range(N)],
        "s": [some(text[i % 6], i) for i in range(N)],
        "d": [some(Decimal(i).scaleb(-2), i) for i in range(N)],
        "bytes": [some(bytes([i % 256, 0, 255]), i) for i in range(N)],
        "ts": [some(start + timedelta(microseconds=i * 1_000_003), i) for i in range(N)],
        "tz": [(start + timedelta(seconds=i)).replace(tzinfo=timezone.utc) for i in range(N)],
        "day": [some(date(2000, 1, 1) + timedelta(days=i % 9000), i) for i in range(N)],
        "clock": [some(time(i % 24, i % 60, i % 60, i), i) for i in range(N)],
        "items": [some([i, None, -i], i) for i in range(N)],
        "record": [some({"x": i, "y": str(i)}, i) for i in range(N)],
    }
`;
    const frame = `${values}
import pandas as pd
c = columns()
df = pd.DataFrame({
    "i": pd.array(c["i"], "int64"), "n": pd.array(c["n"], "Int64"), "small": pd.array(c["small"], "int8"),
    "f": c["f"], "flag": pd.array(c["flag"], "boolean"), "s": pd.array(c["s"], "string"), "d": c["d"], "bytes": c["bytes"],
    "ts": pd.Series(c["ts"]).astype("datetime64[us]"), "tz": pd.Series(c["tz"]).astype("datetime64[us, UTC]"),
    "day": c["day"], "clock": c["clock"], "items": c["items"], "record": c["record"],
})`;
    await site.visit([frame, upload('every_type', "description: It's all there")], async (page) => {
      assert.match(await run(cellAt(page, 0)), /finished/);
      const cell = cellAt(page, 1);
      assert.match(await run(cell), /finished/, await outputText(cell));
      await jobIs(cell, 'Completed');
      assert.match(await outputText(cell), /every_type · 200,000 rows/);
      const differences = await site.python(`${values}
with connect() as c:
    c.execute("SET TimeZone = 'UTC'")
    found = c.execute("SELECT * FROM every_type").fetchall()
    names = [d[0] for d in c.description]
    types = {n: t for n, t, *_ in c.execute("DESCRIBE every_type").fetchall()}
    comment = c.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'every_type'").fetchone()[0]
expected = columns()
wrong = {}
for at, name in enumerate(names):
    got = [row[at] for row in found]
    for i, (a, b) in enumerate(zip(got, expected[name], strict=True)):
        if repr(a) != repr(b) and not (name == "tz" and a == b):
            wrong[name] = [i, repr(a), repr(b)]
            break
print(json.dumps({"names": names == list(expected), "rows": len(found), "wrong": wrong, "types": types, "comment": comment}))`);
      assert.deepEqual(differences.wrong, {});
      assert.equal(differences.names, true);
      assert.equal(differences.rows, 200_000);
      assert.equal(differences.comment, "It's all there");
      assert.deepEqual(differences.types, {
        i: 'BIGINT',
        n: 'BIGINT',
        small: 'TINYINT',
        f: 'DOUBLE',
        flag: 'BOOLEAN',
        s: 'VARCHAR',
        d: differences.types.d,
        bytes: 'BLOB',
        ts: 'TIMESTAMP',
        tz: 'TIMESTAMP WITH TIME ZONE',
        day: 'DATE',
        clock: 'TIME',
        items: 'BIGINT[]',
        record: 'STRUCT(x BIGINT, y VARCHAR)',
      });
      assert.match(differences.types.d, /^DECIMAL\(\d+,2\)$/);
    });
  });

  it('uploads once what two cells upload at the same time', async () => {
    await site.visit([large(100_000), upload('twice_a')], async (page) => {
      await run(cellAt(page, 0));
      const count = requests();
      // Cells of one notebook run one after the other; those of two pages do not.
      const other = await page.context().newPage();
      await other.goto(page.url());
      await run(cellAt(other, 0));
      await Promise.all([run(cellAt(page, 1)), run(cellAt(other, 1))]);
      assert.equal(count('POST'), 1);
      assert.equal(count('PATCH'), 1);
    });
  });

  it('goes on with the card when the page is loaded again in the middle of a job', async () => {
    const source = upload('reloaded', 'mode: replace\noptions: {pause_seconds: 4}');
    await site.visit([small, source], async (page) => {
      await run(cellAt(page, 0));
      assert.match(await run(cellAt(page, 1)), /finished/);
      await jobIs(cellAt(page, 1), 'Running');
      await page.reload();
      await jobIs(cellAt(page, 1), 'Running');
      await cardOf(cellAt(page, 1)).getByRole('button', {name: 'Cancel the job'}).waitFor();
      await jobIs(cellAt(page, 1), 'Completed');
      assert.deepEqual(await site.query('SELECT count(*) FROM reloaded'), [[1000]]);
    });
  });

  it('cancels a job on the server', async () => {
    const source = upload('cancelled', 'mode: replace\noptions: {pause_seconds: 60}');
    await site.visit([small, source], async (page) => {
      await run(cellAt(page, 0));
      await run(cellAt(page, 1));
      await jobIs(cellAt(page, 1), 'Running');
      await cardOf(cellAt(page, 1)).getByRole('button', {name: 'Cancel the job'}).click();
      await jobIs(cellAt(page, 1), 'Cancelled');
      assert.deepEqual(
        await site.query("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'cancelled'"),
        [[0]],
      );
    });
  });

  it('says why a job failed, leaves the frame, and tries again without uploading again', async () => {
    const cells = [small, upload('failing', 'mode: append'), 'print(len(df), list(df))'];
    await site.visit(cells, async (page) => {
      await site.query('CREATE TABLE failing (a BIGINT, b INTEGER)');
      await run(cellAt(page, 0));
      const cell = cellAt(page, 1);
      assert.match(await run(cell), /finished/);
      await jobIs(cell, 'Failed');
      assert.match(await outputText(cell), /cannot append: column 'b' is VARCHAR in the upload/);
      await run(cellAt(page, 2));
      assert.match(await outputText(cellAt(page, 2)), /1000 \['a', 'b'\]/);

      await site.query('DROP TABLE failing');
      const count = requests();
      await cardOf(cell).getByRole('button', {name: 'Try again'}).click();
      await jobIs(cell, 'Completed');
      assert.equal(count('POST') + count('PATCH') + count('HEAD'), 0);
      assert.deepEqual(await site.query('SELECT count(*) FROM failing'), [[1000]]);
    });
  });

  it('waits for the end of the job with --wait, and fails with it', async () => {
    const good = '%%dataframe upload df --wait\ntable: waited\nmode: replace';
    const bad = '%%dataframe upload df --wait\ntable: waited\nmode: fail';
    await site.visit([small, good, bad], async (page) => {
      await run(cellAt(page, 0));
      assert.match(await run(cellAt(page, 1)), /finished/);
      await jobIs(cellAt(page, 1), 'Completed');
      assert.match(await run(cellAt(page, 2)), /failed: JobError/);
      assert.match(await outputText(cellAt(page, 2)), /the table waited exists already/);
    });
  });

  it('gives the same outputs when the notebook is run again', async () => {
    await site.visit([small, upload('same')], async (page) => {
      const outputs = async () => {
        await run(cellAt(page, 0));
        await run(cellAt(page, 1));
        await jobIs(cellAt(page, 1), 'Completed');
        const file = await page
          .locator('serverless-notebook')
          .evaluate((notebook) => notebook.toJSON());
        return file.cells.map(({outputs}) => outputs.map(({data}) => data));
      };
      assert.deepEqual(await outputs(), await outputs());
    });
  });
});
