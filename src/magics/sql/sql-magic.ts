import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import type {MagicCall, MagicHandler, MagicProgress, MagicResult} from '../magic.js';
import {readValues, type Source} from './bind.js';
import {completeSql} from './complete.js';
import {compose} from './compose.js';
import type {Limits, SqlEngine, SqlResult} from './engine.js';
import {sqlFlags} from './flags.js';
import {planOf} from './plan.js';
import {isQuery, SavedQueries, type SavedQuery} from './saved-queries.js';
import {parseTemplate, type Template} from './template.js';

export interface SqlMagicOptions {
  /** As cells name it: `%%sql warehouse`. */
  readonly connection?: string;
  readonly help?: string;
  readonly engine: SqlEngine;
  /** How much of a result is fetched; see `limits.ts`. */
  readonly limits: Pick<Limits, 'rows' | 'bytes'>;
}

/**
 * Answers `%%sql` for one engine: reads the parameters from the kernel, runs the statements one
 * after the other, and gives the result of the last one.
 */
export function sqlMagic({connection, help, engine, limits}: SqlMagicOptions): MagicHandler {
  return {
    name: 'sql',
    connection: connection ?? '',
    help: help ?? `SQL in ${engine.label}`,
    flags: sqlFlags,
    language: 'sql',
    run: (call, kernel) => runCell(call, kernel, engine, limits),
    complete: (request, kernel) => completeSql(request, kernel, engine),
  };
}

async function runCell(
  call: MagicCall,
  kernel: Kernel,
  engine: SqlEngine,
  limits: Pick<Limits, 'rows' | 'bytes'>,
): Promise<MagicResult | undefined> {
  const {body, flags, signal} = call;
  const {dialect} = engine;
  const templates = parseTemplate(body, dialect);
  if (templates.length === 0) {
    throw new MagicError('UsageError', 'There is no SQL in the cell: write it below %%sql.');
  }
  const saved = SavedQueries.of(kernel);
  const save = flags['save'] as string | undefined;
  const named = (flags['with'] as readonly string[] | undefined) ?? [];
  const uses = templates.map((template) =>
    named.length > 0 && isQuery(template) ? named : saved.usedBy(template, dialect, save ?? null),
  );
  const queries = uses.map((names) => saved.resolve(names));
  if (save !== undefined) saved.save(toBeSaved(save, {templates, body}, uses[0]!));
  if (flags['no-execute']) {
    if (save === undefined) throw new MagicError('UsageError', '--no-execute goes with --save.');
    call.print(`Saved as ${save}.\n`);
    return undefined;
  }

  const values = await readValues(kernel, [{templates, body}, ...queries.flat()]);
  signal.throwIfAborted();
  const take = (flags['limit'] as number | undefined) ?? null;
  let result: SqlResult = {table: null};
  for (const [i, template] of templates.entries()) {
    const statement = compose(template, queries[i]!, {values, body, dialect});
    const isLast = i === templates.length - 1;
    const context = {
      limits: {...limits, take: isLast ? take : null},
      signal,
      kernel,
      progress: (progress: MagicProgress) => call.progress(progress),
    };
    result = await engine.run(statement, context);
    if (result.notice) call.print(`${result.notice}\n`);
  }
  return present(call, templates.at(-1)!, result);
}

function toBeSaved(name: string, {templates, body}: Source, uses: readonly string[]): SavedQuery {
  const [template, ...others] = templates;
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    throw new MagicError('UsageError', `--save ${name}: a name has letters, digits and "_" only.`);
  }
  if (
    others.length > 0 ||
    !isQuery(template!) ||
    /^(EXPLAIN|CREATE|INSERT)$/.test(template!.kind)
  ) {
    throw new MagicError('UsageError', `--save ${name} saves one query, such as a SELECT.`);
  }
  if (uses.some((use) => use.toLowerCase() === name.toLowerCase())) {
    throw new MagicError('UsageError', `--save ${name} --with ${name}: a query cannot use itself.`);
  }
  return {name, template: template!, templates: [template!], body, with: uses};
}

/** A plan is text to read; a statement without rows has nothing to give a name to. */
function present(call: MagicCall, {kind}: Template, {table}: SqlResult): MagicResult | undefined {
  const {target} = call;
  if (!table) {
    if (!target) return undefined;
    throw new MagicError(
      'UsageError',
      `${kind} has been run, and gives no rows: there is nothing to assign to ${target.name}.`,
    );
  }
  if (kind !== 'EXPLAIN') return {table};
  if (!target || target.show) call.display({'text/plain': planOf(table)});
  return target ? {table, show: false} : undefined;
}
