import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {BrowserKernel} from '../../kernel/browser-kernel.js';
import {EditorElement} from '../editor.js';
import {until} from '../../test-support.js';

customElements.get('serverless-editor') ??
  customElements.define('serverless-editor', EditorElement);

const find = (editor: EditorElement, selector: string): HTMLElement | null =>
  editor.shadowRoot!.querySelector<HTMLElement>(selector);

const labels = (editor: EditorElement): string[] =>
  [...editor.shadowRoot!.querySelectorAll('.cm-completionLabel')].map(
    ({textContent}) => textContent ?? '',
  );

describe('<serverless-editor> with a kernel', () => {
  const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
  let editor: EditorElement;

  const edit = async (value: string): Promise<void> => {
    editor = await fixture<EditorElement>(
      html`<serverless-editor .value=${value} .kernel=${kernel}></serverless-editor>`,
    );
    await until(() => find(editor, '.cm-content'));
    editor.focus();
    await sendKeys({down: 'Control'});
    await sendKeys({press: 'End'});
    await sendKeys({up: 'Control'});
  };

  after(() => kernel.shutdown());

  it('completes words and keywords without starting the kernel', async () => {
    await edit('treasure = 1\ntr');
    await sendKeys({press: 'Tab'});
    await until(() => labels(editor).length > 0);
    expect(labels(editor)).to.include.members(['treasure', 'try']);
    expect(kernel.status).to.equal('unstarted');
    await sendKeys({press: 'Enter'});
    expect(editor.value).to.match(/^treasure = 1\nt\w+$/);
  });

  it('knows nothing of what follows a dot before the kernel runs', async () => {
    await edit('treasure = 1\ntreasure.');
    await sendKeys({press: 'Tab'});
    await sendKeys({type: 'x'});
    expect(find(editor, '.cm-tooltip')).to.equal(null);
    expect(editor.value).to.equal('treasure = 1\ntreasure.x');
  });

  describe('that runs', () => {
    before(async () => {
      await kernel.execute('class 𝒮hip:\n  𝓶ast = 1\n  sail = 2\nship = 𝒮hip()\nharbour = 3');
    });

    it('lists what the kernel knows, and takes the choice', async () => {
      await edit('ship.');
      await sendKeys({press: 'Tab'});
      await until(() => labels(editor).some((label) => label.endsWith('sail')));
      await sendKeys({type: 'sa'});
      await until(() => labels(editor).length === 1);
      await sendKeys({press: 'Enter'});
      expect(editor.value).to.equal('ship.sail');
    });

    it('takes the only possibility at once', async () => {
      await edit('harb');
      await sendKeys({press: 'Tab'});
      await until(() => editor.value === 'harbour');
      expect(find(editor, '.cm-tooltip')).to.equal(null);
    });

    it('finds its place after characters that JavaScript counts as two', async () => {
      await edit('"🦜🦜" + "𝒮"; harb');
      await sendKeys({press: 'Tab'});
      await until(() => editor.value === '"🦜🦜" + "𝒮"; harbour');
    });

    it('closes the list on Escape before the cell hears of it', async () => {
      await edit('ship.');
      await sendKeys({press: 'Tab'});
      await until(() => find(editor, '.cm-tooltip-autocomplete'));
      let heard = 0;
      editor.addEventListener('keydown', () => heard++);
      await sendKeys({press: 'Escape'});
      await until(() => !find(editor, '.cm-tooltip-autocomplete'));
      expect(heard).to.equal(0);
      await sendKeys({press: 'Escape'});
      expect(heard).to.equal(1);
    });

    it('forgets a list that is outdated when it comes', async () => {
      await edit('ship.');
      const busy = kernel.execute('import time; time.sleep(0.3)');
      await sendKeys({press: 'Tab'});
      await sendKeys({type: ' = 1'});
      await busy;
      await kernel.request('is_complete_request', {code: ''});
      expect(find(editor, '.cm-tooltip-autocomplete')).to.equal(null);
      expect(editor.value).to.equal('ship. = 1');
    });

    it('explains a name, more when asked again, and stops on Escape', async () => {
      await edit('print');
      const ask = async (): Promise<void> => {
        await sendKeys({down: 'Shift'});
        await sendKeys({press: 'Tab'});
        await sendKeys({up: 'Shift'});
      };
      await ask();
      await until(() => find(editor, '.cm-inspection'));
      expect(find(editor, '.cm-inspection')!.textContent).to.match(/sep/);
      await expect(editor).to.be.accessible();
      await sendKeys({press: 'Escape'});
      expect(find(editor, '.cm-inspection')).to.equal(null);
      expect(editor.value).to.equal('print');
    });
  });
});
