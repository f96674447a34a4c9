import {JobMemory, type RememberedJob} from '../../magics/dataframe/job-memory.js';
import {parseCell} from '../../magics/parse.js';
import type {CellModel} from '../../notebook/cell-model.js';
import {jobOutput} from '../../protocol/job.js';
import type {DataframeElement} from '../dataframe.js';

/**
 * Puts the cards of jobs that were under way when the page was loaded anew into the cells that have
 * started them, unless these have outputs, which the page has kept then.
 */
export function restoreJobs(element: DataframeElement): void {
  const jobs = new Set(
    new JobMemory().here.filter(
      ({record}) => record.service === element.jobs && record.connection === element.name,
    ),
  );
  const notebook = element.closest('serverless-notebook');
  const scope = notebook ?? document;
  const show = (): void => {
    const models = notebook
      ? notebook.model.cells
      : [...document.querySelectorAll('serverless-cell')].flatMap(({model}) => model ?? []);
    for (const job of jobs) {
      const cell = models.find((model) => isStartedBy(job, model, element));
      if (!cell) continue;
      const {data, metadata} = jobOutput(job.record, job.progress);
      cell.setOutputs([{output_type: 'display_data', data, metadata}]);
      jobs.delete(job);
    }
    if (jobs.size === 0) scope.removeEventListener('serverless-load', show);
  };
  // Cells of a notebook come after its children, or from a file.
  scope.addEventListener('serverless-load', show);
  show();
}

function isStartedBy(job: RememberedJob, cell: CellModel, element: DataframeElement): boolean {
  if (cell.type !== 'code' || cell.busy || cell.outputs.outputs.length > 0) return false;
  if (!/^\s*%%dataframe\b/.test(cell.source)) return false;
  try {
    const {words, body} = parseCell(cell.source, element);
    return body === job.body && words.map(({text}) => text).join(' ') === job.words.join(' ');
  } catch {
    return false;
  }
}
