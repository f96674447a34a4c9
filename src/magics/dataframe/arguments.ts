import {type OutputUnit, type Schema, Validator} from '@cfworker/json-schema';
import {MagicError} from '../errors.js';
import {closest} from './closest.js';
import {type YamlMapping, escaped, readYaml} from './yaml.js';

/** What a body says, in its own order. */
export type Arguments = Readonly<Record<string, unknown>>;

/** These only say that something inside is wrong. */
const wrappers = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'allOf',
  'if',
  '$ref',
]);

interface Problem {
  readonly text: string;
  readonly pointer: string;
  readonly inValue: boolean;
}

/**
 * Reads the body of a cell as YAML, and checks it against a JSON Schema.
 *
 * @param linesBefore - how many lines of the cell stand before the body, for messages
 * @throws MagicError `YAMLError`, or `ArgumentError` that names each wrong field, where it stands,
 *   and what is allowed
 */
export function readArguments(body: string, schema: Schema, linesBefore = 0): Arguments {
  const yaml = readYaml(body, linesBefore);
  const problems = problemsOf(yaml.value, schema).map((problem) => ({
    ...problem,
    position: problem.inValue ? yaml.placeOfValue(problem.pointer) : yaml.place(problem.pointer),
  }));
  if (problems.length === 0) return yaml.value;
  problems.sort((a, b) => a.position.line - b.position.line);
  const lines = problems.map(({text, pointer, position}) =>
    pointer === '#' ? text : `line ${position.line + linesBefore}: ${text}`,
  );
  throw new MagicError('ArgumentError', lines.join('\n'), {position: problems[0]!.position});
}

/** Checks arguments that were read before. */
export function areArguments(value: unknown, schema: Schema): boolean {
  return validator(schema).validate(value).valid;
}

function problemsOf(value: YamlMapping['value'], schema: Schema): Problem[] {
  const {errors} = validator(schema).validate(value);
  const choices = errors.filter(({keyword}) => keyword === 'anyOf' || keyword === 'oneOf');
  const problems: Problem[] = [];
  for (const error of errors) {
    if (wrappers.has(error.keyword)) continue;
    // Of several forms, none of which fits, it does not say which was meant.
    if (choices.some((each) => error.keywordLocation.startsWith(`${each.keywordLocation}/`))) {
      continue;
    }
    const problem = problemOf(error, value, schema);
    if (problems.some(({text}) => text === problem.text)) continue;
    problems.push(problem);
  }
  return problems;
}

function problemOf(error: OutputUnit, value: unknown, schema: Schema): Problem {
  const {keyword, keywordLocation, instanceLocation: pointer} = error;
  const rule = parentOf(schema, keywordLocation);
  const given = resolve(value, pointer);
  const name = nameOf(pointer);
  const inValue = (text: string): Problem => ({text, pointer, inValue: true});
  if (keyword === 'required') {
    const missing = rule?.required?.find((each) => !hasOwn(given, each)) ?? '';
    const property = rule?.properties?.[missing];
    const meaning = meaningOf(property);
    const path = nameOf(`${pointer}/${escaped(missing)}`);
    return {text: `${path} is missing${meaning && `: it is ${meaning}`}.`, pointer, inValue: false};
  }
  if (keyword === 'false') {
    const parent = parentOf(schema, keywordLocation) ?? schema;
    const allowed = Object.keys(ownerOf(schema, pointer)?.properties ?? parent.properties ?? {});
    return {
      text: `${name} is no argument.${choice(lastOf(pointer), allowed)}`,
      pointer,
      inValue: false,
    };
  }
  if (keyword === 'enum' && rule?.enum) {
    const allowed = rule.enum.map((each) => (typeof each === 'string' ? each : shown(each)));
    return inValue(`${name} is ${shown(given)}.${choice(String(given), allowed)}`);
  }
  const meaning = meaningOf(rule);
  if (meaning) return inValue(`${name} is ${shown(given)}: it must be ${meaning}.`);
  return inValue(`${name} is ${shown(given)}: ${error.error}`);
}

function validator(schema: Schema): Validator {
  return new Validator(schema, '2020-12', false);
}

/** What a value must be, in words. */
function meaningOf(rule: Schema | boolean | undefined): string {
  if (typeof rule !== 'object') return '';
  if (typeof rule.description === 'string') return rule.description.replace(/\.$/, '');
  if (rule.enum)
    return `one of ${rule.enum.map((each) => (typeof each === 'string' ? each : shown(each))).join(', ')}`;
  const types = [rule.type ?? []].flat().map((type) => typeNames[type]);
  return types.join(' or ');
}

const typeNames = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'nothing',
  number: 'a number',
  object: 'a mapping of "name: value"',
  string: 'text',
};

function choice(given: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return ' Nothing is allowed there.';
  const guess = closest(given, allowed);
  return `${guess ? ` Did you mean ${guess}?` : ''} Allowed: ${allowed.join(', ')}.`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** `#/options/0/limit` as `options[0].limit`. */
function nameOf(pointer: string): string {
  const name = partsOf(pointer)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
  return name || 'the body';
}

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));

const lastOf = (pointer: string): string => partsOf(pointer).at(-1) ?? '';

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function resolve(value: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>(
    (found, part) => (hasOwn(found, part) ? (found as Record<string, unknown>)[part] : undefined),
    value,
  );
}

const parentOf = (schema: Schema, location: string): Schema | undefined =>
  resolve(schema, location.slice(0, location.lastIndexOf('/'))) as Schema | undefined;

/** The schema of the mapping that a field stands in, where no reference is in between. */
function ownerOf(schema: Schema, pointer: string): Schema | undefined {
  let found: Schema | undefined = schema;
  for (const part of partsOf(pointer).slice(0, -1)) {
    const next: Schema | boolean | undefined = found?.properties?.[part];
    found = typeof next === 'object' ? next : undefined;
  }
  return found;
}

const hasOwn = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
