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
  const jobs = new JobMemory().here.filter(
    ({record}) => record.service === element.jobs && record.connection === element.name,
  );
  const notebook = element.closest('serverless-notebook');
  const show = (): void => {
    const models = notebook
      ? notebook.model.cells
      : [...document.querySelectorAll('serverless-cell')].map(({model}) => model);
    for (const job of jobs) {
      const cell = models.find((model) => isStartedBy(job, model, element));
      if (!cell) continue;
      const {data, metadata} = jobOutput(job.record, job.progress);
      cell.setOutputs([{output_type: 'display_data', data, metadata}]);
    }
  };
  // Cells of a notebook are read after its children have come.
  if (!notebook || notebook.model.cells.length > 0) show();
  else notebook.addEventListener('serverless-load', show, {once: true});
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
