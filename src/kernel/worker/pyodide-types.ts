/** Of Pyodide, which is loaded when the kernel boots, only what the worker uses. */

export interface PyProxy {
  destroy(): void;
}

export type PyCallable<A extends unknown[], R> = ((...args: A) => R) & PyProxy;

export interface Pyodide {
  readonly version: string;
  readonly FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, data: string | Uint8Array): void;
  };
  readonly loadedPackages: Record<string, string>;
  runPython(code: string): unknown;
  pyimport(name: string): PyProxy & Record<string, unknown>;
  toPy(value: unknown): unknown;
  setInterruptBuffer(buffer: {0: number}): void;
  setStdout(options: {write(bytes: Uint8Array): number}): void;
  setStderr(options: {write(bytes: Uint8Array): number}): void;
  loadPackage(
    names: readonly string[],
    options: {
      messageCallback(text: string): void;
      errorCallback(text: string): void;
      checkIntegrity?: boolean;
    },
  ): Promise<unknown>;
  /** Private, and used only to learn that Python has died. */
  readonly _api: {on_fatal?: (error: unknown) => void};
}

export interface LockFile {
  readonly info: {readonly python: string; readonly version: string};
  readonly packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  readonly name: string;
  readonly file_name: string;
  readonly sha256: string;
  readonly depends: readonly string[];
  readonly imports: readonly string[];
}

export interface PyodideModule {
  loadPyodide(options: {
    indexURL: string;
    lockFileContents: LockFile;
    packageBaseUrl: string;
    stdout(line: string): void;
    stderr(line: string): void;
    env: Record<string, string>;
  }): Promise<Pyodide>;
}
