import {EditorView} from '@codemirror/view';

const button = {
  appearance: 'none',
  margin: '0',
  padding: '0.125em 0.6em',
  border: '1px solid var(--_border)',
  borderRadius: 'var(--_radius)',
  background: 'var(--_background)',
  color: 'var(--_text)',
  font: 'inherit',
  cursor: 'pointer',
};

const selection = 'color-mix(in srgb, var(--_accent) 28%, transparent)';
const faint = 'color-mix(in srgb, var(--_muted) 22%, transparent)';

/** The tokens of the elements, over every colour that CodeMirror has of its own. */
export const theme = EditorView.theme({
  '&': {background: 'transparent', color: 'var(--_text)'},
  '&.cm-focused': {outline: 'none'},
  '.cm-scroller': {fontFamily: 'inherit', lineHeight: 'inherit', overflowAnchor: 'auto'},
  '.cm-content': {padding: 'var(--_pad-block) 0', caretColor: 'var(--_text)'},
  '.cm-line': {padding: '0 var(--_pad-inline)'},
  '.cm-cursor, .cm-dropCursor': {borderLeftColor: 'var(--_text)', borderLeftWidth: '2px'},
  '.cm-selectionBackground': {background: faint},
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: selection,
  },
  '.cm-placeholder': {color: 'var(--_muted)'},
  '.cm-specialChar': {color: 'var(--_error)'},
  '&.cm-focused .cm-matchingBracket': {
    background: selection,
    outline: '1px solid var(--_border)',
  },
  '&.cm-focused .cm-nonmatchingBracket': {background: 'var(--_error-surface)'},
  '.cm-searchMatch': {background: faint, outline: '1px solid var(--_border)'},
  '.cm-searchMatch-selected': {background: selection},

  '.cm-panels': {
    background: 'var(--_background)',
    color: 'var(--_text)',
    fontFamily: 'var(--_font)',
    borderRadius: 'var(--_radius)',
    zIndex: '2',
  },
  '.cm-panels.cm-panels-top': {borderBottom: '1px solid var(--_border)'},
  '.cm-panels.cm-panels-bottom': {borderTop: '1px solid var(--_border)'},
  '.cm-panel.cm-search, .cm-dialog': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '0.35em 0.5em',
    padding: '0.4em 2.5em 0.4em 0.6em',
    fontSize: '0.9em',
  },
  '.cm-panel.cm-search br': {display: 'block', flexBasis: '100%', content: '""'},
  '.cm-panel.cm-search label, .cm-dialog label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.35em',
    margin: '0',
    fontSize: '1em',
  },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': {margin: '0'},
  '.cm-textfield': {
    flex: '0 1 16em',
    minWidth: '0',
    padding: '0.125em 0.5em',
    border: '1px solid var(--_border)',
    borderRadius: 'var(--_radius)',
    background: 'var(--_surface)',
    color: 'var(--_text)',
    font: 'inherit',
  },
  '.cm-button': {...button, backgroundImage: 'none', '&:active': {backgroundImage: 'none'}},
  '.cm-panel.cm-search [name=close], .cm-dialog-close': {
    ...button,
    position: 'absolute',
    insetBlockStart: '0.3em',
    insetInlineEnd: '0.4em',
    insetInlineStart: 'auto',
    borderColor: 'transparent',
    background: 'transparent',
  },
  '.cm-panels :is(input, button):focus-visible, .cm-inspection:focus-visible': {
    outline: '2px solid var(--_focus)',
    outlineOffset: '1px',
  },

  '.cm-tooltip': {
    boxSizing: 'border-box',
    maxWidth: 'min(42em, calc(100vw - 1rem))',
    border: '1px solid var(--_border)',
    borderRadius: 'var(--_radius)',
    background: 'var(--_background)',
    color: 'var(--_text)',
    boxShadow: '0 4px 16px light-dark(rgb(0 0 0 / 0.15), rgb(0 0 0 / 0.6))',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    minWidth: 'min(15em, calc(100vw - 1rem))',
    maxWidth: 'min(42em, calc(100vw - 1rem))',
    maxHeight: '14em',
    fontFamily: 'inherit',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {padding: '0.15em 0.5em', lineHeight: '1.4'},
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    background: 'var(--_accent)',
    color: 'var(--_accent-text)',
  },
  '.cm-completionIcon': {opacity: '1'},
  '.cm-tooltip.cm-completionInfo': {padding: '0.4em 0.7em', maxWidth: 'min(24em, 90vw)'},
  '.cm-inspection': {
    margin: '0',
    maxHeight: 'min(20em, 50vh)',
    overflow: 'auto',
    padding: '0.5em 0.75em',
    font: 'inherit',
    fontSize: '0.95em',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});
