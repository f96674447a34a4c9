import type {Schema} from '@cfworker/json-schema';
import type {Kernel} from '../../kernel/kernel.js';
import type {MagicCompletion, MagicCompletionRequest} from '../magic.js';

/** Proposes the fields of the arguments, their values, and columns where a partition is named. */
export async function completeArguments(
  {body, cursor}: MagicCompletionRequest,
  schema: Schema,
  kernel: Kernel,
): Promise<readonly MagicCompletion[]> {
  const line = body.slice(body.lastIndexOf('\n', cursor - 1) + 1, cursor);
  const properties = schema.properties ?? {};
  const place = (word: string) => ({start: cursor - word.length, end: cursor});
  const field = /^[\w-]*$/.exec(line);
  if (field) {
    const used = new Set([...body.matchAll(/^([\w-]+):/gm)].map(([, name]) => name!));
    return Object.entries(properties)
      .filter(([name]) => name.startsWith(line) && !used.has(name))
      .map(([name, rule]) => ({
        text: `${name}: `,
        type: 'property',
        ...place(line),
        ...describe(rule),
      }));
  }
  const value = /^([\w-]+):.*?([\w-]*)$/.exec(line);
  if (!value) return [];
  const [, name, word] = value;
  const rule = properties[name!];
  const values = typeof rule === 'object' ? allowed(rule) : [];
  const columns = name === 'partition' ? await columnNames(kernel) : [];
  return [
    ...values.map((text) => ({text, type: 'value'})),
    ...columns.map((text) => ({text, type: 'column'})),
  ]
    .filter(({text}) => text.startsWith(word!) && text !== word)
    .map((each) => ({...each, ...place(word!)}));
}

function describe(rule: Schema | boolean): {detail?: string} {
  const text: unknown = typeof rule === 'object' ? rule.description : undefined;
  return typeof text === 'string' ? {detail: text} : {};
}

function allowed({enum: values = [], type}: Schema): string[] {
  if (values.length > 0) {
    return values.map((value: unknown) => JSON.stringify(value).replace(/^"|"$/g, ''));
  }
  return type === 'boolean' ? ['true', 'false'] : [];
}

async function columnNames(kernel: Kernel): Promise<string[]> {
  const frames = await kernel.frames();
  return [...new Set(frames.flatMap(({columns}) => columns.map(({name}) => name)))];
}
