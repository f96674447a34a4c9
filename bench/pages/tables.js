/** Two ways from a result of DuckDB-Wasm to a DataFrame; `bench/tables.mjs` bundles and runs this. */
import * as duckdb from '@duckdb/duckdb-wasm';
import {tableFromIPC as arrowFromIPC} from 'apache-arrow';
import {BrowserKernel, tableFromIPC} from '/dist/index.js';

const sql = (rows) => `
  SELECT
    range * 2654435761 AS i,
    range / 7 AS f,
    range % 3 = 0 AS b,
    TIMESTAMP '2024-01-01' + INTERVAL 1 SECOND * range AS t,
    CASE WHEN range % 100 = 0 THEN NULL ELSE lpad(range::VARCHAR, 10, 'x') END AS s
  FROM range(${rows})`;

/** What answers the JSON in Python: the same frame, type by type. */
const receiver = `
import json, pandas as pd
from comm import get_comm_manager

def _receive(comm, _):
    def receive(message):
        frame = pd.DataFrame(json.loads(bytes(message["buffers"][0])))
        global df
        df = frame.astype({"i": "int64", "f": "float64", "b": "bool"})
        df["t"] = pd.to_datetime(df["t"], unit="us").astype("datetime64[us]")
        comm.send({"rows": len(df)})
    comm.on_msg(receive)

get_comm_manager().register_target("bench.json", _receive)
`;

const heapBytes = '__import__("pyodide_js")._module.HEAPU8.length';

/** A database, a kernel that has pandas, and both ways, which have been gone once. */
window.openTables = async function openTables(rows) {
  const connection = await connect();
  const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
  await kernel.execute(`import pandas as pd, gc\n${receiver}`);
  const session = 'bench';
  send(kernel, session, 'comm_open', {comm_id: 'bench', target_name: 'bench.json', data: {}});

  const ours = async (bytes) => {
    await kernel.write('df', tableFromIPC(bytes), {transfer: true});
  };
  const json = async (bytes) => {
    const text = JSON.stringify(rowsOf(arrowFromIPC(bytes)));
    const answered = answer(kernel);
    const {buffer} = new TextEncoder().encode(text);
    send(kernel, session, 'comm_msg', {comm_id: 'bench', data: {}}, [buffer]);
    await answered;
  };
  const ways = {ours, json};
  for (const way of Object.values(ways)) await way(await query(connection, 1000));

  return {
    /** Milliseconds of one way, what the tasks of the page took, and by how much the heap grew. */
    async measure(name) {
      const bytes = await query(connection, rows);
      const tableBytes = tableFromIPC(bytes).byteLength;
      await kernel.execute('del df; gc.collect()');
      const before = await number(kernel, heapBytes);
      const tasks = watchTasks();
      const start = performance.now();
      await ways[name](bytes);
      const ms = performance.now() - start;
      const longestTask = await tasks.stop();
      const grown = (await number(kernel, heapBytes)) - before;
      return {ms, longestTask, grown, tableBytes, summary: await summary(kernel)};
    },
    async read() {
      const start = performance.now();
      const table = await kernel.read('df');
      return {ms: performance.now() - start, rows: table.numRows};
    },
  };
};

/** The frames of both ways must be one. */
async function summary(kernel) {
  const table = await kernel.values([
    '[str(t) for t in df.dtypes]',
    'int(pd.util.hash_pandas_object(df.fillna({"s": ""}), index=False).sum())',
    'int(df.s.isna().sum())',
  ]);
  return JSON.stringify(table.toArray(), (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

function rowsOf(table) {
  const [i, f, b, t, s] = ['i', 'f', 'b', 't', 's'].map((name) => table.getChild(name));
  const rows = [];
  for (let row = 0; row < table.numRows; row++) {
    rows.push({
      i: Number(i.get(row)),
      f: f.get(row),
      b: b.get(row),
      t: t.get(row) * 1000,
      s: s.get(row),
    });
  }
  return rows;
}

async function connect() {
  const worker = new Worker('/duckdb/duckdb-browser-eh.worker.js');
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(new URL('/duckdb/duckdb-eh.wasm', location.href).href);
  return database.connect();
}

/** The bytes of the result, as Arrow's stream. */
async function query(connection, rows) {
  return connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql(rows)));
}

function send(kernel, session, type, content, buffers = []) {
  kernel.send({
    channel: 'shell',
    header: {
      msg_id: crypto.randomUUID(),
      session,
      username: '',
      date: '',
      msg_type: type,
      version: '5.3',
    },
    parent_header: {},
    metadata: {},
    content,
    buffers,
  });
}

function answer(kernel) {
  return new Promise((resolve) => {
    const listener = ({message}) => {
      if (message.header.msg_type !== 'comm_msg') return;
      kernel.removeEventListener('kernel-message', listener);
      resolve();
    };
    kernel.addEventListener('kernel-message', listener);
  });
}

async function number(kernel, expression) {
  return Number((await kernel.values([expression])).getChildAt(0).get(0));
}

/** Of tasks of 50 ms and more, which the browser counts. */
function watchTasks() {
  let longest = 0;
  const take = (entries) => {
    for (const {duration} of entries) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({entryTypes: ['longtask']});
  return {
    async stop() {
      // Entries come a task after what they tell of.
      await new Promise((resolve) => setTimeout(resolve, 100));
      take(observer.takeRecords());
      observer.disconnect();
      return longest;
    },
  };
}
