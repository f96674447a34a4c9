import type {Cell} from '../protocol/nbformat.js';

/** What a reader has made of a notebook. */
export interface StoredNotebook {
  readonly key: string;
  /** The hash of the author's notebook that the reader has edited. */
  readonly author: string;
  /** When it was stored, as `Date.now()` gives it. */
  readonly saved: number;
  /** Each cell, and which cell of the author's it was, counted from 0; null for the reader's own. */
  readonly cells: readonly {readonly cell: Cell; readonly origin: number | null}[];
}

const storeName = 'notebooks';

/** Readers' versions of notebooks, in IndexedDB. */
export class NotebookStore {
  #database: IDBDatabase;

  static async open(): Promise<NotebookStore> {
    const request = indexedDB.open('serverless-notebook', 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(storeName, {keyPath: ['key', 'author']});
      store.createIndex('key', 'key');
    };
    return new NotebookStore(await settled(request));
  }

  constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab with a newer version of this library may need to change the database.
    database.onversionchange = () => database.close();
  }

  /** All versions for a key, the newest first. */
  async list(key: string): Promise<StoredNotebook[]> {
    const found = await settled(this.#store('readonly').index('key').getAll(key));
    return (found as StoredNotebook[]).sort((a, b) => b.saved - a.saved);
  }

  /** Fails for a notebook that is larger than the browser lets an entry be. */
  async put(notebook: StoredNotebook): Promise<void> {
    const store = this.#store('readwrite');
    store.put(notebook);
    await committed(store.transaction);
  }

  async delete(key: string, author: string): Promise<void> {
    await settled(this.#store('readwrite').delete([key, author]));
  }

  #store(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(storeName, mode).objectStore(storeName);
  }
}

/** An entry that is too large ends the transaction without an answer to the request. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('It was not stored.'));
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
}
