import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {FileStore} from '@tus/file-store';
import {Server} from '@tus/server';

const path = '/uploads';

/**
 * Starts a server for resumable uploads, by the reference implementation of tus 1.0. It names an
 * upload by the SHA-256 that comes with it, which it verifies at the end: so nothing has to be
 * uploaded twice, and what is half there can be continued by whoever has the same file.
 *
 * @param {{
 *   port?: number,
 *   folder?: string,
 *   intercept?: (
 *     request: import('node:http').IncomingMessage,
 *     response: import('node:http').ServerResponse,
 *   ) => boolean,
 * }} [options] `intercept` sees each request first, and has answered it if it says so
 * @returns {Promise<{
 *   url: string,
 *   folder: string,
 *   requests: {method: string, path: string}[],
 *   close: () => Promise<void>,
 * }>}
 */
export async function startUploads({port = 0, folder: given, intercept} = {}) {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'serverless-uploads-')));
  /** @type {{method: string, path: string}[]} */
  const requests = [];
  const uploads = new Server({
    path,
    datastore: new FileStore({directory: folder}),
    // So that it is right behind any proxy.
    relativeLocation: true,
    namingFunction: (_, metadata) => {
      const {sha256} = metadata ?? {};
      if (/^[0-9a-f]{64}$/.test(sha256 ?? '')) return sha256;
      throw {status_code: 400, body: 'Upload-Metadata must have the sha256 of the file.\n'};
    },
    onUploadFinish: async (_, response, {id}) => {
      if ((await checksum(join(folder, id))) === id) return response;
      await uploads.datastore.remove(id);
      throw {status_code: 460, body: 'The file does not have the sha256 that was announced.\n'};
    },
  });

  const server = createServer((request, response) => {
    requests.push({method: request.method ?? '', path: request.url ?? ''});
    if (intercept?.(request, response)) return;
    uploads.handle(request, response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    folder,
    requests,
    close: async () => {
      await new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      });
      if (!given) await rm(folder, {recursive: true, force: true});
    },
  };
}

/** @param {string} file */
async function checksum(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {url, folder} = await startUploads({port: Number(process.argv[2]) || 0});
  console.log(`${url}  uploads, into ${folder}`);
}
