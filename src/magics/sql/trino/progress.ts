import type {MagicProgress} from '../../magic.js';
import type {QueryStats} from './protocol.js';

const states: Readonly<Record<string, string>> = {
  QUEUED: 'Waiting in the queue of',
  WAITING_FOR_RESOURCES: 'Waiting for resources of',
  DISPATCHING: 'Starting on',
  PLANNING: 'Planning on',
  STARTING: 'Starting on',
  FINISHING: 'Finishing on',
  FINISHED: 'Fetching from',
};

/** How far a query is, in words. */
export function progressOf(
  {state, progressPercentage, ...stats}: QueryStats,
  label: string,
  fetchedRows: number,
): MagicProgress {
  const {totalSplits = 0, completedSplits = 0} = stats;
  const [rows, bytes] = [Number(stats.processedRows ?? 0), Number(stats.processedBytes ?? 0)];
  const detail = [
    totalSplits > 0 && `${completedSplits} of ${totalSplits} splits`,
    rows > 0 && `${short(rows).trim()} rows read`,
    bytes > 0 && `${short(bytes)}B`,
    fetchedRows > 0 && `${fetchedRows.toLocaleString('en')} rows fetched`,
  ].filter(Boolean);
  return {
    text: `${states[state] ?? 'Running on'} ${label}`,
    ...(state === 'RUNNING' &&
      progressPercentage !== undefined && {fraction: progressPercentage / 100}),
    ...(detail.length > 0 && {detail: detail.join(', ')}),
  };
}

/** `1.2 G` */
function short(number: number): string {
  const steps = ['', 'k', 'M', 'G', 'T', 'P'];
  let step = 0;
  for (; number >= 1000 && step < steps.length - 1; step++) number /= 1000;
  const digits = step > 0 && number < 100 ? 1 : 0;
  return `${number.toFixed(digits)} ${steps[step]!}`;
}
