import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:net';

const startWithinMs = 240_000;

/**
 * @typedef {{
 *   pid: number | undefined,
 *   running: () => boolean,
 *   output: () => string,
 *   stop: () => Promise<void>,
 *   kill: () => Promise<void>,
 * }} Program `output` is the end of what it has printed; `stop` asks it to end, `kill` does not ask
 */

/**
 * Starts a program in a group of its own, so that what it starts ends with it. It ends with this
 * process too.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, cwd?: string}} [options]
 * @returns {Program}
 */
export function startProgram(command, args, options = {}) {
  const grouped = process.platform !== 'win32';
  const child = spawn(command, args, {
    ...options,
    detached: grouped,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output = `${output}${chunk}`.slice(-8_000)));
  }
  const running = () =>
    child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  // A program that cannot be started is noticed by whoever waits for it.
  const ended = once(child, 'exit').catch((error) => (output += error.message));
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    if (child.pid === undefined) return;
    try {
      process.kill(grouped ? -child.pid : child.pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  const onExit = () => signal('SIGKILL');
  exitOnSignals();
  process.once('exit', onExit);
  /** @param {NodeJS.Signals} name */
  const end = async (name) => {
    process.off('exit', onExit);
    if (!running()) return;
    signal(name);
    const timer = setTimeout(() => signal('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
    // What it has started may outlive it.
    signal('SIGKILL');
  };
  return {
    pid: child.pid,
    running,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

let exits = false;

/** A process that a signal ends at once leaves its programs running; one that exits does not. */
function exitOnSignals() {
  if (exits) return;
  exits = true;
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // Who listens too ends by itself.
    process.on(name, () => process.listenerCount(name) > 1 || process.exit(1));
  }
}

/**
 * Waits until a URL answers as it should.
 *
 * @param {string} url
 * @param {{name: string, program: Program, ready?: (response: Response) => Promise<boolean>}} options
 */
export async function untilReady(url, {name, program, ready = async ({ok}) => ok}) {
  const end = Date.now() + startWithinMs;
  for (;;) {
    const response = await fetch(url).catch(() => null);
    if (response && (await ready(response).catch(() => false))) return;
    if (!program.running()) throw new Error(`${name} has ended:\n${program.output()}`);
    if (Date.now() > end) {
      const seconds = startWithinMs / 1000;
      throw new Error(`${name} is not ready after ${seconds} s (${url}):\n${program.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** @returns {Promise<number>} a port of the loopback interface that nobody listens on */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
