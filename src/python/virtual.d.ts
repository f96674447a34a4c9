/** What the worker starts with of `src/python`, by its path in that folder; made by the build. */
declare module 'virtual:python-package' {
  const files: Readonly<Record<string, string>>;
  export default files;
}

/** The package `serverless_data`, by the paths of its files in `src/python`; made by the build. */
declare module 'virtual:python-data' {
  const files: Readonly<Record<string, string>>;
  export default files;
}
