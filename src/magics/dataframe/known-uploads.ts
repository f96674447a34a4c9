const storageKey = 'serverless-notebook.uploads';
const most = 50;

/**
 * Where files were uploaded to, by server and checksum, so that this browser uploads none twice. An
 * address with a query is not kept: it may hold a credential.
 */
export class KnownUploads {
  get(key: string): string | null {
    const found = this.#all.find(([known]) => known === key);
    return found?.[1] ?? null;
  }

  set(key: string, url: string): void {
    const {search, username} = new URL(url);
    const others = this.#all.filter(([known]) => known !== key);
    if (!search && !username)
      this.#save([...others, [key, url]].slice(-most) as [string, string][]);
  }

  delete(key: string): void {
    this.#save(this.#all.filter(([known]) => known !== key));
  }

  get #all(): [string, string][] {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
      return Array.isArray(found) ? found.filter(isEntry) : [];
    } catch {
      // A browser may forbid storage; then the server is asked by the checksum alone.
      return [];
    }
  }

  #save(entries: [string, string][]): void {
    try {
      localStorage.setItem(storageKey, JSON.stringify(entries));
    } catch {
      // As above.
    }
  }
}

const isEntry = (value: unknown): value is [string, string] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
