import type {MagicRegistry} from './registry.js';

/** The elements of this library, by the magic that each answers. */
const elements: Readonly<Record<string, string>> = {
  sql: 'serverless-sql',
  googlesheet: 'serverless-googlesheet',
  graphql: 'serverless-graphql',
  dataframe: 'serverless-dataframe',
};

/** What can be said of a magic that nobody answers, beside what the kernel says. */
export function missingMagic(name: string, magics: MagicRegistry | null): string {
  const handlers = magics?.handlers() ?? [];
  const known = handlers.map(
    ({name, connection}) => `%%${name}${connection ? ` ${connection}` : ''}`,
  );
  const list = known.length
    ? `This page answers ${known.join(', ')}.`
    : 'This page answers no magics of its own.';
  const element = Object.hasOwn(elements, name) ? elements[name]! : null;
  const remedy = element
    ? `%%${name} is answered by <${element}>, which the page does not have here.`
    : 'Magics of your own are added by notebook.magics.add(…), or by an element.';
  return `${list} ${remedy}\n`;
}
