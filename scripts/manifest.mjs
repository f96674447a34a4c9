import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {root} from './folders.mjs';
import {run} from './run.mjs';

export const manifestFile = join(root, 'custom-elements.json');

/** Makes the text of `custom-elements.json` from the elements' own comments. */
export async function makeManifest() {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  try {
    const analyzer = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
    // The analyzer takes its output folder as relative to the working directory.
    const options = ['--config', 'custom-elements-manifest.config.mjs', '--quiet'];
    const output = ['--outdir', relative(root, folder)];
    await run(process.execPath, [analyzer, 'analyze', ...options, ...output], {cwd: root});
    const manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8'));
    // Only what has an element or one of its events is of use to a reader of the manifest.
    manifest.modules = manifest.modules.filter(describesElements);
    return `${JSON.stringify(manifest, null, 2)}\n`;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** @param {{declarations?: {customElement?: boolean, superclass?: {name: string}}[], exports?: {kind: string}[]}} module */
function describesElements(module) {
  const declares = (module.declarations ?? []).some(
    (each) => each.customElement || each.superclass?.name === 'Event',
  );
  return declares || module.exports?.some(({kind}) => kind === 'custom-element-definition');
}

/** Says whether the `custom-elements.json` in the checkout is what the elements' comments say. */
export async function checkManifest() {
  const committed = await readFile(manifestFile, 'utf8').catch(() => '');
  if (committed === (await makeManifest())) return true;
  console.log('custom-elements.json is out of date: run "npm run build" and commit it.');
  return false;
}
