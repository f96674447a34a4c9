import type {CSSResult} from 'lit';

/**
 * A box whose content and styles are apart from the page and from other outputs. The
 * box around the output keeps what is positioned inside.
 */
export function shadowHost(
  styles: readonly (CSSResult | CSSStyleSheet)[],
  ...content: (Node | string)[]
): HTMLDivElement {
  const host = document.createElement('div');
  host.className = 'contained';
  const root = host.attachShadow({mode: 'open'});
  root.adoptedStyleSheets = styles.map((style) =>
    style instanceof CSSStyleSheet ? style : style.styleSheet!,
  );
  root.append(...content);
  return host;
}
