import type {FromWorker} from './api.js';

/** Posts to the page, in order. */
export function post(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, {transfer});
}
