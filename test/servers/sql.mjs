/**
 * A service that runs SQL over HTTP, by SQLite: `POST /query?as=json|csv|arrow|html|none` with
 * `{"query", "parameters"}`, and `GET /query?sql=…&parameters=…`.
 */
import {createServer} from 'node:http';
import {tableFromArrays, tableToIPC} from 'apache-arrow';
import startSqlite from 'sql.js';

export async function startSql() {
  const {Database} = await startSqlite();
  const database = new Database();
  database.exec(`CREATE TABLE x (a INTEGER, b TEXT);
    INSERT INTO x VALUES (9007199254740993, 'one'), (2, 'two'), (3, NULL)`);
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => answer(request, Buffer.concat(chunks).toString(), response));
  });

  function answer(request, body, response) {
    const url = new URL(request.url, 'http://localhost');
    const as = url.searchParams.get('as') ?? 'json';
    let query = '';
    try {
      const asked =
        request.method === 'POST'
          ? JSON.parse(exact(body))
          : {
              query: url.searchParams.get('sql'),
              parameters: JSON.parse(exact(url.searchParams.get('parameters') ?? '[]')),
            };
      query = asked.query;
      const statement = database.prepare(asked.query, asked.parameters);
      const rows = [];
      while (statement.step()) rows.push(statement.getAsObject(null, {useBigInt: true}));
      statement.free();
      const [type, bytes] = formats[as](rows);
      response.writeHead(200, {'content-type': type}).end(bytes);
    } catch (error) {
      const place = /near "(\w+)"/.exec(error.message);
      const column = place ? query.lastIndexOf(place[1]) + 1 : 0;
      const refusal = {message: error.message, ...(column > 0 && {line: 1, column})};
      response
        .writeHead(400, {'content-type': 'application/json'})
        .end(JSON.stringify({error: refusal}));
    }
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Integers of any length become text, which SQLite compares with integers as one. */
const exact = (text) => text.replace(/(?<=[[,\s])\d{16,}(?=[\],])/g, '"$&"');

const json = (rows) =>
  `[${rows
    .map(
      (row) =>
        `{${Object.entries(row)
          .map(
            ([name, value]) =>
              `${JSON.stringify(name)}: ${typeof value === 'bigint' ? value : JSON.stringify(value)}`,
          )
          .join(', ')}}`,
    )
    .join(',\n')}]`;

const csv = (rows) =>
  [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)]
    .map((values) => values.map((value) => (value === null ? '' : `"${value}"`)).join(','))
    .join('\n');

function arrow(rows) {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => [name, rows.map((row) => row[name])]);
  return tableToIPC(tableFromArrays(Object.fromEntries(columns)), 'stream');
}

const formats = {
  json: (rows) => ['application/json; charset=utf-8', json(rows)],
  csv: (rows) => ['text/csv', csv(rows)],
  arrow: (rows) => ['application/vnd.apache.arrow.stream', arrow(rows)],
  cut: (rows) => ['application/vnd.apache.arrow.stream', arrow(rows).slice(0, -40)],
  mislabelled: (rows) => ['text/csv', arrow(rows)],
  html: () => ['text/html', '<!doctype html><title>Sign in</title>'],
  none: () => ['application/octet-stream', ''],
};
