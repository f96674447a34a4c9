import katex from 'katex';
import {fonts, rules} from 'virtual:katex-styles';

let sheet: CSSStyleSheet | undefined;

/** The styles that a shadow root needs to show math; its fonts are given to the document. */
export function mathSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `${rules} :host{counter-reset:katexEqnNo mmlEqnNo}.katex-display{overflow:auto hidden;padding-block:2px}`,
    );
    const known = new Set(Array.from(document.fonts, ({family}) => family.replaceAll('"', '')));
    for (const {family, style, weight, url} of fonts) {
      // The page may have brought KaTeX's fonts itself; a font is fetched only once it is used.
      if (!known.has(family))
        document.fonts.add(
          new FontFace(family, `url(${JSON.stringify(url)})`, {style, weight, display: 'swap'}),
        );
    }
  }
  return sheet;
}

/** A formula, as MathML too; TeX that cannot be read is shown as it is. */
export function renderMath(tex: string, displayMode: boolean): HTMLElement {
  const element = document.createElement(displayMode ? 'div' : 'span');
  try {
    katex.render(tex, element, {displayMode, throwOnError: true, strict: false, trust: false});
  } catch (error) {
    const code = document.createElement('code');
    code.textContent = tex;
    code.title = error instanceof Error ? error.message : String(error);
    element.replaceChildren(code);
  }
  return element;
}
