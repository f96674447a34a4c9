import {fileURLToPath} from 'node:url';
import {importX} from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Who may import whom within `src`; what is not named here (the entry points) may import all. */
const arrows = {
  protocol: [],
  data: ['protocol'],
  kernel: ['protocol', 'data', 'python'],
  magics: ['protocol', 'data', 'kernel'],
  outputs: ['protocol'],
  notebook: ['protocol', 'kernel', 'magics', 'outputs'],
  'kernel/worker': ['protocol', 'python'],
};

const zones = Object.entries(arrows).map(([part, allowed]) => ({
  target: `./src/${part}`,
  from: './src',
  except: [part, ...allowed].map((each) => `./${each}`),
  message: `${part} may import only ${[...allowed, 'its own files'].join(', ')}.`,
}));

/** Libraries that only some parts may know. */
const onlyIn = [
  {group: ['lit', 'lit/*', '@lit/*'], parts: ['elements', 'outputs']},
  {group: ['comlink'], parts: ['kernel']},
];

/** @param {string[]} parts */
function restrictedLibraries(...parts) {
  return [
    'error',
    {
      patterns: onlyIn
        .filter((each) => !parts.some((part) => each.parts.includes(part)))
        .map(({group, parts: allowed}) => ({
          group,
          message: `Only ${allowed.join(' and ')} may import this.`,
        })),
    },
  ];
}

export default tseslint.config(
  {ignores: ['dist', 'node_modules', 'coverage', '**/*.d.ts']},
  {
    files: ['src/**/*.ts'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
    ],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'src/kernel/worker/tsconfig.json', 'src/cli/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    plugins: {'import-x': importX},
    settings: {
      'import-x/resolver-next': [sourceResolver()],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', {basePath: root, zones}],
      'no-restricted-imports': restrictedLibraries(),
      // `typeof import('./x.js')` is the type of what is loaded later.
      '@typescript-eslint/consistent-type-imports': ['error', {disallowTypeAnnotations: false}],
      '@typescript-eslint/no-floating-promises': 'error',
      // `items[0]!` after a look at the length, since indexes are checked here.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
      // `return stop();` ends a function that returns nothing as plainly as two lines do.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Notebook files, kernels and older browsers lack what the types promise, so it is looked at.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // It takes an event that a listener's type says well enough for an imposter.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['src/elements/**/*.ts', 'src/outputs/**/*.ts'],
    rules: {'no-restricted-imports': restrictedLibraries('elements')},
  },
  {files: ['src/kernel/**/*.ts'], rules: {'no-restricted-imports': restrictedLibraries('kernel')}},
  {
    // Commands of CodeMirror take its view apart, `({state, dispatch}) => …`, and the worker keeps
    // and calls the originals of what it replaces, such as `self.fetch`.
    files: ['src/elements/editor/**/*.ts', 'src/kernel/worker/**/*.ts'],
    rules: {'@typescript-eslint/unbound-method': 'off'},
  },
  {
    // Tests use whatever part they need, and chai's assertions are expressions.
    files: ['src/**/*.test.ts', 'src/**/test-support.ts'],
    rules: {
      'import-x/no-restricted-paths': 'off',
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      // `find<HTMLButtonElement>(…)`, as `querySelector` has it.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // The types say that `equal` gives a promise, since comparing with a snapshot does.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {allowForKnownSafeCalls: [{from: 'package', name: ['Equal', 'equal'], package: 'chai'}]},
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: {
      'no-undef': 'off',
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
  },
);

/** Finds `./cell.js` in `./cell.ts`, as the compiler does. */
function sourceResolver() {
  return {
    interfaceVersion: 3,
    name: 'source',
    /** @param {string} specifier @param {string} file */
    resolve(specifier, file) {
      if (!specifier.startsWith('.')) return {found: false};
      const path = fileURLToPath(new URL(specifier, `file://${file}`));
      return {found: true, path: path.replace(/\.js$/, '.ts')};
    },
  };
}
