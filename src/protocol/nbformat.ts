/**
 * The notebook file format, nbformat 4.5.
 *
 * Source: https://nbformat.readthedocs.io/en/latest/format_description.html
 */
import type {ErrorContent, MimeBundle} from './messages.js';
import {uuid} from './uuid.js';

/** Text as nbformat stores it: one string, or a list of lines that keep their line ends. */
export type MultilineString = string | string[];

export interface StreamOutput {
  output_type: 'stream';
  name: 'stdout' | 'stderr';
  text: MultilineString;
}

export interface DisplayDataOutput {
  output_type: 'display_data';
  data: MimeBundle;
  metadata: Record<string, unknown>;
}

export interface ExecuteResultOutput {
  output_type: 'execute_result';
  execution_count: number | null;
  data: MimeBundle;
  metadata: Record<string, unknown>;
}

export type ErrorOutput = {output_type: 'error'} & ErrorContent;

export type Output = StreamOutput | DisplayDataOutput | ExecuteResultOutput | ErrorOutput;

export type CellType = 'code' | 'markdown' | 'raw';

interface CellBase {
  id: string;
  source: MultilineString;
  metadata: Record<string, unknown>;
}

export interface CodeCell extends CellBase {
  cell_type: 'code';
  execution_count: number | null;
  outputs: Output[];
}

export interface TextCell extends CellBase {
  cell_type: 'markdown' | 'raw';
  attachments?: Record<string, MimeBundle>;
}

export type Cell = CodeCell | TextCell;

export interface NotebookFile {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: Cell[];
}

/** One string of what nbformat may store as a list of lines. */
export function joinLines(text: MultilineString): string {
  return typeof text === 'string' ? text : text.join('');
}

/** The lines of a text, each with its line end, as Jupyter writes them into files. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** An id that nbformat 4.5 accepts, unique in any notebook. */
export function cellId(): string {
  return uuid().slice(0, 8);
}

/** The text of an `.ipynb` file, laid out as Jupyter does, so that a diff shows what changed. */
export function formatNotebook(file: NotebookFile): string {
  const cells = file.cells.map((cell) => ({...cell, source: splitLines(joinLines(cell.source))}));
  return JSON.stringify({...file, cells}, null, 1) + '\n';
}
