import {fileURLToPath} from 'node:url';
import {CommandError} from './errors.js';
import {FolderSource} from './folder-source.js';
import {PypiSource} from './pypi-source.js';
import {CdnSource, UrlSource} from './url-source.js';

/** A place that may hold files of a Pyodide distribution. It need not be trusted: files are checked. */
export interface Source {
  /** What to call it in messages. */
  readonly name: string;
  /**
   * Writes the file to `part`; when some of it is there from an earlier try, it may go on from that.
   *
   * @throws {SourceError} which says why the file cannot be had here.
   */
  get(
    fileName: string,
    part: string,
    progress: (bytes: number, total: number) => void,
  ): Promise<void>;
}

/**
 * The source that a `--source` names: `cdn`, an `http(s)://` folder, `pypi:NAME==VERSION` (a wheel
 * that carries a distribution inside), or a folder.
 */
export function parseSource(text: string, pyodideVersion: string): Source {
  if (text === 'cdn') return new CdnSource(pyodideVersion);
  if (/^https?:\/\//.test(text)) return new UrlSource(text);
  if (text.startsWith('file:')) return new FolderSource(fileURLToPath(text));
  if (text.startsWith('pypi:')) return new PypiSource(text.slice('pypi:'.length));
  if (/^[a-z]+:\/\//.test(text) || text === '') {
    throw new CommandError(
      `"${text}" is no source: say cdn, an http(s) address, pypi:NAME==VERSION, or a folder.`,
    );
  }
  return new FolderSource(text);
}
