import type {LanguageSupport} from '@codemirror/language';

/** Each language is a file of its own, fetched when the first editor needs it. */
const loaders = new Map<string, () => Promise<LanguageSupport>>([
  ['python', async () => (await import('./languages/python.js')).python()],
  ['markdown', async () => (await import('./languages/markdown.js')).markdown()],
  ['magic-sql', async () => (await import('./languages/magic-sql.js')).magicSql()],
  ['magic-graphql', async () => (await import('./languages/magic-graphql.js')).magicGraphql()],
  ['magic-yaml', async () => (await import('./languages/magic-yaml.js')).magicYaml()],
]);

const loaded = new Map<string, LanguageSupport>();

/** Fetches what highlights and indents a language; does nothing for one that is not known. */
export async function loadLanguage(name: string): Promise<void> {
  const load = loaders.get(name);
  if (load && !loaded.has(name)) loaded.set(name, await load());
}

/** The language, if it has been loaded. */
export function loadedLanguage(name: string): LanguageSupport | undefined {
  return loaded.get(name);
}
