/**
 * Opens the kernel's page in a Chromium of its own and passes messages: lines of JSON on standard
 * input go to the page, what the page says comes as lines on standard output. Buffers are base64.
 *
 * The first line out is `{"ready": true}`. It ends when its standard input does, and with a message
 * on standard error when the page cannot start or crashes.
 */
import {createInterface} from 'node:readline';

import {chromium} from 'playwright-core';

import {chromeFlags, chromePath} from '../../../scripts/chrome.mjs';

const url = process.argv[2];

const browser = await chromium.launch({
  executablePath: chromePath(),
  args: chromeFlags,
  handleSIGINT: false,
});

let ending = false;

async function end(reason) {
  if (ending) return;
  ending = true;
  if (reason) process.stderr.write(`kernel page: ${reason}\n`);
  await browser.close().catch(() => {});
  process.exit(reason ? 1 : 0);
}

const lines = createInterface({input: process.stdin});
lines.on('close', () => void end());
process.on('SIGTERM', () => void end());
process.stdout.on('error', () => void end());
browser.on('disconnected', () => void end('the browser ended'));

const page = await browser.newPage();
page.on('crash', () => void end('the page crashed'));
page.on('pageerror', (error) => process.stderr.write(`kernel page: ${error.stack ?? error}\n`));
page.on('console', (message) => {
  if (message.type() === 'error') process.stderr.write(`kernel page: ${message.text()}\n`);
});

// A raw binding, as its calls arrive as one ordered stream and want no answer.
const session = await page.context().newCDPSession(page);
session.on('Runtime.bindingCalled', ({name, payload}) => {
  if (name === 'toBridge') process.stdout.write(`${payload}\n`);
});
await session.send('Runtime.enable');
await session.send('Runtime.addBinding', {name: 'toBridge'});

await page.goto(url).catch((error) => end(error.message));
await page.evaluate(connect).catch((error) => end(`no kernel at ${url}: ${error.message}`));

lines.on('line', (line) => {
  page
    .evaluate((text) => globalThis.toKernel(text), line)
    .catch((error) => end(`send failed: ${error.message}`));
});

/** Runs in the page. */
async function connect() {
  const base64 = (buffer) => {
    let text = '';
    for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer;
  const kernel = await globalThis.kernelUnderTest;
  if (!kernel) throw new Error('the page sets no kernelUnderTest');
  globalThis.toBridge('{"ready": true}');
  kernel.onmessage = (message) => {
    const buffers = (message.buffers ?? []).map((item) => {
      if (typeof item === 'string') return item;
      if (!ArrayBuffer.isView(item)) return base64(item);
      return base64(item.buffer.slice(item.byteOffset, item.byteOffset + item.byteLength));
    });
    globalThis.toBridge(JSON.stringify({...message, buffers}));
  };
  globalThis.toKernel = (text) => {
    const message = JSON.parse(text);
    kernel.send({...message, buffers: message.buffers.map(bytes)});
  };
}
