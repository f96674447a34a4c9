import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {startGraphql, TOKEN} from '../servers/graphql.mjs';
import {startHttp} from '../servers/http.mjs';
import {PRIVATE, SALES} from '../servers/sheets-data.mjs';
import {API_KEY, CLIENT_ID, startSheets} from '../servers/sheets.mjs';
import {useSite} from './browser.mjs';

/** Accepted and refused ones, in every way in which they can be given. */
const secrets = {
  'the API key of Google': API_KEY,
  'a token of GraphQL': TOKEN,
  'a token that is refused': 'refused-5f2b90e1',
  'a token of the callback': 'callback-77aa02cc',
  'a token of an HTTP service': 'http-sql-1c9e44d0',
  'a password': 'trino-password-8d31',
  'a token for uploads': 'upload-token-e05b',
  'a token for jobs': 'jobs-token-6f70',
};

/** Stands where secrets could: so it is known that one would be found. */
const decoy = 'decoy-3b1f0c55';

const cells = [
  `decoy = "${decoy}"`,
  `%%googlesheet public ${SALES} --range A1:C3 --connection key`,
  `%%googlesheet private ${PRIVATE} --range A1:B3 --connection account`,
  '%%graphql\n{ secret }',
  '%%graphql refused\n{ secret }',
  '%%graphql asks\n{ secret }',
  '%%sql service\nSELECT 1',
  '%%sql warehouse\nSELECT 1',
  '%%dataframe upload public\ntable: t\nmode: replace',
];

const page = `<!doctype html>
<title>Credentials</title>
<script type="module" src="/dist/serverless-notebook.js"></script>
<script>
  // All that goes to workers, wherever it is sent from.
  window.sent = [];
  window.databases = ${databases};
  for (const {prototype} of [Worker, MessagePort]) {
    const {postMessage} = prototype;
    prototype.postMessage = function (message, ...rest) {
      // A copy, since buffers go away with the message; ports have none.
      try { window.sent.push(structuredClone(message)); }
      catch { window.sent.push(JSON.stringify(message)); }
      return postMessage.call(this, message, ...rest);
    };
  }
</script>
<serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
<serverless-notebook persist="credentials">
  <serverless-googlesheet name="key" api-url="/sheets" api-key="${API_KEY}"></serverless-googlesheet>
  <serverless-googlesheet name="account" api-url="/sheets" gis-url="/sheets/gsi/client"
    client-id="${CLIENT_ID}"></serverless-googlesheet>
  <serverless-graphql url="/graphql" token="${TOKEN}"></serverless-graphql>
  <serverless-graphql name="refused" url="/graphql" token="${secrets['a token that is refused']}"></serverless-graphql>
  <serverless-graphql name="asks" url="/graphql"></serverless-graphql>
  <serverless-sql name="service" engine="http" url="/http/secret?is=nothing"
    token="${secrets['a token of an HTTP service']}"></serverless-sql>
  <serverless-sql name="warehouse" engine="trino" url="/http/secret?is=nothing" user="ann"
    password="${secrets['a password']}"></serverless-sql>
  <serverless-dataframe upload-url="/http/secret?is=nothing" jobs="http" jobs-url="/http/secret"
    upload-token="${secrets['a token for uploads']}"
    jobs-token="${secrets['a token for jobs']}"></serverless-dataframe>
  ${cells.map((source) => `<serverless-cell><script type="text/x-python">${source}</script></serverless-cell>`).join('\n  ')}
  <serverless-cell><script type="text/x-python">pass</script></serverless-cell>
</serverless-notebook>
<script>
  document.querySelector('[name=asks]').credentials = ({reason}) =>
    // Written otherwise here, so that it is not found in the markup.
    ({token: ['callback', '77aa02cc'].join('-')});
</script>`;

describe('Credentials', () => {
  /** @type {Record<string, Awaited<ReturnType<typeof startHttp | typeof startSheets>>>} */
  const running = {};
  const at = (/** @type {string} */ name) => () => running[name]?.url ?? null;
  const site = useSite({
    proxies: {'/sheets': at('sheets'), '/graphql': at('graphql'), '/http': at('http')},
  });

  before(async () => {
    running.sheets = await startSheets();
    running.graphql = await startGraphql();
    running.http = await startHttp();
  });
  after(() => Promise.all(Object.values(running).map(({stop}) => stop())));

  it('are nowhere but in requests', () =>
    site.visit(
      '/demo/credentials-test.html',
      async (page) => {
        /** @type {string[]} */
        const printed = [];
        page.on('console', (message) => printed.push(message.text()));
        await page.locator('serverless-notebook').waitFor();
        const outcomes = await page.evaluate(async () => {
          await customElements.whenDefined('serverless-notebook');
          await customElements.whenDefined('serverless-googlesheet');
          const notebook = document.querySelector('serverless-notebook');
          await notebook.updateComplete;
          window.received = [];
          notebook.kernel.addEventListener('kernel-message', ({message}) =>
            window.received.push(structuredClone(message)),
          );
          for (const cell of notebook.cells) await cell.run();
          return notebook
            .toJSON()
            .cells.map(({outputs}) =>
              outputs.map(({output_type, ename, evalue}) =>
                [output_type, ename, evalue].filter(Boolean).join(' '),
              ),
            );
        });
        checkUse(outcomes);

        const tokens = running.sheets.requests.flatMap(
          ({authorization}) => authorization.split(' ')[1] ?? [],
        );
        assert.ok(tokens.length > 0, 'the reader was signed in');
        const all = {...secrets, 'a token of a sign-in': tokens[0]};

        // What readers change is kept.
        await page.locator('serverless-cell .cm-content').last().click();
        await page.keyboard.type(` # ${decoy}`);
        await page.evaluate(kept, decoy);

        const places = {...(await page.evaluate(collect)), console: printed.join('\n')};
        for (const name of ['messages', 'worker', 'notebook', 'html', 'storage']) {
          assert.ok(places[name].includes(decoy), `${name} would show what is in it`);
        }
        for (const [what, secret] of Object.entries(all)) {
          for (const form of [secret, btoa(`ann:${secret}`), encodeURIComponent(secret)]) {
            for (const [place, text] of Object.entries(places)) {
              assert.ok(!text.includes(form), `${what} is in ${place}: …${around(text, form)}…`);
            }
          }
        }
        const python = await searchPython(page, [decoy, ...Object.values(all)]);
        assert.deepEqual(python, [decoy]);
      },
      {html: page},
    ));

  /** Each was used, so that it could have got somewhere. @param {string[][]} outcomes */
  function checkUse(outcomes) {
    const [, key, account, graphql, refused, asks, service, warehouse, upload] = outcomes.map(
      (each) => each.join(),
    );
    for (const shown of [key, account, graphql]) assert.match(shown, /execute_result/);
    for (const failed of [refused, asks, service, warehouse]) assert.match(failed, /\(401\)/);
    assert.match(upload, /error/);
    const {sheets, graphql: service_, http} = running;
    assert.ok(sheets.requests.some(({key}) => key === API_KEY));
    assert.ok(sheets.requests.every(({query}) => !query.includes(API_KEY)));
    const sent = [...service_.requests.map(({authorization}) => authorization), ...http.secrets];
    for (const name of Object.keys(secrets)) {
      if (/Google|jobs/.test(name)) continue;
      const forms = [`Bearer ${secrets[name]}`, `Basic ${btoa(`ann:${secrets[name]}`)}`];
      assert.ok(
        forms.some((form) => sent.includes(form)),
        `${name} was sent`,
      );
    }
  }
});

/** All that is in IndexedDB. Runs in the page. */
async function databases() {
  const found = [];
  for (const {name, version} of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of database.objectStoreNames) {
      found.push(
        await new Promise((resolve) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
        }),
      );
    }
    database.close();
  }
  return found;
}

/** Settles when a text is kept. Runs in the page. @param {string} text */
async function kept(text) {
  while (!JSON.stringify(await window.databases()).includes(text)) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Everything of the page that others can see, as text. Runs in the page. */
async function collect() {
  const decoder = new TextDecoder('latin1');
  /** @param {unknown} value */
  const textOf = (value) => {
    const seen = new Set();
    return JSON.stringify(value, (_, each) => {
      if (typeof each === 'bigint') return String(each);
      if (each instanceof ArrayBuffer) return decoder.decode(each);
      if (ArrayBuffer.isView(each)) return decoder.decode(each);
      if (each instanceof Map || each instanceof Set) return [...each];
      if (typeof each === 'object' && each !== null) {
        if (seen.has(each)) return null;
        seen.add(each);
      }
      return each;
    });
  };
  /** @param {Document | ShadowRoot} root @returns {string} */
  const htmlOf = (root) => {
    const inner = [...root.querySelectorAll('*')].flatMap((element) => element.shadowRoot ?? []);
    const own = root instanceof Document ? root.documentElement.outerHTML : root.innerHTML;
    const fields = [...root.querySelectorAll('input, textarea')].map(({value}) => value);
    return [own, ...fields, ...inner.map(htmlOf)].join('\n');
  };
  const notebook = document.querySelector('serverless-notebook');
  const connectors = [...notebook.querySelectorAll(':scope > :not(serverless-cell)')];
  return {
    messages: textOf(window.received),
    worker: textOf(window.sent),
    notebook: JSON.stringify(notebook.toJSON()),
    html: htmlOf(document),
    storage: textOf([
      {...localStorage},
      {...sessionStorage},
      document.cookie,
      await window.databases(),
      await caches.keys(),
    ]),
    addresses: textOf([location.href, performance.getEntries().map(({name}) => name)]),
    properties: textOf(
      connectors.map((each) =>
        Object.entries(each).filter(
          ([, value]) => typeof value !== 'function' && !(value instanceof Node),
        ),
      ),
    ),
  };
}

/**
 * Which of the texts Python has, in anything that its garbage collector knows. They are sent
 * backwards, so that asking does not put them there.
 *
 * @param {import('playwright-core').Page} page @param {string[]} texts
 */
async function searchPython(page, texts) {
  const backwards = JSON.stringify(texts.map((text) => [...text].reverse().join('')));
  const code = `
import gc
def _search(backwards):
    found = set()
    texts = [text for each in gc.get_objects() for text in gc.get_referents(each) if type(text) in (str, bytes)]
    for text in texts:
        turned = text[::-1] if type(text) is str else text.decode("latin1")[::-1]
        found.update(each for each in backwards if each in turned and turned != each and text not in backwards)
        if turned in backwards:
            found.add(turned)
    return sorted(each[::-1] for each in found)
print(*_search(${backwards}))`;
  return page.evaluate(async (source) => {
    const {kernel} = document.querySelector('serverless-notebook');
    let text = '';
    const execution = kernel.execute(source);
    for await (const {header, content} of execution) {
      if (header.msg_type === 'stream') text += content.text;
      if (header.msg_type === 'error') throw new Error(content.evalue);
    }
    return text.trim().split(/\s+/).filter(Boolean);
  }, code);
}

/** @param {string} text @param {string} found */
function around(text, found) {
  const at = text.indexOf(found);
  return text.slice(Math.max(at - 60, 0), at + 60);
}
