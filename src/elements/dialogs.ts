import {html, nothing, render, type TemplateResult} from 'lit';
import {bindings} from './keys.js';

/** Shows all keyboard shortcuts, in a dialog in the given root. */
export async function showShortcuts(root: ShadowRoot): Promise<void> {
  const group = (mode: 'command' | 'edit' | undefined): TemplateResult[] =>
    bindings
      .filter((binding) => binding.mode === mode)
      .map(
        ({keys, what}) =>
          html`<dt>${keyNames(keys).map((key) => html`<kbd>${key}</kbd>`)}</dt>
            <dd>${what}</dd>`,
      );
  await show(
    root,
    html`<h2 id="title">Keyboard shortcuts</h2>
      <h3>Everywhere</h3>
      <dl>${group(undefined)}</dl>
      <h3>In the source</h3>
      <dl>${group('edit')}</dl>
      <h3>When a cell is selected</h3>
      <dl>${group('command')}</dl>
      <form method="dialog"><button class="primary" autofocus>Close</button></form>`,
  );
}

export type RestartAnswer = 'cancel' | 'restart' | 'run-all';

/** Asks before variables are lost. */
export async function askRestart(
  root: ShadowRoot,
  {runs, canRunAll}: {runs: number; canRunAll: boolean},
): Promise<RestartAnswer> {
  const results = runs === 1 ? 'the run' : `all ${runs} runs`;
  const answer = await show(
    root,
    html`<h2 id="title">Restart Python?</h2>
      <p>Variables and imports of ${results} so far will be lost. The code and the outputs stay.</p>
      <form method="dialog">
        <button value="cancel">Cancel</button>
        ${canRunAll ? html`<button value="run-all">Restart and run all</button>` : nothing}
        <button value="restart" class="primary" autofocus>Restart Python</button>
      </form>`,
  );
  return answer === 'restart' || answer === 'run-all' ? answer : 'cancel';
}

/**
 * Shows a modal dialog, and gives the value of the button that closed it. Who asks twice before it
 * is there gets one.
 */
async function show(root: ShadowRoot, content: TemplateResult): Promise<string> {
  if (root.querySelector('dialog')) return '';
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'title');
  // Keys in the dialog are no commands for the notebook.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  render(content, dialog);
  root.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, {once: true}));
  dialog.remove();
  return dialog.returnValue;
}

function keyNames(keys: string): string[] {
  const mac = /Mac OS X/.test(navigator.userAgent);
  return keys.split(' ').map((key) => key.replace('Mod', mac ? '⌘' : 'Ctrl').replace('Arrow', ''));
}
