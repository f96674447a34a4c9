import {KernelError} from './errors.js';

/**
 * Starts a worker. It must be of the page's origin, so one of another origin is imported by one that
 * is; `revoke` is to be called when its script has run.
 */
export function createWorker(url: URL, name: string): {worker: Worker; revoke: () => void} {
  const isForeign = url.origin !== location.origin;
  const source = [importer(url)];
  const ownUrl = isForeign
    ? URL.createObjectURL(new Blob(source, {type: 'text/javascript'}))
    : url.href;
  const revoke = () => {
    if (isForeign) URL.revokeObjectURL(ownUrl);
  };
  try {
    return {worker: new Worker(ownUrl, {type: 'module', name}), revoke};
  } catch (error) {
    revoke();
    throw new KernelError(
      `The page does not allow the kernel's worker (${String(error)}): its ` +
        `Content-Security-Policy needs worker-src 'self'${isForeign ? ' blob:' : ''}.`,
    );
  }
}

/**
 * Imports a script of another origin. A static import would have to be allowed by the page's
 * `worker-src`; this one by its `script-src`, as the library's own tag. What the page posts before
 * the script listens is kept for it.
 */
function importer({href}: URL): string {
  return `
    const early = [];
    const keep = ({data, ports}) => early.push({data, ports});
    addEventListener('message', keep);
    import(${JSON.stringify(href)}).then(
      () => {
        removeEventListener('message', keep);
        for (const init of early) dispatchEvent(new MessageEvent('message', init));
      },
      // Outside of the promise the page learns of it.
      (error) => setTimeout(() => { throw error; }),
    );
  `;
}
