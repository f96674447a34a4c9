import {html, nothing, type TemplateResult} from 'lit';
import type {Kernel} from '../../kernel/kernel.js';
import type {Keeper} from '../../notebook/keeper.js';
import type {UndoOffer} from './undo-offer.js';

/** How the notebook file of `src` is: on its way, here, or not to be had. */
export type SourceState =
  | {readonly is: 'none'}
  | {readonly is: 'loading'; readonly url: string}
  | {readonly is: 'loaded'}
  | {readonly is: 'failed'; readonly error: Error};

export function renderSource(
  source: SourceState,
  retry: () => void,
): TemplateResult | typeof nothing {
  if (source.is === 'loading') {
    return html`<p part="notice" class="loading" role="status">Loading ${source.url} …</p>`;
  }
  if (source.is !== 'failed') return nothing;
  return html`<div part="notice" class="notice error" role="alert">
    <p><strong>The notebook could not be loaded.</strong> ${source.error.message}</p>
    <button type="button" @click=${retry}>Retry</button>
  </div>`;
}

/** A kernel that has ended by itself has taken its variables with it. */
export function renderDeath(kernel: Kernel, restart: () => void): TemplateResult | typeof nothing {
  if (kernel.status !== 'dead' || !kernel.failure || !kernel.info) return nothing;
  return html`<div part="notice" class="notice error" role="alert">
    <p>
      <strong>Python has stopped.</strong> ${kernel.failure.message} Its variables are lost; your
      code and the outputs are still here.
    </p>
    <button type="button" @click=${restart}>Restart</button>
  </div>`;
}

/** What is kept of the reader's changes, and how to get rid of them. */
export function renderKept(keeper: Keeper, offer: UndoOffer): TemplateResult {
  const {kept, outdated} = keeper;
  const discard = async (): Promise<void> => {
    const takeBack = await keeper.discard();
    offer.make('Your changes are discarded.', () => void takeBack());
  };
  return html`${
    outdated === null
      ? nothing
      : html`<div part="notice" class="notice">
          <p>
            This page has changed since you edited it (${date(outdated)}). You see its new version.
          </p>
          <button type="button" @click=${() => void keeper.showOutdated()}>Show my version</button>
          <button type="button" @click=${() => void keeper.discardOutdated()}>Discard it</button>
        </div>`
  }
  ${
    kept.is === 'shown'
      ? html`<p part="notice" class="kept">
          Your changes are kept in this browser
          (${date(kept.saved)})${kept.withOutputs ? '' : ', without the outputs, which are too large'}.
          <button type="button" class="quiet" @click=${() => void discard()}>
            Discard my changes
          </button>
        </p>`
      : nothing
  }
  ${
    kept.is === 'failed'
      ? html`<p part="notice" class="notice warning" role="status">
          Your changes cannot be kept in this browser: ${kept.error.message} Download the notebook
          to keep them.
        </p>`
      : nothing
  }`;
}

function date(time: number): string {
  return new Date(time).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short'});
}
