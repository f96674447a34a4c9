import {
  acceptCompletion,
  autocompletion,
  completionStatus,
  currentCompletions,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import {StateEffect, StateField, type Extension} from '@codemirror/state';
import {EditorView, type Command} from '@codemirror/view';
import type {Kernel} from '../../kernel/kernel.js';
import type {CompleteReply} from '../../protocol/messages.js';
import {toCodePoints, toUtf16} from './code-points.js';
import {codeHost, startedKernel} from './host.js';
import {isMagicBody} from './magic-completion.js';

/** The kernel's words for what a name is, as the icons of the list know them. */
const icons: Record<string, string> = {
  instance: 'variable',
  statement: 'variable',
  param: 'variable',
  module: 'namespace',
  path: 'text',
  magic: 'keyword',
};

/**
 * A worker answers one request after the other, so each editor's kernel gets one at a time; those
 * that are outdated when their turn comes are never sent.
 */
const pending = new WeakMap<Kernel, Promise<unknown>>();

async function completeFromKernel(context: CompletionContext): Promise<CompletionResult | null> {
  const host = context.state.facet(codeHost);
  const kernel = startedKernel(host);
  if (!kernel || host?.language !== 'python' || isMagicBody(context, host.magics)) return null;

  const turn = (pending.get(kernel) ?? Promise.resolve()).then(() => ask(kernel, context));
  pending.set(kernel, turn);
  const reply = await turn;
  if (!reply || context.aborted || reply.matches.length === 0) return null;
  return toResult(reply, context);
}

async function ask(kernel: Kernel, context: CompletionContext): Promise<CompleteReply | null> {
  if (context.aborted) return null;
  const code = context.state.doc.toString();
  try {
    const cursor_pos = toCodePoints(code, context.pos);
    return await kernel.request('complete_request', {code, cursor_pos});
  } catch {
    // The kernel ended meanwhile, which the cell shows; the words of the source are still offered.
    return null;
  }
}

function toResult(reply: CompleteReply, {state, pos}: CompletionContext): CompletionResult {
  const code = state.doc.toString();
  const from = Math.min(toUtf16(code, reply.cursor_start), pos);
  const to = Math.max(toUtf16(code, reply.cursor_end), pos);
  const types = new Map(
    reply.metadata._jupyter_types_experimental?.map((type) => [type.text, type] as const),
  );
  const options = reply.matches.map((label, index): Completion => {
    const {type, signature} = types.get(label) ?? {};
    return {
      label,
      type: icons[type ?? ''] ?? type,
      info: signature || undefined,
      // The kernel's order is better than the alphabet's: private names come last.
      sortText: String(index).padStart(6, '0'),
    };
  });
  // What is typed on narrows the list down, as long as it is the same name.
  const stem = code.slice(from, pos).replace(/[\p{L}\p{N}_]*$/u, '');
  const validFor = (text: string): boolean =>
    text.startsWith(stem) && /^[\p{L}\p{N}_]*$/u.test(text.slice(stem.length));
  return {from, to, options, validFor};
}

/** Set while a list that the reader has asked for is on its way. */
const asked = StateEffect.define<boolean>();
const isAsked = StateField.define<boolean>({
  create: () => false,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(asked)) value = effect.value;
    return value && !transaction.docChanged;
  },
});

/** Completes what is before the caret; a single possibility is taken at once. */
export const complete: Command = (view) => {
  view.dispatch({effects: asked.of(true)});
  return startCompletion(view);
};

const takeSingle = EditorView.updateListener.of(({view, state}) => {
  if (!state.field(isAsked, false) || completionStatus(state) !== 'active') return;
  const single = currentCompletions(state).length === 1;
  queueMicrotask(() => {
    if (view.state !== state) return;
    if (single) acceptCompletion(view);
    else view.dispatch({effects: asked.of(false)});
  });
});

/**
 * Completion on request, as in Jupyter: a list that opens by itself would take the Enter, arrow
 * and Escape keys away from what the reader means by them in a notebook.
 */
export function completion(): Extension {
  return [
    isAsked,
    takeSingle,
    autocompletion({
      activateOnTyping: false,
      interactionDelay: 0,
      maxRenderedOptions: 200,
      icons: true,
    }),
  ];
}

/** For languages that have a kernel behind them. */
export const kernelCompletion = {autocomplete: completeFromKernel};
