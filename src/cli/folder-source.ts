import {copyFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {SourceError} from './errors.js';
import type {Source} from './sources.js';

/** A folder of this machine, such as an unpacked release of Pyodide or an earlier vendored one. */
export class FolderSource implements Source {
  readonly name: string;

  constructor(folder: string) {
    this.name = folder;
  }

  async get(fileName: string, part: string): Promise<void> {
    const path = join(this.name, fileName);
    if (!(await stat(this.name).catch(() => null)))
      throw new SourceError('there is no such folder');
    if (!(await stat(path).catch(() => null))) throw new SourceError('the folder has no such file');
    try {
      await copyFile(path, part);
    } catch (error) {
      throw new SourceError('the file cannot be copied', {cause: error});
    }
  }
}
