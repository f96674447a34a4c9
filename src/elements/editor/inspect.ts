import {StateEffect, StateField} from '@codemirror/state';
import {EditorView, showTooltip, type Command, type Tooltip} from '@codemirror/view';
import type {InspectReply} from '../../protocol/messages.js';
import {toCodePoints} from './code-points.js';
import {codeHost, startedKernel} from './host.js';

const show = StateEffect.define<Tooltip | null>();

/** What is shown at the moment. */
export const inspection = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

/** Shows what the kernel knows about the name at the caret; asked again, it shows more. */
export const inspect: Command = (view) => {
  void ask(view);
  return true;
};

/** Whether there is something at the caret that a kernel could explain. */
export function canInspect({state}: EditorView): boolean {
  const {main} = state.selection;
  if (!startedKernel(state.facet(codeHost))) return false;
  if (!main.empty) return state.sliceDoc(main.from, main.to).trim() !== '';
  const line = state.doc.lineAt(main.head);
  return /\S/.test(line.text.slice(0, main.head - line.from));
}

export const closeInspection: Command = (view) => {
  if (!view.state.field(inspection)) return false;
  view.dispatch({effects: show.of(null)});
  view.focus();
  return true;
};

async function ask(view: EditorView): Promise<void> {
  const {state} = view;
  const kernel = startedKernel(state.facet(codeHost));
  if (!kernel) return;
  const {head} = state.selection.main;
  const code = state.doc.toString();
  const detail = state.field(inspection) ? 1 : 0;
  let reply: InspectReply;
  try {
    const cursor_pos = toCodePoints(code, head);
    reply = await kernel.request('inspect_request', {code, cursor_pos, detail_level: detail});
  } catch {
    // The kernel ended meanwhile, which the cell shows.
    return;
  }
  const current = view.state;
  if (current.doc !== state.doc || current.selection.main.head !== head) return;
  const text = reply.found ? plainText(reply) : 'No documentation found.';
  view.dispatch({
    effects: [
      show.of({pos: head, create: () => ({dom: render(view, text)})}),
      EditorView.announce.of(text.slice(0, 500)),
    ],
  });
}

function render(view: EditorView, text: string): HTMLElement {
  const dom = document.createElement('pre');
  dom.className = 'cm-inspection';
  dom.textContent = text;
  dom.setAttribute('role', 'region');
  dom.setAttribute('aria-label', 'Documentation');
  // Long texts are scrolled by keyboard too.
  dom.tabIndex = 0;
  dom.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    closeInspection(view);
  });
  return dom;
}

function plainText({data}: InspectReply): string {
  const text = data['text/plain'];
  const joined = Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '';
  return joined.replace(/\u001b\[[\d;]*m/g, '').trim();
}
