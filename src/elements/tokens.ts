import {css} from 'lit';

/**
 * The design tokens that every element shares. A page sets `--serverless-*`; the elements read the
 * private `--_*` that these rules derive. Light or dark follows the host's `color-scheme`.
 *
 * @cssprop --serverless-font - the font of controls and prose
 * @cssprop --serverless-font-mono - the font of code and text output
 * @cssprop --serverless-font-size - the size that all others follow
 * @cssprop --serverless-text - colour of text
 * @cssprop --serverless-muted - colour of secondary text
 * @cssprop --serverless-background - behind prose and outputs
 * @cssprop --serverless-surface - behind code and toolbars
 * @cssprop --serverless-border - lines
 * @cssprop --serverless-accent - the run button, selection and links
 * @cssprop --serverless-accent-text - text on the accent
 * @cssprop --serverless-focus - the focus ring
 * @cssprop --serverless-error - text of errors
 * @cssprop --serverless-error-surface - behind errors
 * @cssprop --serverless-warning - text of warnings
 * @cssprop --serverless-success - a finished run
 * @cssprop --serverless-radius - rounding of corners
 */
export const tokens = css`
  :host {
    --_font: var(--serverless-font, system-ui, sans-serif);
    --_font-mono: var(
      --serverless-font-mono,
      ui-monospace,
      'SFMono-Regular',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace
    );
    --_font-size: var(--serverless-font-size, 0.875rem);
    --_text: var(--serverless-text, light-dark(#1f2328, #e6edf3));
    --_muted: var(--serverless-muted, light-dark(#59636e, #9ba5b0));
    --_background: var(--serverless-background, light-dark(#ffffff, #0d1117));
    --_surface: var(--serverless-surface, light-dark(#f6f8fa, #151b23));
    --_border: var(--serverless-border, light-dark(#d1d9e0, #3d444d));
    --_accent: var(--serverless-accent, light-dark(#0757b5, #79b8ff));
    --_accent-text: var(--serverless-accent-text, light-dark(#ffffff, #0d1117));
    --_focus: var(--serverless-focus, light-dark(#0969da, #4493f8));
    --_error: var(--serverless-error, light-dark(#b3161f, #ff8a80));
    --_error-surface: var(--serverless-error-surface, light-dark(#fff1f0, #2c1618));
    --_warning: var(--serverless-warning, light-dark(#7a4d00, #e3b341));
    --_success: var(--serverless-success, light-dark(#1a6b35, #56d364));
    --_radius: var(--serverless-radius, 6px);
  }
`;
