import {html} from 'lit';
import {renderImage, renderMedia} from './image.js';
import {type OutputRenderer, RendererRegistry} from './registry.js';
import {StreamView, textSource} from './stream-view.js';

/**
 * What the page can show. Text, images and films are always ready; whatever needs a library is
 * loaded when the first such output comes.
 */
const defaults: readonly OutputRenderer[] = [
  {
    mimeTypes: ['application/vnd.serverless.progress+json'],
    rank: 10,
    safe: true,
    render: async (data) => (await import('./progress.js')).renderProgress(data),
  },
  {
    mimeTypes: ['application/vnd.serverless.job+json'],
    rank: 30,
    safe: true,
    render: async (data, metadata) => (await import('./job.js')).renderJob(data, metadata),
  },
  {
    mimeTypes: ['application/vnd.dataresource+json'],
    rank: 40,
    safe: true,
    render: async (data) => (await import('./data-resource.js')).renderDataResource(data),
  },
  {
    mimeTypes: ['text/html'],
    rank: 50,
    safe: true,
    render: async (...input) => (await import('./html.js')).renderHtml(...input),
  },
  {
    mimeTypes: ['text/markdown'],
    rank: 60,
    safe: true,
    render: async (...input) => (await import('./markdown.js')).renderMarkdown(...input),
  },
  {
    mimeTypes: ['text/latex'],
    rank: 70,
    safe: true,
    render: async (data) => (await import('./latex.js')).renderLatex(data),
  },
  {mimeTypes: ['image/svg+xml'], rank: 80, safe: true, render: renderImage},
  {mimeTypes: ['image/*'], rank: 90, safe: true, render: renderImage},
  {mimeTypes: ['video/*', 'audio/*'], rank: 95, safe: true, render: renderMedia},
  {
    mimeTypes: ['application/pdf'],
    rank: 100,
    safe: true,
    render: async (data) => (await import('./pdf.js')).renderPdf(data),
  },
  {
    mimeTypes: ['application/json'],
    rank: 105,
    safe: true,
    render: async (data, metadata) => (await import('./json.js')).renderJson(data, metadata),
  },
  {
    mimeTypes: ['application/javascript', 'text/javascript'],
    rank: 110,
    safe: true,
    render: async (...input) => (await import('./html.js')).renderScript(...input),
  },
  {
    mimeTypes: ['text/plain'],
    rank: 120,
    safe: true,
    render: (data) => new StreamView(textSource(String(data))).element,
  },
  {
    mimeTypes: ['application/*+json'],
    rank: 200,
    safe: true,
    render: async (data, metadata) => (await import('./json.js')).renderJson(data, metadata),
  },
  {
    mimeTypes: ['text/*', 'application/xml', 'application/*+xml'],
    rank: 210,
    safe: true,
    render: (data) => html`<pre>${String(data)}</pre>`,
  },
];

/** The renderers of this page; add yours with `renderers.add(…)`. */
export const renderers = new RendererRegistry(defaults);
