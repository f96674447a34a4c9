import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {chromePath, chromeFlags} from './scripts/chrome.mjs';
import {pureVendorFolder, vendorFolder} from './scripts/folders.mjs';
import {katexStylesModule} from './scripts/katex-styles.mjs';
import {pythonModuleNames, pythonPackageModule} from './scripts/python-package.mjs';
import {staticFolder} from './scripts/static-folder.mjs';
import {testServers} from './test/servers/middleware.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

export default {
  files: 'src/**/*.test.ts',
  nodeResolve: {browser: true, exportConditions: ['development']},
  concurrency: 2,
  testsFinishTimeout: 900_000,
  testFramework: {config: {timeout: 120_000}},
  browsers: [
    chromeLauncher({
      launchOptions: {executablePath: chromePath(), args: chromeFlags},
      // Files run side by side: without this, nothing is drawn in the tabs that are not in front.
      createPage: async ({context}) => {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', {enabled: true});
        return page;
      },
    }),
  ],
  middleware: [
    staticFolder('/pyodide/', vendorFolder),
    staticFolder('/pyodide-314/', pureVendorFolder),
    testServers(),
    // A worker's URL ends with .js, as the built file does; here its source is .ts.
    (context, next) => {
      const source = context.path.replace(/\.js$/, '.ts');
      if (context.path.startsWith('/src/') && existsSync(root + source)) context.url = source;
      return next();
    },
  ],
  plugins: [
    {
      name: 'python-package',
      resolveImport: ({source}) =>
        pythonModuleNames.includes(source) ? `/python-text/${source.slice(8)}.js` : undefined,
      serve: async ({path}) => {
        const [, name] = /^\/python-text\/([\w-]+)\.js$/.exec(path) ?? [];
        return name ? {body: await pythonPackageModule(`virtual:${name}`), type: 'js'} : undefined;
      },
    },
    {
      name: 'katex-styles',
      resolveImport: ({source}) =>
        source === 'virtual:katex-styles' ? '/virtual/katex-styles.js' : undefined,
      serve: async ({path}) =>
        path === '/virtual/katex-styles.js'
          ? {body: await katexStylesModule(), type: 'js'}
          : undefined,
    },
    {
      // The build has a plugin for these, which is more than tests need.
      name: 'commonjs',
      transform: ({path, body}) =>
        /^\/node_modules\/(papaparse|nullthrows)\//.test(path)
          ? `const module = {exports: {}};\n(function (exports) {${body}\n}).call(module.exports, module.exports);\nexport default module.exports;`
          : undefined,
    },
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: 'tsconfig.base.json'}),
  ],
};
