import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import {EditorElement} from './editor.js';
import {ChangeEvent} from './editor/events.js';
import {until} from '../test-support.js';

customElements.get('serverless-editor') ??
  customElements.define('serverless-editor', EditorElement);

const shadow = (editor: EditorElement, selector: string): HTMLElement | null =>
  editor.shadowRoot!.querySelector<HTMLElement>(selector);

const loaded = async (editor: EditorElement): Promise<HTMLElement> => {
  await until(() => shadow(editor, '.cm-content'));
  return shadow(editor, '.cm-content')!;
};

/** Presses keys together, such as `Shift+Enter`. */
const press = async (chord: string): Promise<void> => {
  const keys = chord.split('+');
  const key = keys.pop()!;
  for (const down of keys) await sendKeys({down});
  await sendKeys({press: key});
  for (const up of keys) await sendKeys({up});
};

/** Below the fold, so that the editor is not loaded because it is seen. */
const unseen = (value: string) => html`
  <div style="height: 200vh"></div>
  <serverless-editor .value=${value}></serverless-editor>
`;

const fetched = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({name}) => name)
    .filter((name) => /codemirror|lezer/.test(name));

describe('<serverless-editor>', () => {
  it('shows the source and fetches nothing of the editor before it is seen', async () => {
    const frame = await fixture<HTMLElement>(html`<div>${unseen('x = 1\ny = 2')}</div>`);
    const editor = frame.querySelector('serverless-editor')!;
    await editor.updateComplete;
    expect(shadow(editor, 'pre')!.textContent).to.equal('x = 1\ny = 2\n');
    expect(editor.value).to.equal('x = 1\ny = 2');
    await new Promise((resolve) => requestIdleCallback(resolve));
    expect(fetched()).to.deep.equal([]);
    editor.scrollIntoView();
    await loaded(editor);
    expect(fetched()).not.to.be.empty;
  });

  it('keeps the height, the caret and what is typed when the editor takes over', async () => {
    const frame = await fixture<HTMLElement>(html`<div>${unseen('first\nsecond line\n')}</div>`);
    const editor = frame.querySelector('serverless-editor')!;
    await editor.updateComplete;
    const height = editor.getBoundingClientRect().height;
    const changes: string[] = [];
    editor.addEventListener('serverless-change', (event) => changes.push(event.value));
    editor.focus();
    getSelection()!.setPosition(shadow(editor, 'pre')!.firstChild, 'first\nsecond'.length);
    expect(shadow(editor, '.cm-editor')).to.equal(null);
    await sendKeys({type: '!?'});
    await loaded(editor);
    await sendKeys({type: '.'});
    expect(editor.value).to.equal('first\nsecond!?. line\n');
    expect(changes.at(-1)).to.equal(editor.value);
    expect(editor.getBoundingClientRect().height).to.equal(height);
  });

  it('is accessible where its code is wider than it', async () => {
    const frame = await fixture<HTMLElement>(
      html`<div style="width: 100px">
        <serverless-editor label="Source" .value=${'x = '.repeat(50)}></serverless-editor>
      </div>`,
    );
    const editor = frame.querySelector('serverless-editor')!;
    await loaded(editor);
    await expect(editor).to.be.accessible();
  });

  it('gives the caret to a click', async () => {
    const editor = await fixture<EditorElement>(
      html`<serverless-editor .value=${'abc\ndef'}></serverless-editor>`,
    );
    const {left, bottom} = editor.getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.round(left + 200), Math.round(bottom - 15)]});
    await sendKeys({type: '!'});
    await loaded(editor);
    expect(editor.value).to.equal('abc\ndef!');
  });

  it('fires an event for typing but not for a value that is set', async () => {
    const editor = await fixture<EditorElement>(html`<serverless-editor></serverless-editor>`);
    const content = await loaded(editor);
    let changes = 0;
    editor.addEventListener('serverless-change', () => changes++);
    editor.value = 'abc def';
    editor.focus();
    await press('End');
    editor.value = 'abc xyz def';
    expect(changes).to.equal(0);
    setTimeout(() => void sendKeys({type: '!'}));
    const event: Event = await oneEvent(editor, 'serverless-change');
    expect(event).to.be.instanceOf(ChangeEvent);
    expect((event as ChangeEvent).value).to.equal('abc xyz def!');
    expect(content.textContent).to.equal('abc xyz def!');
  });

  it('indents as Python does', async () => {
    const editor = await fixture<EditorElement>(html`<serverless-editor></serverless-editor>`);
    await loaded(editor);
    editor.focus();
    await sendKeys({type: 'def f(x):'});
    await press('Enter');
    await sendKeys({type: 'return x'});
    expect(editor.value).to.equal('def f(x):\n    return x');
    await press('Home');
    await press('Tab');
    expect(editor.value).to.equal('def f(x):\n        return x');
    await press('Shift+Tab');
    expect(editor.value).to.equal('def f(x):\n    return x');
  });

  it('keeps the undo history when it is moved', async () => {
    const frame = await fixture<HTMLElement>(html`
      <div>
        <p></p>
        <serverless-editor .value=${'x'}></serverless-editor>
      </div>
    `);
    const editor = frame.querySelector('serverless-editor')!;
    await loaded(editor);
    editor.focus();
    await press('End');
    await sendKeys({type: ' = 1'});
    frame.prepend(editor);
    await loaded(editor);
    expect(editor.value).to.equal('x = 1');
    editor.focus();
    await press('Control+z');
    expect(editor.value).to.equal('x');
  });

  it('lets undo take back what was typed before the editor was there', async () => {
    const editor = await fixture<EditorElement>(
      html`<serverless-editor .value=${'abc'}></serverless-editor>`,
    );
    editor.focus();
    await sendKeys({type: 'x'});
    await loaded(editor);
    expect(editor.value).to.equal('xabc');
    await press('Control+z');
    expect(editor.value).to.equal('abc');
  });

  it('is read by people but not changed when it is read-only', async () => {
    const editor = await fixture<EditorElement>(
      html`<serverless-editor readonly .value=${'abc'}></serverless-editor>`,
    );
    await loaded(editor);
    editor.focus();
    await sendKeys({type: 'x'});
    expect(editor.value).to.equal('abc');
    expect(shadow(editor, '.cm-content')!.ariaReadOnly).to.equal('true');
  });

  it('leaves Escape to the cell, and Tab moves on after it', async () => {
    const frame = await fixture<HTMLElement>(html`
      <div><serverless-editor .value=${'abc'}></serverless-editor><button>next</button></div>
    `);
    const editor = frame.querySelector('serverless-editor')!;
    await loaded(editor);
    editor.focus();
    setTimeout(() => void press('Escape'));
    const event = await oneEvent(frame, 'keydown');
    expect(event.defaultPrevented).to.equal(false);
    await press('Tab');
    expect(document.activeElement).to.equal(frame.querySelector('button'));
    expect(editor.value).to.equal('abc');
  });

  it('leaves Shift+Enter to the cell', async () => {
    const editor = await fixture<EditorElement>(
      html`<serverless-editor .value=${'abc'}></serverless-editor>`,
    );
    await loaded(editor);
    editor.addEventListener('keydown', (event) => {
      expect(event.defaultPrevented).to.equal(false);
      event.preventDefault();
    });
    editor.focus();
    for (const chord of ['Shift+Enter', 'Control+Enter', 'Alt+Enter']) await press(chord);
    expect(editor.value).to.equal('abc');
  });

  it('tells when an arrow key leaves the text', async () => {
    const editor = await fixture<EditorElement>(
      html`<serverless-editor .value=${'abc\ndef'}></serverless-editor>`,
    );
    await loaded(editor);
    const left: string[] = [];
    editor.addEventListener('serverless-leave', (event) => left.push(event.direction));
    editor.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await press(key);
    expect(left).to.deep.equal(['down', 'up']);
  });

  it('makes editors of the sources on the screen only, and colours those around it', async () => {
    const source = 'def f():\n    return "text"\n'.repeat(4);
    const frame = await fixture<HTMLElement>(html`
      <div>
        ${Array.from(
          {length: 300},
          () => html`<serverless-editor .value=${source}></serverless-editor>`,
        )}
      </div>
    `);
    const editors = [...frame.querySelectorAll('serverless-editor')];
    const made = (): boolean[] => editors.map((editor) => !!shadow(editor, '.cm-content'));
    const seen = (): boolean[] =>
      editors.map((editor) => {
        const {top, bottom} = editor.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
      });
    const height = frame.getBoundingClientRect().height;
    await until(() => editors.some((editor) => shadow(editor, 'pre .tok-keyword')));
    await until(() => String(made()) === String(seen()));
    expect(frame.getBoundingClientRect().height).to.equal(height);
    editors[150]!.scrollIntoView();
    await until(() => shadow(editors[150]!, '.cm-content'));
    expect(shadow(editors[75]!, '.cm-content')).to.equal(null);
    expect(frame.getBoundingClientRect().height).to.equal(height);
  });

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme}, before and after the editor is there`, async () => {
      const frame = await fixture<HTMLElement>(html`
        <div style="color-scheme: ${scheme}; background: ${scheme === 'dark' ? '#0d1117' : '#fff'}">
          <serverless-editor
            .value=${'# why\ndef f(x: int):\n  return "a" + 1'}
          ></serverless-editor>
        </div>
      `);
      const editor = frame.querySelector('serverless-editor')!;
      await editor.updateComplete;
      await expect(editor).to.be.accessible();
      await loaded(editor);
      await expect(editor).to.be.accessible();
      editor.focus();
      await press('Control+f');
      await until(() => shadow(editor, '.cm-search'));
      await expect(editor).to.be.accessible();
    });
  }
});
