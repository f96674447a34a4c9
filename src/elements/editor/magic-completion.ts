import type {CompletionContext, CompletionResult} from '@codemirror/autocomplete';
import {magicOf, type MagicRegistry} from '../../magics/registry.js';
import {codeHost} from './host.js';

/** What stands behind the header of a magic that is not Python's is none of the kernel's business. */
export function isMagicBody({state}: CompletionContext, magics: MagicRegistry | null): boolean {
  const name = magicOf(state.sliceDoc(0, 1000));
  return !!name && !!magics && magics.handlers(name).length > 0;
}

async function completeMagic(context: CompletionContext): Promise<CompletionResult | null> {
  const host = context.state.facet(codeHost);
  const source = context.state.doc.toString();
  if (!host?.magics || !host.kernel || !/^\s*%%/.test(source)) return null;
  const {complete} = await import('../../magics/complete.js');
  const found = await complete(source, context.pos, host.magics, host.kernel);
  if (context.aborted || found.length === 0) return null;
  const {start, end} = found[0]!;
  const options = found
    .filter((each) => each.start === start && each.end === end)
    .map(({text, type, detail}, index) => ({
      label: text,
      type,
      detail,
      sortText: String(index).padStart(6, '0'),
    }));
  const validFor = source.startsWith('%%', start) ? undefined : /^[\p{L}\p{N}_-]*$/u;
  return {from: start, to: end, options, validFor};
}

/** For cells that start with a magic of the page. */
export const magicCompletion = {autocomplete: completeMagic};
