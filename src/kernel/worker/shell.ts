import files from 'virtual:python-package';
import type {KernelInfo, Message} from '../../protocol/messages.js';
import type {Outbox} from './outbox.js';
import type {Packages} from './packages.js';
import type {PyCallable, Pyodide} from './pyodide-types.js';
import type {Signals} from './signals/signals.js';

const folder = '/usr/lib/serverless-notebook';

interface ShellModule {
  handle: PyCallable<[message: string, buffers: unknown], Promise<unknown>>;
  kernel_info: PyCallable<[], string>;
  flush: PyCallable<[], void>;
}

interface SignalsModule {
  install: PyCallable<[host: object], void>;
  flush_with: PyCallable<[flush: unknown], void>;
  cancel: PyCallable<[], boolean>;
}

/** The Python package `serverless_shell`, which answers the messages of the shell channel. */
export class Shell {
  #pyodide: Pyodide;
  #outbox: Outbox;
  #signals: Signals;
  #python: ShellModule;
  /** Replies go out on the channel that the request came in on. */
  #channel: Message['channel'] = 'shell';

  constructor(pyodide: Pyodide, outbox: Outbox, signals: Signals, packages: Packages) {
    this.#pyodide = pyodide;
    this.#outbox = outbox;
    this.#signals = signals;
    for (const [path, text] of Object.entries(files)) {
      const target = `${folder}/${path}`;
      pyodide.FS.mkdirTree(target.slice(0, target.lastIndexOf('/')));
      pyodide.FS.writeFile(target, text);
    }
    // Last, so that an installed IPython wins over the thin one.
    pyodide.runPython(`import sys; sys.path += ["${folder}", "${folder}/thin"]`);
    const python = pyodide.pyimport('serverless_shell.signals') as unknown as SignalsModule;
    python.install(this.#host(packages));
    this.#python = pyodide.pyimport('serverless_shell') as unknown as ShellModule;
    python.flush_with(this.#python.flush);
    signals.onInterrupt = () => python.cancel();
    pyodide.setInterruptBuffer(signals.buffer);
  }

  info(): KernelInfo {
    return JSON.parse(this.#python.kernel_info()) as KernelInfo;
  }

  /** Answers one request. */
  async handle({buffers = [], ...message}: Message, interrupts: number): Promise<void> {
    this.#channel = message.channel;
    this.#signals.begin(interrupts);
    const views = buffers.map((buffer) => new Uint8Array(buffer));
    // Tables are left in JavaScript: Python's memory would grow by them, and never shrink again.
    const isTable = message.metadata['transfer'] === true;
    try {
      await this.#python.handle(
        JSON.stringify(message),
        isTable ? views : this.#pyodide.toPy(views),
      );
      this.#python.flush();
    } finally {
      this.#outbox.flush();
    }
  }

  #host(packages: Packages): object {
    return {
      signals: this.#signals,
      isFull: () => this.#outbox.isFull,
      loadPackagesForImports: (
        names: {toJs?(): string[]} | string[],
        report: PyCallable<[string], void>,
      ) => packages.loadImports(Array.isArray(names) ? names : names.toJs!(), report),
      post: (
        channel: Message['channel'],
        type: string,
        content: string,
        parent: string,
        metadata: string,
        buffers: Uint8Array<ArrayBuffer>[],
      ) => {
        if (type === 'input_request') this.#signals.ask();
        this.#outbox.push(
          {
            channel: channel === 'shell' ? this.#channel : channel,
            parent_header: JSON.parse(parent) as Message['parent_header'],
            metadata: JSON.parse(metadata) as Record<string, unknown>,
            content: JSON.parse(content) as Record<string, unknown>,
            buffers: buffers.length > 0 ? buffers.map(copy) : undefined,
          },
          type,
        );
        if (type === 'input_request') this.#outbox.flush();
      },
    };
  }
}

/** Transferable: not a view of Python's memory. */
function copy(view: Uint8Array<ArrayBuffer>): ArrayBuffer {
  // What Python converts has a memory of its own already.
  const {buffer, byteLength} = view;
  return byteLength === buffer.byteLength ? buffer : view.slice().buffer;
}
