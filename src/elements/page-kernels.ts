import {ContextProvider} from '@lit/context';
import {BrowserKernel} from '../kernel/browser-kernel.js';
import type {Kernel} from '../kernel/kernel.js';
import {kernelContext, kernelsContext, pageValue} from './contexts.js';

/** What a page says of a kernel. */
export interface KernelOptions {
  readonly pyodideUrl?: string;
  readonly packages?: readonly string[];
}

/**
 * The kernels of a page by their name; `''` is the page's own, which everything shares that asks
 * for no other. A kernel is made when it is first asked for, and boots at its first execution.
 *
 * @fires kernels-change - a name has another kernel now
 */
export class PageKernels extends EventTarget {
  #kernels = new Map<string, Kernel>();
  #options = new Map<string, KernelOptions>();
  #owners = new Map<string, number>();

  /** The `pyodide-url` of the page's own kernel, which is the default of all others. */
  get pyodideUrl(): string | undefined {
    return this.#options.get('')?.pyodideUrl;
  }

  get(name: string): Kernel {
    let kernel = this.#kernels.get(name);
    if (!kernel) this.#kernels.set(name, (kernel = this.create(this.#options.get(name), name)));
    return kernel;
  }

  /** A kernel without a name; what the options leave open is as the page's own kernel has it. */
  create(options: KernelOptions = {}, name = ''): Kernel {
    const pyodideUrl = options.pyodideUrl ?? this.pyodideUrl;
    return new BrowserKernel({name, ...options, ...(pyodideUrl && {pyodideUrl})});
  }

  /**
   * Says how the kernel of this name is to be, before it starts.
   *
   * @returns a function that gives the kernel up; it is shut down when nobody keeps it
   */
  configure(name: string, options: KernelOptions): () => void {
    this.#owners.set(name, (this.#owners.get(name) ?? 0) + 1);
    this.#options.set(name, options);
    const status = this.#kernels.get(name)?.status;
    if (status === 'unstarted') this.#replace(name);
    if (name === '') {
      this.#replaceDefaults();
      // For kernels without a name.
      this.dispatchEvent(new Event('kernels-change'));
    }
    return () => this.#release(name);
  }

  #release(name: string): void {
    const owners = this.#owners.get(name)! - 1;
    this.#owners.set(name, owners);
    // The page's own kernel belongs to the page.
    if (owners > 0 || name === '') return;
    const kernel = this.#kernels.get(name);
    this.#options.delete(name);
    this.#replace(name);
    void kernel?.shutdown();
  }

  /** Kernels that were made before the page's own was configured follow it now. */
  #replaceDefaults(): void {
    // A copy, since who hears of a change asks for the new kernel: the loop would never end.
    for (const [name, kernel] of [...this.#kernels]) {
      const follows = name !== '' && !this.#options.get(name)?.pyodideUrl;
      if (follows && kernel.status === 'unstarted') this.#replace(name);
    }
  }

  #replace(name: string): void {
    if (!this.#kernels.delete(name)) return;
    this.dispatchEvent(new Event('kernels-change'));
  }
}

/** The kernels of this page, shared with other copies of this library that the page may have. */
export function pageKernels(): PageKernels {
  const found = pageValue(kernelsContext);
  if (found) return found;
  const kernels = new PageKernels();
  const root = document.documentElement;
  new ContextProvider(root, {context: kernelsContext, initialValue: kernels});
  const own = new ContextProvider(root, {context: kernelContext, initialValue: kernels.get('')});
  kernels.addEventListener('kernels-change', () => own.setValue(kernels.get('')));
  return kernels;
}
