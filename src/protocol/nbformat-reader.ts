import type {Cell, NotebookFile, Output} from './nbformat.js';
import {cellId} from './nbformat.js';

/** Something claims to be a notebook and is not; the message says what and where. */
export class NotebookFormatError extends Error {
  override readonly name = 'NotebookFormatError';
}

type Fields = Record<string, unknown>;

const notebookFields = ['nbformat', 'nbformat_minor', 'metadata', 'cells'];
const cellFields = {
  code: ['cell_type', 'id', 'source', 'metadata', 'execution_count', 'outputs'],
  markdown: ['cell_type', 'id', 'source', 'metadata', 'attachments'],
  raw: ['cell_type', 'id', 'source', 'metadata', 'attachments'],
};
/**
 * Reads the text or the parsed JSON of an `.ipynb` file of nbformat 4.0 to 4.5 (and later minor
 * versions, which readers of 4.5 are meant to accept) and gives it as 4.5.
 */
export function readNotebook(file: unknown): NotebookFile {
  const notebook = asFields(typeof file === 'string' ? parseJson(file) : file, 'The notebook');
  const {nbformat, nbformat_minor: minor} = notebook;
  if (typeof nbformat !== 'number') {
    throw new NotebookFormatError('This is not a Jupyter notebook: it has no "nbformat" number.');
  }
  if (nbformat < 4) {
    throw new NotebookFormatError(
      `This notebook is in the old format nbformat ${nbformat}; version 4 is needed. ` +
        'Convert it with "jupyter nbconvert --to notebook --nbformat 4 FILE".',
    );
  }
  if (nbformat > 4) {
    throw new NotebookFormatError(
      `This notebook is in nbformat ${nbformat}, which is newer than this library reads (4). ` +
        'Save it as nbformat 4.',
    );
  }
  if (!Array.isArray(notebook['cells'])) {
    throw new NotebookFormatError('This is not a Jupyter notebook: it has no list of "cells".');
  }
  const ids = new Set<string>();
  return {
    nbformat: 4,
    nbformat_minor: Math.max(5, typeof minor === 'number' ? minor : 5),
    metadata: readMetadata(notebook, notebookFields, 'The notebook'),
    cells: notebook['cells'].map((cell, index) => readCell(cell, `cells[${index}]`, ids)),
  };
}

function readCell(value: unknown, where: string, ids: Set<string>): Cell {
  const cell = asFields(value, where);
  const type = cell['cell_type'];
  if (type !== 'code' && type !== 'markdown' && type !== 'raw') {
    throw new NotebookFormatError(
      `${where}.cell_type is ${JSON.stringify(type)}; it can be "code", "markdown" or "raw".`,
    );
  }
  const base = {
    id: uniqueId(cell['id'], ids),
    metadata: readMetadata(cell, cellFields[type], where),
    source: readText(cell['source'], `${where}.source`),
  };
  if (type !== 'code') {
    const attachments = cell['attachments'];
    if (attachments === undefined) return {cell_type: type, ...base};
    asFields(attachments, `${where}.attachments`);
    return {cell_type: type, ...base, attachments: attachments as Record<string, Fields>};
  }
  const {execution_count: count, outputs = []} = cell;
  if (!Array.isArray(outputs)) throw new NotebookFormatError(`${where}.outputs is not a list.`);
  return {
    cell_type: type,
    ...base,
    execution_count: typeof count === 'number' ? count : null,
    outputs: outputs.map((output, index) => readOutput(output, `${where}.outputs[${index}]`)),
  };
}

/** Outputs can be made again, so what is odd in one does not cost the reader the notebook. */
function readOutput(value: unknown, where: string): Output {
  const output = asFields(value, where);
  const {output_type: type, execution_count: count} = output;
  switch (type) {
    case 'stream': {
      const name = output['name'] === 'stderr' ? 'stderr' : 'stdout';
      return {output_type: type, name, text: readText(output['text'] ?? '', `${where}.text`)};
    }
    case 'error': {
      const {ename, evalue, traceback} = output;
      const lines = [traceback ?? []].flat().map(plain);
      return {
        output_type: type,
        ename: plain(ename) || 'Error',
        evalue: plain(evalue),
        traceback: lines,
      };
    }
    case 'display_data':
    case 'execute_result': {
      const data = asFields(output['data'] ?? {}, `${where}.data`);
      const metadata = asFields(output['metadata'] ?? {}, `${where}.metadata`);
      if (type === 'display_data') return {output_type: type, data, metadata};
      const execution_count = typeof count === 'number' ? count : null;
      return {output_type: type, execution_count, data, metadata};
    }
    default:
      throw new NotebookFormatError(
        `${where}.output_type is ${JSON.stringify(type)}; ` +
          'it can be "stream", "display_data", "execute_result" or "error".',
      );
  }
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/**
 * Metadata may hold anything, everything else only what the format names. What a file has beyond
 * that is kept in its metadata, so that nothing is lost and the file that we write is valid.
 */
function readMetadata(owner: Fields, known: readonly string[], where: string): Fields {
  const metadata = {...asFields(owner['metadata'] ?? {}, `${where}.metadata`)};
  const unknown = Object.entries(owner).filter(([name]) => !known.includes(name));
  return unknown.length ? {...metadata, unknown_fields: Object.fromEntries(unknown)} : metadata;
}

function readText(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((line) => typeof line === 'string'))
    return value.join('');
  throw new NotebookFormatError(`${where} is neither a text nor a list of lines.`);
}

function uniqueId(value: unknown, ids: Set<string>): string {
  const usable = typeof value === 'string' && /^[\w-]{1,64}$/.test(value) && !ids.has(value);
  const id = usable ? value : cellId();
  ids.add(id);
  return id;
}

function asFields(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new NotebookFormatError(`${where} is not a JSON object.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotebookFormatError(
      `This is not a Jupyter notebook: it is not JSON (${(error as Error).message}).`,
    );
  }
}
