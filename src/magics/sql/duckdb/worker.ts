/** DuckDB in its own worker, and all that takes long: reading files, and decoding of results. */
import {tableFromIPC, tableToIPC} from '../../../data/arrow.js';
import {concatArrays} from '../../../data/slice.js';
import {Table} from '../../../data/table.js';
import {packTable, unpackTable} from '../../../data/wire.js';
import {call, instantiate, postToPage} from './core.js';
import {readFile} from './read-file.js';
import {runQuery} from './run-query.js';
import {typeName} from '../type-name.js';
import {storable} from './storable.js';
import type {CallName, Calls, FromWorker, LoadedTable, Progress, ToWorker} from './protocol.js';

type Handler<T extends CallName> = (
  request: Parameters<Calls[T]>[0],
  context: {readonly report: (progress: Progress) => void; readonly signal: AbortSignal},
) => Promise<ReturnType<Calls[T]>>;

/** Nothing outside of the database can be reached, and no statement can change that. */
const settings = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  'SET enable_external_access = false',
];

/** In bytes: of larger ones there is no room for two. */
const LARGEST_BATCH = 2 ** 29;

let connection = 0;

const handlers: {[T in CallName]: Handler<T>} = {
  async open({wasmUrl}, {report}) {
    await instantiate(wasmUrl, ({bytesLoaded, bytesTotal}) =>
      report({type: 'download', loadedBytes: bytesLoaded, totalBytes: bytesTotal}),
    );
    await call('OPEN', {arrowLosslessConversion: true});
    connection = await call('CONNECT');
    for (const sql of settings) await call('RUN_QUERY', connection, sql);
    return null;
  },

  async execute({sql}) {
    for (const each of sql) await call('RUN_QUERY', connection, each);
    return null;
  },

  async query({sql, canBeWrapped, limits}, {report, signal}) {
    const {bytes, exceeded} = await runQuery(connection, sql, canBeWrapped, limits, {
      signal,
      onRows: (rows, size) => report({type: 'rows', rows, bytes: size}),
    });
    // HUGEINT is marked as such, so that DECIMAL(38, 0) is one.
    const table = tableFromIPC(bytes, {wideIntegers: false});
    const taken = limits.take === null ? table : table.slice(0, limits.take);
    return {table: packTable(inOneBatch(taken), {transfer: true}), exceeded};
  },

  insert: ({schema, name, table}) => insert(schema, name, unpackTable(table.header, table.buffers)),

  async load({schema, name, file, format}) {
    return insert(schema, name, await readFile(file, format));
  },
};

/** DuckDB gives batches of 2048 rows, and the page would have work with each of them. */
function inOneBatch(table: Table): Table {
  const {fields, batches, numRows, byteLength} = table;
  if (batches.length < 2 || byteLength > LARGEST_BATCH) return table;
  const columns = fields.map((field, i) =>
    concatArrays(
      field,
      batches.map((batch) => batch.columns[i]!),
    ),
  );
  return new Table(fields, [{length: numRows, columns}]);
}

async function insert(schema: string, name: string, given: Table): Promise<LoadedTable> {
  const table = storable(given);
  const quoted = `${quote(schema)}.${quote(name)}`;
  await call('RUN_QUERY', connection, `DROP TABLE IF EXISTS ${quoted}`);
  const options = {schema, name, create: true};
  await call('INSERT_ARROW_FROM_IPC_STREAM', connection, tableToIPC(table), options);
  const columns = table.fields.map((field) => ({name: field.name, type: typeName(field)}));
  return {numRows: table.numRows, columns};
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const running = new Map<number, AbortController>();
let last: Promise<unknown> = Promise.resolve();

addEventListener('message', ({data}: MessageEvent<ToWorker>) => {
  if (data.type === 'cancel') {
    running.get(data.id)?.abort();
    return;
  }
  running.set(data.id, new AbortController());
  last = last.then(() => answer(data));
});

async function answer({id, type, request}: Exclude<ToWorker, {type: 'cancel'}>): Promise<void> {
  const report = (progress: Progress): void => send({id, type: 'progress', progress});
  const {signal} = running.get(id)!;
  try {
    signal.throwIfAborted();
    const handler = handlers[type] as Handler<CallName>;
    const result = await handler(request, {report, signal});
    const table = result && 'table' in result ? result.table : null;
    send({id, type: 'done', answer: result}, table ? [...table.buffers] : []);
  } catch (error) {
    const {name, message} = error instanceof Error ? error : new Error(String(error));
    send({id, type: 'failed', name, message});
  } finally {
    running.delete(id);
  }
}

function send(message: FromWorker, transfer: Transferable[] = []): void {
  postToPage(message, transfer);
}
