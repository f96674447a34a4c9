import {html, nothing, type TemplateResult} from 'lit';

/** How far the work of a magic has come: `{text, fraction?, detail?}`. */
export function renderProgress(data: unknown): TemplateResult {
  const {text, fraction, detail} = data as {text?: string; fraction?: number; detail?: string};
  return html`<div style="display: flex; flex-wrap: wrap; align-items: center; gap: 0.3em 0.8em">
    <progress
      aria-label=${text ?? 'Progress'}
      max="1"
      value=${typeof fraction === 'number' ? Math.min(1, Math.max(0, fraction)) : nothing}
    ></progress>
    <span>${text}</span>
    ${detail ? html`<span style="opacity: 0.75">${detail}</span>` : nothing}
  </div>`;
}
