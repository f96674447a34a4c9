import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** Every page of the gallery, as its path on the site. */
export const demoPages = readdirSync(fileURLToPath(new URL('../../demo/', import.meta.url)))
  .filter((name) => name.endsWith('.html'))
  .map((name) => `/demo/${name}`);
