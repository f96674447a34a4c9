import {type JobProgress, type JobRecord, isOver, readJob} from '../../protocol/job.js';

const storageKey = 'serverless-notebook.jobs';

/** A job under way, and the cell that has started it. */
export interface RememberedJob {
  /** The page that the cell is on. */
  readonly page: string;
  readonly words: readonly string[];
  readonly body: string;
  readonly record: JobRecord;
  readonly progress: JobProgress;
}

/**
 * The jobs that this tab has under way, so that a page that is loaded again finds them, even if it
 * keeps no outputs. There are no credentials in it, and it ends with the tab.
 */
export class JobMemory {
  get here(): readonly RememberedJob[] {
    return this.#all.filter(({page}) => page === thisPage());
  }

  add(job: Omit<RememberedJob, 'page'>): void {
    this.#save([...this.#all, {page: thisPage(), ...job}]);
  }

  /** @param id - of the job before; another try has another one */
  update(id: string, progress: JobProgress): void {
    const jobs = this.#all.map((job) => (job.progress.id === id ? {...job, progress} : job));
    this.#save(jobs.filter((job) => !isOver(job.progress)));
  }

  get #all(): RememberedJob[] {
    try {
      const found: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
      return Array.isArray(found) ? found.flatMap(readEntry) : [];
    } catch {
      // A browser may forbid storage.
      return [];
    }
  }

  #save(jobs: readonly RememberedJob[]): void {
    try {
      if (jobs.length > 0) sessionStorage.setItem(storageKey, JSON.stringify(jobs));
      else sessionStorage.removeItem(storageKey);
    } catch {
      // As above.
    }
  }
}

function readEntry(entry: Partial<RememberedJob>): RememberedJob[] {
  const {page, words, body} = entry;
  const job = readJob(entry.record, entry.progress);
  if (!job || typeof page !== 'string' || typeof body !== 'string' || !words) return [];
  return [{page, words, body, ...job}];
}

const thisPage = (): string => location.pathname + location.search;
