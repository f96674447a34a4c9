import {
  acceptCompletion,
  closeBracketsKeymap,
  completionStatus,
  startCompletion,
} from '@codemirror/autocomplete';
import {defaultKeymap, historyKeymap, indentLess, indentMore} from '@codemirror/commands';
import {getIndentUnit} from '@codemirror/language';
import {searchKeymap} from '@codemirror/search';
import {EditorSelection, Prec, type Extension} from '@codemirror/state';
import {EditorView, keymap, type Command, type KeyBinding} from '@codemirror/view';
import {complete} from './completion.js';
import {codeHost} from './host.js';
import {canInspect, closeInspection, inspect} from './inspect.js';

/** What a completion can follow: a name, an attribute, a path, a magic, or a module to import. */
const completable = /(?:[\p{L}_][\p{L}\p{N}_]*|[.%/'"]|\b(?:from|import)\s+)$/u;

const tab: Command = (view) => {
  const {state} = view;
  if (completionStatus(state) === 'active' && acceptCompletion(view)) return true;
  if (state.readOnly) return false;
  const {main, ranges} = state.selection;
  if (ranges.some((range) => !range.empty)) return indentMore(view);
  const line = state.doc.lineAt(main.head);
  const before = line.text.slice(0, main.head - line.from);
  if (state.facet(codeHost)?.language === 'python' && completable.test(before)) {
    return complete(view);
  }
  return insertSoftTab(view);
};

const insertSoftTab: Command = ({state, dispatch}) => {
  const unit = getIndentUnit(state);
  const change = state.changeByRange((range) => {
    const column = range.head - state.doc.lineAt(range.head).from;
    const insert = ' '.repeat(unit - (column % unit));
    return {
      changes: {from: range.head, insert},
      range: EditorSelection.cursor(range.head + insert.length),
    };
  });
  dispatch(state.update(change, {userEvent: 'input.indent', scrollIntoView: true}));
  return true;
};

const shiftTab: Command = (view) => {
  if (canInspect(view)) return inspect(view);
  return view.state.readOnly ? false : indentLess(view);
};

/** One caret stays of many; a selection stays, since Escape then means to leave. */
const collapseCarets: Command = ({state, dispatch}) => {
  if (state.selection.ranges.length === 1) return false;
  dispatch(state.update({selection: state.selection.asSingle()}));
  return true;
};

/** From now on Tab moves the focus, until another key is pressed. */
const releaseTab: Command = (view) => {
  view.setTabFocusMode(true);
  return false;
};

const holdTab = EditorView.domEventHandlers({
  keydown({key}, view) {
    if (!['Tab', 'Shift', 'Escape'].includes(key)) view.setTabFocusMode(false);
  },
  blur: (_event, view) => view.setTabFocusMode(false),
});

function leave(direction: 'up' | 'down'): Command {
  return (view) => {
    const {selection, doc} = view.state;
    const {head, empty, assoc} = selection.main;
    const edge = direction === 'up' ? 0 : doc.length;
    if (selection.ranges.length > 1 || !empty) return false;
    if (doc.lineAt(head).number !== doc.lineAt(edge).number) return false;
    // A wrapped line has rows of its own.
    const here = view.coordsAtPos(head, assoc < 0 ? -1 : 1)?.top ?? 0;
    const there = view.coordsAtPos(edge)?.top ?? 0;
    if (Math.abs(here - there) > view.defaultLineHeight / 2) return false;
    return view.state.facet(codeHost)?.leave(direction) ?? false;
  };
}

/** Keys that mean something to the cell around the editor. */
const notOurs = /(?:^|-)(?:Escape|Mod-Enter|Ctrl-m)$/;

const editing: KeyBinding[] = [...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]
  .filter(({key}) => !notOurs.test(key ?? ''))
  .map((binding) => (binding.key === 'Enter' ? {...binding, shift: undefined} : binding));

/** Popups close first, and their keys are nobody else's. */
const closing: KeyBinding[] = [
  {key: 'Escape', run: closeInspection, stopPropagation: true},
  {key: 'Escape', run: collapseCarets},
  {key: 'Escape', run: releaseTab},
];

export function keys(): Extension {
  return [
    holdTab,
    Prec.high(
      keymap.of([
        {key: 'Tab', run: tab},
        {key: 'Shift-Tab', run: shiftTab},
        {key: 'Ctrl-Space', run: startCompletion},
        {key: 'ArrowUp', run: leave('up')},
        {key: 'ArrowDown', run: leave('down')},
      ]),
    ),
    keymap.of([...searchKeymap, ...closing, ...editing]),
  ];
}
