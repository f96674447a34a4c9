import {CommandError} from './errors.js';

/** What Pyodide's `pyodide-lock.json` says of a package, as far as it is used here. */
export interface LockedPackage {
  name: string;
  version: string;
  file_name: string;
  sha256: string;
  depends: string[];
  imports?: string[];
}

/** The list of the packages that are built for one version of Pyodide. */
export interface Lock {
  info: {python: string; platform: string; abi_version?: string; version?: string};
  packages: Record<string, LockedPackage>;
}

/** A package's name as the lock's keys have it: `prompt_toolkit` is `prompt-toolkit`. */
export function normalized(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_.]+/g, '-');
}

/** The keys of the packages and of all that they need, in the lock's order. */
export function closure(lock: Lock, names: readonly string[]): string[] {
  const keys = new Map(Object.keys(lock.packages).map((key) => [normalized(key), key]));
  const found = new Set<string>();
  const unknown: string[] = [];

  const add = (name: string, neededBy: string | null) => {
    const key = keys.get(normalized(name));
    const entry = key === undefined ? undefined : lock.packages[key];
    if (key === undefined || !entry) {
      unknown.push(neededBy ? `"${name}" (needed by ${neededBy})` : `"${name}"`);
      return;
    }
    if (found.has(key)) return;
    found.add(key);
    for (const dependency of entry.depends) add(dependency, key);
  };
  for (const name of names) add(name, null);

  if (unknown.length > 0) {
    const near = nearTo(lock, names);
    throw new CommandError(
      `Pyodide's lock has no package ${unknown.join(', ')}; it names ${keys.size} packages.` +
        (near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '') +
        ' A pure-Python package that is not among them is installed by a cell: %pip install NAME.',
    );
  }
  return Object.keys(lock.packages).filter((key) => found.has(key));
}

/** Packages that are imported by one of the names, or whose own name is like one of them. */
function nearTo(lock: Lock, names: readonly string[]): string[] {
  const known = new Set(Object.keys(lock.packages).map(normalized));
  const near = names
    .map(normalized)
    .filter((name) => !known.has(name))
    .flatMap((name) =>
      Object.entries(lock.packages)
        .filter(
          ([key, entry]) => isNear(key, name) || entry.imports?.map(normalized).includes(name),
        )
        .map(([key]) => key),
    );
  return [...new Set(near)].slice(0, 5);
}

function isNear(key: string, name: string): boolean {
  const contains = (long: string, short: string) => short.length > 3 && long.includes(short);
  return contains(key, name) || contains(name, key) || differsByOne(key, name);
}

/** Whether a letter is wrong, missing, or too much. */
function differsByOne(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rests: [string, string][] = [
    [a.slice(start + 1), b.slice(start + 1)],
    [a.slice(start + 1), b.slice(start)],
    [a.slice(start), b.slice(start + 1)],
  ];
  return rests.some(([left, right]) => left === right);
}

/** Reads a lock, or says what is wrong with it. */
export function parseLock(text: string, path: string): Lock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${path} is not JSON: delete it and run the command again.`, {
      cause: error,
    });
  }
  const lock = value as Partial<Lock> | null;
  if (!lock?.info || typeof lock.packages !== 'object') {
    throw new CommandError(`${path} is no lock file of Pyodide: it has no "info" and "packages".`);
  }
  return lock as Lock;
}
