/** What `custom-elements.json` is made from: the elements that a page sees, and what they extend. */
export default {
  globs: ['src/elements/**/*.ts', 'src/define.ts'],
  exclude: ['**/*.test.ts', '**/*.d.ts'],
  litelement: true,
  packagejson: false,
};
