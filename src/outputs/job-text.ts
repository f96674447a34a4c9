import type {JobProgress} from '../protocol/job.js';

/** The state of a job, as readers say it. */
export function stateText({
  state,
  stateName = '',
}: Pick<JobProgress, 'state' | 'stateName'>): string {
  const text = texts[state];
  // Such as "Late", "Paused" or "Crashed".
  const isSame = [state, ...(synonyms[state] ?? [])].includes(stateName.toLowerCase());
  return stateName && !isSame ? `${text} (${stateName})` : text;
}

const texts: Readonly<Record<JobProgress['state'], string>> = {
  pending: 'Waiting',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelling: 'Cancelling',
  cancelled: 'Cancelled',
  unknown: 'Unknown',
};

const synonyms: Partial<Record<JobProgress['state'], readonly string[]>> = {
  pending: ['scheduled', 'queued'],
  completed: ['succeeded', 'success', 'done'],
  failed: ['error'],
  cancelled: ['canceled'],
};

/** Such as "42 s", "3 min 5 s" or "2 h 10 min". */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Such as "12.3 MB". */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit++) size /= 1000;
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]!}`;
}
