import {expect} from '@open-wc/testing';
import type {Table} from '../../data/table.js';
import {GooglesheetElement} from '../../elements/googlesheet.js';
import type {MagicCall} from '../magic.js';
import {recordedCall, type RecordedCall} from '../test-support.js';
import {parseAddress} from './address.js';
import {columnLetter, parseArea, qualify} from './ranges.js';

const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
const CLIENT = '407408718192-ann.apps.googleusercontent.com';
const SALES = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms';
const PRIVATE = '1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p-Bll4hps';
const OFFICE = '1mHIWnDvW9cALRMq9OdNfRwjAthCUFUOACPp0Lkyl7b4';

if (!customElements.get('serverless-googlesheet')) {
  customElements.define('serverless-googlesheet', GooglesheetElement);
}

type Attributes = Readonly<Record<string, string>>;

function connect(attributes: Attributes = {'api-key': KEY}): GooglesheetElement {
  const element = document.createElement('serverless-googlesheet');
  const all = {'api-url': '/sheets/', 'gis-url': '/sheets/gsi/client', ...attributes};
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

function call(
  words: string,
  flags: MagicCall['flags'] = {},
  more: Partial<MagicCall> = {},
): RecordedCall {
  return recordedCall({name: 'googlesheet', words: words.split(' '), flags, ...more});
}

async function read(
  words: string,
  flags: MagicCall['flags'] = {},
  element = connect(),
): Promise<{table: Table; tables: Table[]; names: unknown[]; printed: string}> {
  const recorded = call(words, flags);
  const results = await element.run(recorded);
  const tables = results.map(({table}) => table as Table);
  const printed = recorded.printed.map(({text}) => text).join('');
  return {table: tables[0]!, tables, names: results.map(({name}) => name), printed};
}

async function failure(words: string, flags = {}, element = connect()): Promise<Error> {
  try {
    await read(words, flags, element);
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail.');
}

async function control(
  body: object,
): Promise<{requests: {path: string; query: string; key: string}[]}> {
  const response = await fetch('/sheets/control', {method: 'POST', body: JSON.stringify(body)});
  return (await response.json()) as Awaited<ReturnType<typeof control>>;
}

const columns = (table: Table) =>
  Object.fromEntries(
    table.fields.map(({name, type}, i) => [name, [type.name, ...table.getChildAt(i)!.toArray()]]),
  );

describe('%%googlesheet', () => {
  beforeEach(() => control({quota: null}));
  afterEach(() =>
    document.querySelectorAll('serverless-googlesheet').forEach((each) => each.remove()),
  );

  it('gives every column the type that its cells have', async () => {
    const {table, names, printed} = await read(`sales ${SALES}`, {range: ['A1:I5']});
    expect(names).to.eql(['sales']);
    expect(printed).to.equal('');
    expect(columns(table)).to.eql({
      day: ['date', '2024-01-31', '2024-02-29', null, '1899-12-30'],
      at: [
        ...['timestamp', '2024-01-31T13:45:00.5', '2024-02-29T00:00:00', null],
        '1969-07-20T20:17:40',
      ],
      opens: ['time', '08:30:00', '00:00:00', null, '23:59:59.999'],
      region: ['utf8', 'Köln', 'Łódź', 'Köln', null],
      amount: ['floatingpoint', 1234.5, -0.1, null, 10],
      units: ['int', 3n, 9007199254740991n, null, -7n],
      paid: ['bool', true, false, null, true],
      took: ['duration', 'PT130500S', 'PT3.6S', null, '-PT3600S'],
      note: ['utf8', 'first 🎉', null, '31/12/2024', null],
    });
  });

  it('reads the first sheet whole where no range is named', async () => {
    const {table} = await read(
      `sales https://docs.google.com/spreadsheets/d/${SALES}/edit?usp=sharing`,
    );
    expect([table.numRows, table.numCols]).to.eql([4, 9]);
  });

  it('finds the sheet and the range of an address', async () => {
    const url = `https://docs.google.com/spreadsheets/d/${SALES}/edit#gid=1048&range=A3:B4`;
    const {table} = await read(`q ${url}`, {header: 0});
    expect(columns(table)).to.eql({A: ['utf8', 'North', 'South'], B: ['int', 1n, 5n]});
  });

  it('reads several ranges by one request, and names them by number', async () => {
    await control({});
    const ranges = ['A1:A3', 'totals', "'Messy 'n' more'!B2:C3"];
    const {tables, names, printed} = await read(`part ${SALES}`, {range: ranges});
    expect(names).to.eql(['part_1', 'part_2', 'part_3']);
    expect(tables.map(({numRows}) => numRows)).to.eql([2, 2, 1]);
    expect(printed).to.include("part_2: 2 rows of 'Sales 2024'!B1:F3");
    const {requests} = await control({});
    const base = `/v4/spreadsheets/${SALES}`;
    expect(requests.map(({path}) => path)).to.eql([`${base}/values:batchGet`, base]);
    expect(new URLSearchParams(requests[0]!.query).getAll('ranges')).to.have.length(3);
  });

  it('copes with what sheets look like', async () => {
    const url = `https://docs.google.com/spreadsheets/d/${SALES}/edit#gid=733`;
    const {table, printed} = await read(`messy ${url}`);
    expect(columns(table)).to.eql({
      name: ['utf8', 'a', 'd', 'f', 'h'],
      name_2: ['utf8', 'b', 'e', null, null],
      D: ['utf8', 'c', '#N/A', 'g', null],
      'spread out': ['floatingpoint', 1.5, 2, 3, null],
      mixed: ['utf8', '12', 'twelve', 'TRUE', '2024-01-31'],
      error: ['int', null, 4n, null, 5n],
      H: ['utf8', null, null, 'beyond', null],
    });
    expect(printed).to.include(
      '2 cells hold errors and count as missing: G3 (#N/A), G5 (#DIV/0!).',
    );
    expect(printed).to.include('Column "mixed" mixes numbers and text (row 4 is the first');
  });

  it('joins the lines of a header, also where cells are merged', async () => {
    const {table} = await read(`q ${SALES}`, {range: ['Quarters'], header: 2});
    expect(table.fields.map(({name}) => name)).to.eql([
      'region',
      '2024 Q1',
      '2024 Q2',
      '2025 Q1',
      '2025 Q2',
    ]);
    expect(table.numRows).to.equal(2);
  });

  it('names columns by their letters without a header', async () => {
    const {table} = await read(`q ${SALES}`, {range: ['Quarters!B3:C4'], header: 0});
    expect(columns(table)).to.eql({B: ['int', 1n, 5n], C: ['int', 2n, 6n]});
  });

  it('gives empty frames of empty ranges', async () => {
    expect((await read(`e ${SALES}`, {range: ['Empty']})).table.numCols).to.equal(0);
    const {table} = await read(`e ${SALES}`, {range: ['A1:B1']});
    expect(columns(table)).to.eql({day: ['null'], at: ['null']});
  });

  it('tells dates from numbers where only values can be asked for', async () => {
    const fetched = window.fetch.bind(window);
    window.fetch = (input, init) =>
      (input as URL).pathname.endsWith(SALES)
        ? Promise.resolve(new Response('', {status: 404}))
        : fetched(input, init);
    try {
      const {table} = await read(`sales ${SALES}`, {range: ['A1:I5']});
      const types = table.fields.map(({type}) => type.name);
      expect(types.slice(0, 3)).to.eql(['date', 'timestamp', 'time']);
      expect(types.slice(3, 7)).to.eql(['utf8', 'floatingpoint', 'int', 'bool']);
    } finally {
      window.fetch = fetched;
    }
  });

  it('says how it is used', async () => {
    for (const [words, problem] of [
      ['', 'neither the URL nor the ID'],
      ['sales', 'neither the URL nor the ID'],
      [`1sales ${SALES}`, 'cannot be the name of a Python variable'],
      [`class ${SALES}`, 'cannot be the name of a Python variable'],
      [`sales ${SALES} more`, '"more" is too much'],
      ['x https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml', 'published to the web'],
    ] as const) {
      const {name, message} = await failure(words);
      expect(name).to.equal('UsageError');
      expect(message).to.include(problem);
    }
    const several = call(SALES, {range: ['A1', 'B1']});
    const error: unknown = await connect()
      .run(several)
      .catch((reason: unknown) => reason);
    expect((error as Error).message).to.include('give them a name');
  });
});

describe('refusals of Google Sheets', () => {
  beforeEach(() => control({quota: null}));
  afterEach(() =>
    document.querySelectorAll('serverless-googlesheet').forEach((each) => each.remove()),
  );

  for (const [title, words, flags, key, said] of [
    ['a bad range', `x ${SALES}`, {range: ['Nope!A1:B2']}, KEY, 'has no range "\'Nope\'!A1:B2"'],
    [
      'a range beyond the sheet',
      `x ${SALES}`,
      {range: ['A2000:B3000']},
      KEY,
      'larger than the sheet',
    ],
    [
      'an unknown spreadsheet',
      `x ${'a'.repeat(44)}`,
      {range: ['A1']},
      KEY,
      'no spreadsheet with this ID (404)',
    ],
    ['an Excel file', `x ${OFFICE}`, {range: ['A1']}, KEY, 'Save as Google Sheets'],
    ['a wrong key', `x ${SALES}`, {range: ['A1']}, 'AIzaWrong', 'does not know the API key'],
    [
      'a key of another site',
      `x ${SALES}`,
      {range: ['A1']},
      'AIzaRestrictedToOtherSites000000000000',
      `add ${location.origin}/*`,
    ],
    [
      'an API that is not enabled',
      `x ${SALES}`,
      {range: ['A1']},
      'AIzaApiNotEnabled000000000000000000000',
      'is not enabled',
    ],
    [
      'a private spreadsheet',
      `x ${PRIVATE}`,
      {range: ['A1']},
      KEY,
      'can read only public spreadsheets',
    ],
    [
      'a deleted sheet',
      `x https://docs.google.com/spreadsheets/d/${SALES}/edit#gid=9`,
      {},
      KEY,
      'no sheet with the number 9',
    ],
    [
      'a chart',
      `x https://docs.google.com/spreadsheets/d/${SALES}/edit#gid=2002`,
      {},
      KEY,
      'shows a chart',
    ],
  ] as const) {
    it(`says what to do about ${title}`, async () => {
      const {name, message} = await failure(words, flags, connect({'api-key': key}));
      expect(name).to.equal('GoogleSheetsError');
      expect(message).to.include(said);
      if (key !== KEY) expect(message).to.not.include(key);
    });
  }

  it('says what to do about a page without any credentials', async () => {
    const {message} = await failure(`x ${SALES}`, {range: ['A1']}, connect({}));
    expect(message).to.include('give <serverless-googlesheet> an api-key');
  });

  it('waits for the quota, and says so when that is no use', async () => {
    await control({quota: 0});
    const recorded = call(`x ${SALES}`, {range: ['A1']});
    const error: unknown = await connect()
      .run(recorded)
      .catch((reason: unknown) => reason);
    expect((error as Error).message).to.include('The quota of Google Sheets is used up (429)');
    expect(recorded.reports.map(({detail = ''}) => detail).join()).to.include(
      'its quota is used up',
    );
  });

  it('says that the server is not there', async () => {
    const element = connect({'api-key': KEY, 'api-url': 'http://127.0.0.1:9/'});
    const {message} = await failure(`x ${SALES}`, {range: ['A1']}, element);
    expect(message).to.include('cannot be reached');
  });

  it('does not depend on the origin of the API', async () => {
    const url = await (await fetch('/test-servers/sheets')).text();
    const element = connect({'api-key': KEY, 'api-url': url});
    expect((await read(`x ${SALES}`, {range: ['A1:C3']}, element)).table.numRows).to.equal(2);
  });

  it('ends when it is interrupted', async () => {
    const recorded = call(`x ${SALES}`, {range: ['A1']});
    const run = connect().run(recorded);
    recorded.abort();
    expect(((await run.catch((error: unknown) => error)) as Error).name).to.equal('AbortError');
  });
});

describe('credentials of <serverless-googlesheet>', () => {
  beforeEach(() => control({quota: null}));
  afterEach(() =>
    document.querySelectorAll('serverless-googlesheet').forEach((each) => each.remove()),
  );

  it('takes the key out of the page, and sends it in a header', async () => {
    await control({});
    const element = connect();
    expect(element.outerHTML).to.not.include(KEY);
    await read(`x ${SALES}`, {range: ['A1']}, element);
    const {requests} = await control({});
    expect(requests.map(({key}) => key)).to.eql([KEY]);
    expect(JSON.stringify(requests.map(({query}) => query))).to.not.include(KEY);
    expect(JSON.stringify(performance.getEntriesByType('resource'))).to.not.include(KEY);
  });

  it('signs the reader in with only a client ID', async () => {
    const {table} = await read(`x ${PRIVATE}`, {range: ['A1:B3']}, connect({'client-id': CLIENT}));
    expect(columns(table)).to.eql({name: ['utf8', 'Ann', 'Bob'], salary: ['int', 100n, 90n]});
  });

  it('signs the reader in where the key is not enough', async () => {
    const element = connect({'api-key': KEY, 'client-id': CLIENT});
    expect((await read(`x ${PRIVATE}`, {range: ['A1:B3']}, element)).table.numRows).to.equal(2);
  });

  it('renews the sign-in when it is refused', async () => {
    const element = connect({'client-id': CLIENT});
    await read(`x ${PRIVATE}`, {range: ['A1']}, element);
    await control({expire: true});
    expect((await read(`x ${PRIVATE}`, {range: ['A1:B3']}, element)).table.numRows).to.equal(2);
  });

  it('takes a token of the page', async () => {
    const element = connect({});
    const reasons: string[] = [];
    element.credentials = async ({reason}) => {
      reasons.push(reason);
      if (reason === 'first') return {token: 'expired'};
      const body = JSON.stringify({client_id: CLIENT, scope: 'x'});
      const response = await fetch('/sheets/gsi/token', {method: 'POST', body});
      return {token: ((await response.json()) as {access_token: string}).access_token};
    };
    expect((await read(`x ${PRIVATE}`, {range: ['A1:B3']}, element)).table.numRows).to.equal(2);
    expect(reasons).to.eql(['first', 'refused']);
  });

  for (const [client, said] of [
    ['denied', 'The sign-in was refused'],
    ['closed', 'was closed before the sign-in was done'],
    ['blocked', `allow pop-ups for ${location.origin}`],
    ['narrow', 'does not include reading spreadsheets'],
    ['unknown', 'does not know the client ID'],
  ] as const) {
    it(`says what a sign-in that was ${client} means`, async () => {
      const element = connect({'client-id': `${client}.apps.googleusercontent.com`});
      const {name, message} = await failure(`x ${PRIVATE}`, {range: ['A1']}, element);
      expect(name).to.equal('SignInError');
      expect(message).to.include(said);
    });
  }

  it('says whom to ask where the account may not read', async () => {
    const element = connect({'client-id': 'bob.apps.googleusercontent.com'});
    const {message} = await failure(`x ${PRIVATE}`, {range: ['A1']}, element);
    expect(message).to.include('ask its owner to share it with that account');
  });
});

describe('addresses and ranges of sheets', () => {
  it('reads addresses as browsers and Drive show them', () => {
    const id = SALES;
    const whole = {spreadsheetId: id, gid: null, range: null};
    expect(parseAddress(id)).to.eql(whole);
    expect(parseAddress(`https://docs.google.com/spreadsheets/d/${id}`)).to.eql(whole);
    expect(parseAddress(`https://drive.google.com/open?id=${id}`)).to.eql(whole);
    expect(
      parseAddress(`https://docs.google.com/spreadsheets/u/1/d/${id}/edit?gid=5#gid=5`),
    ).to.eql({...whole, gid: 5});
    expect(
      parseAddress(`https://docs.google.com/spreadsheets/d/${id}/edit#gid=0&range=B2:C3`),
    ).to.eql({spreadsheetId: id, gid: 0, range: 'B2:C3'});
  });

  it('writes ranges as the API takes them', () => {
    expect(qualify('A1:B2', "it's")).to.equal("'it''s'!A1:B2");
    expect(qualify('A:B', 'x')).to.equal("'x'!A:B");
    expect(qualify('Sheet One!A1', 'x')).to.equal("'Sheet One'!A1");
    expect(qualify("'a!b'!A1", null)).to.equal("'a!b'!A1");
    expect(qualify('totals', 'x')).to.equal('totals');
    expect(qualify('A1', null)).to.equal('A1');
  });

  it('reads ranges as the API writes them', () => {
    const area = {sheet: "it's", row: 1, column: 27, endRow: 9, endColumn: 29};
    expect(parseArea("'it''s'!AB2:AC9")).to.eql(area);
    expect(parseArea('S!B3')).to.eql({sheet: 'S', row: 2, column: 1, endRow: 3, endColumn: 2});
    expect([0, 25, 26, 701, 702].map(columnLetter)).to.eql(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
