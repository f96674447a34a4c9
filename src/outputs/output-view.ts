import {html, render} from 'lit';
import type {MimeBundle} from '../protocol/messages.js';
import type {Output} from '../protocol/nbformat.js';
import {renderError} from './error-view.js';
import {OutputArea} from './output-area.js';
import type {Rendered, RendererRegistry} from './registry.js';
import {StreamView, type TextSource, textSource} from './stream-view.js';

export interface OutputViewOptions {
  readonly registry: RendererRegistry;
  readonly trusted: boolean;
  readonly attachments: Readonly<Record<string, MimeBundle>>;
  /** Shown below the data. */
  readonly caption?: string;
}

/** Shows one output, and changes only what has changed of it. */
export class OutputView {
  readonly #area = new OutputArea();
  #stream?: StreamView;
  #output!: Output;
  /** Counts updates: a slow renderer must not replace what a later one has shown. */
  #updates = 0;

  constructor(output: Output, options: OutputViewOptions) {
    this.#area.onReachEnd = () => this.#stream?.catchUp();
    this.update(output, options);
  }

  get element(): HTMLElement {
    return this.#area.element;
  }

  get output(): Output {
    return this.#output;
  }

  update(output: Output, options: OutputViewOptions): void {
    this.#output = output;
    this.#updates++;
    if (output.output_type !== 'stream') this.#stream = undefined;
    if (output.output_type === 'stream') {
      const {name} = output;
      this.#describe(`stream ${name}`, name === 'stderr' ? 'Standard error' : 'Printed output');
      this.#showStream(isSource(output) ? output : textSource([output.text].flat().join('')));
    } else if (output.output_type === 'error') {
      this.#describe('error', `Error: ${output.ename}`);
      this.#show(renderError(output));
    } else {
      const kind = output.output_type === 'execute_result' ? 'result' : 'display';
      this.#describe(`data ${kind}`, 'Output');
      void this.#showData(output.data ?? {}, output.metadata ?? {}, options);
    }
  }

  /** Keeps the newest text in sight, if the reader has not scrolled away from it. */
  follow(): void {
    if (this.#stream) this.#area.scrollToEnd();
  }

  /** Shows at once what waits for its turn. */
  flush(): void {
    this.#stream?.flush();
  }

  connect(): void {
    this.#area.connect();
  }

  disconnect(): void {
    this.#area.disconnect();
  }

  #describe(names: string, label: string): void {
    this.element.className = `output ${names}`;
    this.element.setAttribute('part', `output ${names}`);
    this.#area.label = label;
    if (names === 'stream stderr') {
      this.element.setAttribute('role', 'group');
      this.element.setAttribute('aria-label', label);
    } else {
      this.element.removeAttribute('role');
      this.element.removeAttribute('aria-label');
    }
  }

  #showStream(source: TextSource): void {
    if (this.#stream) return this.#stream.update(source);
    this.#stream = new StreamView(source, {
      following: () => this.#area.following,
      shown: () => this.#area.scrollToEnd(),
    });
    this.#show(this.#stream.element);
  }

  async #showData(
    bundle: MimeBundle,
    metadata: Record<string, unknown>,
    {registry, trusted, attachments, caption}: OutputViewOptions,
  ): Promise<void> {
    const update = this.#updates;
    const choice = registry.choose(bundle, trusted);
    if (!choice) return this.#show(unknownNote(bundle));
    const {mimeType, renderer} = choice;
    this.element.dataset['mime'] = mimeType;
    const own = metadata[mimeType];
    const details = typeof own === 'object' && own !== null ? own : {};
    try {
      const result = renderer.render(text(bundle[mimeType]), details as Record<string, unknown>, {
        mimeType,
        trusted,
        bundle,
        attachments,
      });
      const rendered = result instanceof Promise ? await result : result;
      if (update !== this.#updates) return;
      this.#show(
        caption
          ? html`${rendered}
              <p class="note">${caption}</p>`
          : rendered,
      );
    } catch (error) {
      if (update === this.#updates) this.#show(failureNote(mimeType, error, bundle));
    }
  }

  #show(rendered: Rendered): void {
    render(rendered, this.#area.content);
  }
}

/** What nbformat stores as a list of lines is one text; other lists are left to their renderer. */
function text(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string')
    ? value.join('')
    : value;
}

function isSource(output: object): output is TextSource {
  return 'tail' in output;
}

function unknownNote(bundle: MimeBundle): Node {
  const types = Object.keys(bundle).join(', ');
  return note(
    types
      ? `This output has no representation that can be shown here (${types}).`
      : 'This output is empty.',
  );
}

function failureNote(mimeType: string, error: unknown, bundle: MimeBundle): Node {
  const fragment = document.createDocumentFragment();
  const reason = error instanceof Error ? error.message : String(error);
  fragment.append(note(`${mimeType} could not be shown: ${reason}`));
  const plain = text(bundle['text/plain']);
  if (typeof plain === 'string') fragment.append(new StreamView(textSource(plain)).element);
  return fragment;
}

function note(text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = 'note';
  element.textContent = text;
  return element;
}
