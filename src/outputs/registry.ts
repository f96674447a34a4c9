import type {TemplateResult} from 'lit';
import type {MimeBundle} from '../protocol/messages.js';

/** What a renderer is told besides the data. */
export interface RenderContext {
  readonly mimeType: string;
  /** Whether the reader, or the page, lets this output run its scripts (in a sandbox). */
  readonly trusted: boolean;
  /** All representations of the output, for instance to find an alternative text. */
  readonly bundle: MimeBundle;
  /** The attachments of a Markdown cell, by name. */
  readonly attachments: Readonly<Record<string, MimeBundle>>;
}

export type Rendered = TemplateResult | Node;

/** Shows data of some MIME types. */
export interface OutputRenderer {
  /** Exact types, or patterns with one `*`, such as `image/*`. */
  readonly mimeTypes: readonly string[];
  /** Of all types that an output has, the one with the lowest rank is shown. */
  readonly rank: number;
  /** A renderer that is not safe is only asked for trusted outputs. */
  readonly safe: boolean;
  /**
   * @param data a string for textual types, also where the file has a list of lines
   * @param metadata what the output's metadata has for this MIME type
   */
  render(
    data: unknown,
    metadata: Readonly<Record<string, unknown>>,
    context: RenderContext,
  ): Rendered | Promise<Rendered>;
}

export interface Choice {
  readonly mimeType: string;
  readonly renderer: OutputRenderer;
}

/** The renderers of a page. */
export class RendererRegistry {
  #renderers: OutputRenderer[];

  constructor(renderers: readonly OutputRenderer[] = []) {
    this.#renderers = [...renderers];
  }

  /**
   * Adds a renderer. At equal rank, the one added last is asked.
   *
   * @returns a function that removes it again
   */
  add(renderer: OutputRenderer): () => void {
    this.#renderers.unshift(renderer);
    return () => {
      this.#renderers = this.#renderers.filter((other) => other !== renderer);
    };
  }

  /** The best representation that may be shown, if any renderer knows one of the types. */
  choose(bundle: MimeBundle, trusted: boolean): Choice | undefined {
    let best: Choice | undefined;
    for (const renderer of this.#renderers) {
      if (!renderer.safe && !trusted) continue;
      if (best && best.renderer.rank <= renderer.rank) continue;
      const mimeType = Object.keys(bundle).find((type) => handles(renderer, type));
      if (mimeType) best = {mimeType, renderer};
    }
    return best;
  }
}

function handles({mimeTypes}: OutputRenderer, type: string): boolean {
  // A parameter, such as that of `text/html; charset=utf-8`, changes nothing here.
  const bare = type.split(';', 1)[0]!.trim().toLowerCase();
  return mimeTypes.some((pattern) => {
    const [start, end] = pattern.split('*');
    return end === undefined ? bare === pattern : bare.startsWith(start!) && bare.endsWith(end);
  });
}
