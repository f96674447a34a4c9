import {OperationTypeNode} from 'graphql';
import type {Table} from '../../data/table.js';
import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import type {MagicCall, MagicResult} from '../magic.js';
import {EditedText} from './edits.js';
import {describeError, failureOf} from './failures.js';
import {frameOf} from './frame.js';
import {parseOperation, type Operation} from './operation.js';
import {pageInfoOf, planPages, totalOf, type Pages} from './pagination.js';
import {findPlace, type Place} from './places.js';
import {columnsAt, rowsAt} from './rows.js';
import {selectionOf} from './selection.js';
import type {Answer, GraphqlService} from './service.js';
import {readVariables} from './variables.js';

export interface GraphqlOptions {
  readonly service: GraphqlService;
  readonly allowMutations: boolean;
  /** How many rows are read page by page, unless the cell says otherwise. */
  readonly maxRows: number;
}

/** Answers `%%graphql`. */
export async function runGraphql(
  call: MagicCall,
  kernel: Kernel,
  options: GraphqlOptions,
): Promise<MagicResult> {
  const name = (call.flags['operation'] as string | undefined) ?? null;
  const {allowMutations} = options;
  const operation = parseOperation(call.body, {name, allowMutations});
  return {table: await new GraphqlRun(call, operation, options).table(kernel)};
}

/** One run of one operation. */
class GraphqlRun {
  readonly #call: MagicCall;
  readonly #operation: Operation;
  readonly #options: GraphqlOptions;
  readonly #path: string | null;
  readonly #limit: number | null;
  /** What is sent. */
  #query: EditedText;

  constructor(call: MagicCall, operation: Operation, options: GraphqlOptions) {
    this.#call = call;
    this.#operation = operation;
    this.#options = options;
    this.#path = (call.flags['path'] as string | undefined) ?? null;
    this.#limit = (call.flags['limit'] as number | undefined) ?? null;
    this.#query = new EditedText(operation.source, []);
  }

  async table(kernel: Kernel): Promise<Table> {
    const {service} = this.#options;
    this.#call.progress({text: 'Asking the GraphQL service'});
    const variables = await readVariables(this.#operation, kernel);
    this.#call.signal.throwIfAborted();
    if (this.#call.flags['paginate'] === true) return this.#pages(variables);
    const schema = service.schema();
    const data = await this.#ask(variables);
    return this.#frame(await schema, [data]);
  }

  async #pages(variables: Record<string, unknown>): Promise<Table> {
    const {service, maxRows} = this.#options;
    if (this.#operation.definition.operation !== OperationTypeNode.QUERY) {
      throw new MagicError('UsageError', '--paginate: only queries have pages.');
    }
    const schema = await service.schema();
    const selection = selectionOf(this.#operation, schema);
    const pages = planPages(this.#operation, {selection, schema, path: this.#path});
    this.#query = new EditedText(this.#operation.source, pages.edits);
    const limit = this.#limit ?? maxRows;
    const answers: Answer['data'][] = [];
    let cursor = pages.start;
    for (let rows = 0; ;) {
      const data = await this.#ask({
        ...variables,
        ...(cursor !== undefined && {[pages.variable]: cursor}),
      });
      answers.push(data);
      const place: Place = findPlace(selection, data, this.#path ?? pages.path.join('.'));
      rows += rowsAt(data, place).length;
      const {hasNextPage, endCursor} = pageInfoOf(data, pages.path);
      if (!hasNextPage) break;
      this.#reportPages(answers.length, {rows, limit, total: totalOf(data, pages.path)});
      if (rows >= limit) {
        this.#sayThatThereIsMore(limit);
        break;
      }
      if (endCursor === null || endCursor === cursor) throw this.#noWayOn(pages, endCursor);
      cursor = endCursor;
    }
    return this.#frame(schema, answers, pages, limit);
  }

  /** One request; what the service could not do is printed, where it could do anything. */
  async #ask(variables: Record<string, unknown>): Promise<NonNullable<Answer['data']>> {
    const {service} = this.#options;
    const {definition} = this.#operation;
    const {data, errors} = await service.ask({
      query: this.#query.text,
      variables,
      operationName: definition.name?.value ?? null,
      isSafe: definition.operation === OperationTypeNode.QUERY,
      signal: this.#call.signal,
    });
    const hasData = data !== null && Object.values(data).some((value) => value !== null);
    if (errors.length > 0 && !hasData) {
      service.forgetSchema();
      throw failureOf(errors, this.#query);
    }
    for (const error of errors) {
      this.#call.print(`GraphQL error: ${describeError(error, this.#query)}\n`, 'stderr');
    }
    return data ?? {};
  }

  #frame(
    schema: Parameters<typeof selectionOf>[1],
    answers: readonly Answer['data'][],
    pages: Pages | null = null,
    limit = this.#limit,
  ): Table {
    const selection = selectionOf(this.#operation, schema);
    const path = this.#path ?? (pages ? pages.path.join('.') : null);
    const place = findPlace(selection, answers[0], path);
    const all = answers.flatMap((data) => rowsAt(data, place));
    const items = limit === null ? all : all.slice(0, limit);
    return frameOf(columnsAt(selection, place, items), items);
  }

  #reportPages(
    page: number,
    {rows, limit, total}: {rows: number; limit: number; total: number | null},
  ): void {
    const count = rows.toLocaleString('en');
    const goal = total === null ? null : Math.min(total, limit);
    this.#call.progress({
      text: `Read ${page} ${page === 1 ? 'page' : 'pages'}`,
      detail: goal === null ? `${count} rows` : `${count} of ${goal.toLocaleString('en')} rows`,
      ...(goal && {fraction: Math.min(rows / goal, 1)}),
    });
  }

  #sayThatThereIsMore(limit: number): void {
    const remedy =
      this.#limit === null
        ? 'Read more with --limit N, or raise max-rows of <serverless-graphql>.'
        : 'Raise --limit to read more.';
    this.#call.print(
      `Stopped at ${limit.toLocaleString('en')} rows, but there are more. ${remedy}\n`,
      'stderr',
    );
  }

  #noWayOn({path}: Pages, cursor: string | null): MagicError {
    const why = cursor === null ? 'gives no cursor for it' : 'gives the same cursor again';
    return new MagicError(
      'GraphQLError',
      `The service says that "${path.join('.')}" has another page, but ${why}, so it cannot be read on.`,
    );
  }
}
