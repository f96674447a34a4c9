import {packTable, unpackTable, type TableHeader} from '../../data/wire.js';
import type {Table} from '../../data/table.js';
import {KernelError} from '../errors.js';
import type {FrameInfo, Kernel} from '../kernel.js';
import {untilAborted} from '../until-aborted.js';
import {DataComm} from './data-comm.js';

interface RequestOptions {
  readonly buffers?: ArrayBuffer[];
  /** What Python needs for it. */
  readonly packages?: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Tables between the page and the Python of a kernel, whichever kernel it is: by a comm whose other
 * end is the Python package `serverless_data`, which is put into the kernel when it is first needed.
 */
export class KernelTables {
  #kernel: Kernel;
  #comm: DataComm | null = null;
  /** How often what had been asked for was lost with the kernel. */
  #losses = 0;
  /** Requests are made in the order of the calls, whatever each has to wait for. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.addEventListener('kernel-status', () => {
      if (kernel.status === 'starting' || kernel.status === 'dead') this.#disconnect();
    });
  }

  async read(name: string, {signal}: {signal?: AbortSignal} = {}): Promise<Table> {
    const {result, buffers} = await this.#request({op: 'read', name}, {signal});
    return unpackTable(result as TableHeader, buffers);
  }

  async write(
    name: string,
    table: Table,
    {transfer = false}: {transfer?: boolean} = {},
  ): Promise<void> {
    // At once: the table may be changed, or given away, while the kernel is busy.
    const {header, buffers} = packTable(table, {transfer});
    // The rules of time zones are a package of their own in the browser.
    const hasZones = JSON.stringify(header.fields).includes('"timezone"');
    const packages = hasZones ? ['pandas', 'zoneinfo'] : ['pandas'];
    await this.#request({op: 'write', name, header}, {buffers, packages});
  }

  async values(expressions: readonly string[]): Promise<Table> {
    const {result, buffers} = await this.#request({op: 'values', expressions});
    return unpackTable(result as TableHeader, buffers);
  }

  async frames(): Promise<readonly FrameInfo[]> {
    // A kernel that has not started has none, and is not started to say so.
    if (this.#kernel.status === 'unstarted') return [];
    const {result} = await this.#request({op: 'frames'}, {packages: []});
    return result as FrameInfo[];
  }

  async #request(
    data: {readonly op: string} & Record<string, unknown>,
    {buffers = [], packages = ['pandas'], signal}: RequestOptions = {},
  ): Promise<{result: unknown; buffers: readonly ArrayBuffer[]}> {
    signal?.throwIfAborted();
    const losses = this.#losses;
    const sent = this.#turn.then(async () => {
      // A new kernel knows nothing of what was meant.
      if (losses !== this.#losses) throw this.#lost();
      const comm = await this.#connect();
      await comm.open();
      for (const name of packages) await comm.load(name);
      // What came with this task, such as reading the table from a file, may have taken long enough.
      if (buffers.length > 0) await nextTask();
      signal?.throwIfAborted();
      // Not awaited here, or it would wait for the answer.
      return {answer: comm.request(data, buffers)};
    });
    this.#turn = sent.catch(() => {});
    const answer = sent.then(({answer}) => answer);
    return await (signal ? untilAborted(answer, signal) : answer);
  }

  async #connect(): Promise<DataComm> {
    const kernel = this.#kernel;
    // To start it would hide that it has forgotten everything.
    if (kernel.status === 'dead' && kernel.info) {
      throw kernel.failure ?? new KernelError('The kernel was shut down: restart it.');
    }
    await kernel.start();
    return (this.#comm ??= new DataComm(kernel));
  }

  #disconnect(): void {
    const comm = this.#comm;
    this.#comm = null;
    // The first start loses nothing.
    if (!comm) return;
    this.#losses++;
    comm.close(this.#lost());
  }

  #lost(): Error {
    return (
      this.#kernel.failure ??
      new KernelError('The kernel was restarted, or shut down, before it had answered.')
    );
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
