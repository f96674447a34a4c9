import {Facet} from '@codemirror/state';
import type {Kernel} from '../../kernel/kernel.js';
import type {MagicRegistry} from '../../magics/registry.js';

/** What the editor reads from the element around it, and tells it. */
export interface CodeHost {
  readonly language: string;
  readonly readonly: boolean;
  readonly label: string;
  readonly placeholder: string;
  readonly wrap: boolean;
  readonly kernel: Kernel | null;
  readonly magics: MagicRegistry | null;
  changed(value: string): void;
  /** @returns whether someone took the focus over */
  leave(direction: 'up' | 'down'): boolean;
}

/** Lets commands and completion sources, which know only the state, find the element. */
export const codeHost = Facet.define<CodeHost, CodeHost | undefined>({
  combine: (hosts) => hosts[0],
});

/** The kernel, if it has started: asking another one would boot it. */
export function startedKernel(host: CodeHost | undefined): Kernel | null {
  const kernel = host?.kernel ?? null;
  return kernel?.status === 'idle' || kernel?.status === 'busy' ? kernel : null;
}
