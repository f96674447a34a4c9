import type {NotebookFile} from '../../protocol/nbformat.js';
import {NotebookFormatError, readNotebook} from '../../protocol/nbformat-reader.js';

/** A notebook file could not be had; the message names it, the cause and the remedy. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

/** Gets an `.ipynb` file and reads it. */
export async function fetchNotebook(url: string, signal: AbortSignal): Promise<NotebookFile> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {signal});
    text = await response.text();
  } catch (error) {
    signal.throwIfAborted();
    throw new LoadError(
      `${url} could not be loaded (${(error as Error).message}). ` +
        'Is the network there, and does its server allow this page to read it (CORS)?',
    );
  }
  if (!response.ok) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw new LoadError(`${url} could not be loaded: the server answered ${status}.`);
  }
  try {
    return readNotebook(text);
  } catch (error) {
    if (error instanceof NotebookFormatError) throw new LoadError(`${url}: ${error.message}`);
    throw error;
  }
}
