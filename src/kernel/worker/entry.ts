import * as Comlink from 'comlink';
import type {ToWorker, WorkerApi} from './api.js';
import {Runtime} from './runtime.js';

const runtime = new Runtime();

self.addEventListener('message', ({data}: MessageEvent<Partial<ToWorker>>) => {
  if (data.kind) runtime.handle(data as ToWorker);
});

Comlink.expose({boot: (options) => runtime.boot(options)} satisfies WorkerApi);
