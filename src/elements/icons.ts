import {html, type TemplateResult} from 'lit';

/** Icons of 16 by 16, drawn with the colour of the text around them. */
function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d=${path} fill="none" stroke="currentColor" stroke-width="1.5" />
  </svg>`;
}

function solid(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d=${path} fill="currentColor" />
  </svg>`;
}

export const icons = {
  run: () =>
    solid('M4.5 2.6v10.8a.6.6 0 0 0 .92.5l8.3-5.4a.6.6 0 0 0 0-1l-8.3-5.4a.6.6 0 0 0-.92.5z'),
  runAll: () =>
    solid(
      'M2 3v10a.5.5 0 0 0 .78.41L8 9.7V13a.5.5 0 0 0 .78.41l6.6-4.98a.55.55 0 0 0 0-.86L8.78 2.6A.5.5 0 0 0 8 3v3.3L2.78 2.6A.5.5 0 0 0 2 3z',
    ),
  runAbove: () => icon('M2 5.5v6l4.5-3zM11.5 13V3.8M8.5 6.8l3-3 3 3'),
  runBelow: () => icon('M2 4.5v6l4.5-3zM11.5 3v9.2M8.5 9.2l3 3 3-3'),
  stop: () => solid('M4 3h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z'),
  restart: () => icon('M12.8 5A5.5 5.5 0 1 0 13.5 8M13 1.8V5.2H9.6'),
  addCode: () => icon('M1.5 5.5L4 8l-2.5 2.5M6 11h3M12 4v8M8.5 8h7'),
  addText: () => icon('M1.5 4.5h8M1.5 8h4.5M1.5 11.5h4.5M12 5v8M8.5 9h7'),
  clear: () => icon('M3 3l10 10M13 3L3 13'),
  code: () => icon('M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5'),
  text: () => icon('M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h6'),
  undo: () => icon('M3 2.5V6h3.5M3.2 6A5.5 5.5 0 1 1 2.6 9.2'),
  download: () => icon('M8 2v8.2M4.5 7L8 10.4 11.5 7M2.5 13.5h11'),
  up: () => icon('M8 13V3.5M4 7.2L8 3.2l4 4'),
  down: () => icon('M8 3v9.5M4 8.8l4 4 4-4'),
  add: () => icon('M8 3v10M3 8h10'),
  edit: () => icon('M11 2.5L13.5 5 5.5 13l-3 .5.5-3z'),
  delete: () => icon('M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.7 6.5v4.5M9.3 6.5v4.5'),
  help: () =>
    icon(
      'M5.8 5.8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 11.4v1M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0z',
    ),
};
