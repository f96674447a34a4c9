import type {CellModel, RunState} from '../../notebook/cell-model.js';

/** A time as people say it: `12 ms`, `0.3 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 95) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `4.1 of 9.8 MB`, or what has come where the whole is not known. */
export function megabytes(loaded: number, total: number | undefined): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return total ? `${mb(loaded)} of ${mb(total)} MB` : `${mb(loaded)} MB`;
}

/** What a screen reader says of a run. */
export function describeState(state: RunState): string {
  switch (state.is) {
    case 'idle':
      return '';
    case 'queued':
      return 'waiting';
    case 'running':
      return 'running';
    case 'finished':
      return `finished, ${duration(state.ms)}`;
    case 'error':
      return `failed: ${state.ename}, ${duration(state.ms)}`;
    case 'aborted':
      return state.ran ? 'stopped' : 'not run';
    case 'failed':
      return 'Python could not run it';
  }
}

const typeNames = {code: 'Code', markdown: 'Text', raw: 'Raw'};

/** The name of a cell: `Code cell 3 of 10, finished, 0.3 s`. */
export function cellName(cell: CellModel, place: {index: number; count: number} | null): string {
  const position = place ? ` ${place.index + 1} of ${place.count}` : '';
  const state = describeState(cell.state);
  return `${typeNames[cell.type]} cell${position}${state && `, ${state}`}`;
}

/** The count in the gutter, as Jupyter writes it: `[3]`, `[*]` while it runs, `[ ]` before. */
export function countOf(cell: CellModel): string {
  if (cell.busy) return '[*]';
  return cell.executionCount === null ? '[ ]' : `[${cell.executionCount}]`;
}
