import {Kind, print, type TypeNode, type VariableDefinitionNode} from 'graphql';
import {JsonReader} from '../../data/json/json-reader.js';
import type {Field} from '../../data/schema.js';
import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import {positionAt, type Operation} from './operation.js';

/**
 * Gives the variables that an operation declares the values of the kernel's variables of the same
 * name, in the types declared. What the kernel does not have has its default, or is left out where
 * it may be.
 *
 * @throws MagicError that names the variable, with its place
 */
export async function readVariables(
  operation: Operation,
  kernel: Kernel,
): Promise<Record<string, unknown>> {
  const declared = operation.definition.variableDefinitions ?? [];
  if (declared.length === 0) return {};
  // Python's own names, such as `id`, are there, but are not what is meant.
  const names = declared.map(nameOf);
  const known = await kernel.values(names.map((name) => `${JSON.stringify(name)} in globals()`));
  const present = names.filter((_, i) => known.getChildAt(i)!.get(0) === true);
  const table = present.length > 0 ? await kernel.values(present) : null;
  const variables: Record<string, unknown> = {};
  for (const definition of declared) {
    const name = nameOf(definition);
    const column = table?.getChildAt(present.indexOf(name)) ?? null;
    if (column) {
      const because = (problem: string): MagicError => wrong(definition, problem);
      const value = plain(column.get(0), column.field, because);
      variables[name] = coerce(definition.type, value, isDecimal(column.field), because);
    } else if (definition.type.kind === Kind.NON_NULL_TYPE && !definition.defaultValue) {
      throw wrong(definition, 'which is no variable of the kernel: assign it in a cell');
    }
  }
  return variables;

  function wrong(definition: VariableDefinitionNode, problem: string): MagicError {
    const type = print(definition.type);
    return new MagicError(
      problem.startsWith('which is no') ? 'NameError' : 'TypeError',
      `The query wants $${nameOf(definition)} as ${type}, ${problem}.`,
      {position: positionAt(operation.source, definition.loc!.start)},
    );
  }
}

const nameOf = ({variable}: VariableDefinitionNode): string => variable.name.value;

type Wrong = (problem: string) => MagicError;

/** @param isDecimal - text may be an exact number */
function coerce(type: TypeNode, value: unknown, isDecimal: boolean, wrong: Wrong): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) {
    if (value === null) throw wrong('but it is None');
    return coerce(type.type, value, isDecimal, wrong);
  }
  if (value === null) return null;
  if (type.kind === Kind.LIST_TYPE) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map((item) => coerce(type.type, item, isDecimal, wrong));
  }
  return coerceNamed(type.name.value, value, isDecimal, wrong);
}

function coerceNamed(type: string, value: unknown, isDecimal: boolean, wrong: Wrong): unknown {
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  switch (type) {
    case 'Int':
      if (!isNumber || !Number.isInteger(Number(value))) throw wrong(`but it is ${shown(value)}`);
      if (Number(value) !== (Number(value) | 0)) {
        throw wrong(`but ${String(value)} is beyond its 32 bits`);
      }
      return Number(value);
    case 'Float':
      if (isNumber || (isDecimal && typeof value === 'string')) return Number(value);
      throw wrong(`but it is ${shown(value)}`);
    case 'Boolean':
      if (typeof value === 'boolean') return value;
      throw wrong(`but it is ${shown(value)}`);
    case 'String':
      if (typeof value === 'string') return value;
      throw wrong(`but it is ${shown(value)}`);
    case 'ID':
      if (typeof value === 'string') return value;
      if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
      throw wrong(`but it is ${shown(value)}`);
    default:
      // Enums, inputs and scalars of the service's own: it checks them itself.
      return value;
  }
}

/** A value of a table as JSON has it; big integers stay what they are. */
function plain(value: unknown, field: Field, wrong: Wrong): unknown {
  if (value === null) return null;
  if (field.extension === 'arrow.json') return new JsonReader(value as string).value();
  if (value instanceof Uint8Array) throw wrong('but it is bytes, which JSON has not');
  if (typeof value === 'number' && !Number.isFinite(value)) throw wrong(`but JSON has no ${value}`);
  if (Array.isArray(value)) return value.map((each) => plain(each, field.children[0]!, wrong));
  if (value instanceof Map) {
    const child = field.children[0]!.children[1]!;
    return Object.fromEntries(
      Array.from(value, ([key, each]) => [String(key), plain(each, child, wrong)]),
    );
  }
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    field.children.map((child) => [
      child.name,
      plain(Reflect.get(value, child.name), child, wrong),
    ]),
  );
}

const isDecimal = ({type, children}: Field): boolean =>
  type.name === 'decimal' || (type.name === 'list' && isDecimal(children[0]!));

function shown(value: unknown): string {
  if (typeof value === 'string') {
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  }
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return 'a list';
  return value instanceof Uint8Array ? 'bytes' : 'a dict';
}
