import {fileInFolder, fileResponse} from './file-response.mjs';

/**
 * Koa middleware that serves a folder of files under a path, for the test runner's server.
 *
 * @param {string} prefix Such as `/pyodide/`.
 * @param {string} folder
 * @returns {import('koa').Middleware}
 */
export function staticFolder(prefix, folder) {
  return async (context, next) => {
    if (!context.path.startsWith(prefix)) return next();
    const file = fileInFolder(folder, context.path.slice(prefix.length));
    const answer = file && (await fileResponse(file, context.req));
    if (!answer) {
      context.status = 404;
      context.body = `Not found: ${context.path}`;
      return;
    }
    context.status = answer.status;
    if (answer.body) context.body = answer.body;
    // Koa would set the type and length by the kind of body.
    context.set(answer.headers);
  };
}
