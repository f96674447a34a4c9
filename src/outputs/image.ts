import {type TemplateResult, html, nothing} from 'lit';
import type {RenderContext} from './registry.js';

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

/** An image of any type. An SVG image is no part of the page, so its scripts and links are dead. */
export function renderImage(
  data: unknown,
  metadata: Readonly<Record<string, unknown>>,
  {mimeType, bundle}: RenderContext,
): TemplateResult {
  const {width, height, alt, needs_background: background} = metadata;
  return html`<img
    class=${background === 'light' || background === 'dark' ? `on-${background}` : nothing}
    part="image"
    src=${mimeType === 'image/svg+xml' ? svgUrl(String(data)) : dataUrl(mimeType, data)}
    width=${length(width)}
    height=${length(height)}
    alt=${typeof alt === 'string' ? alt : alternativeText(bundle)}
  />`;
}

/** Sound or a film, with the browser's own controls. */
export function renderMedia(
  data: unknown,
  metadata: Readonly<Record<string, unknown>>,
  {mimeType}: RenderContext,
): TemplateResult {
  const url = dataUrl(mimeType, data);
  if (mimeType.startsWith('audio/')) {
    return html`<audio controls src=${url} aria-label="Sound output"></audio>`;
  }
  return html`<video
    controls
    src=${url}
    width=${length(metadata['width'])}
    height=${length(metadata['height'])}
    aria-label="Video output"
  ></video>`;
}

function dataUrl(mimeType: string, data: unknown): string {
  return `data:${mimeType};base64,${String(data).replace(/\s+/g, '')}`;
}

function svgUrl(source: string): string {
  const svg = /<svg\b[^>]*\sxmlns\s*=/.test(source)
    ? source
    : source.replace(/<svg\b/, `<svg ${XMLNS}`);
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
}

const length = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+(px|%)?$/.test(value))
    ? String(value).replace('px', '')
    : nothing;

function alternativeText(bundle: RenderContext['bundle']): string {
  const plain = bundle['text/plain'];
  const text = Array.isArray(plain) ? plain.join('') : plain;
  return typeof text === 'string' && text.trim() ? text.trim().slice(0, 200) : 'Image output';
}
