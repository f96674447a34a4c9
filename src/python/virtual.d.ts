/** Every file of `src/python`, by its path in that folder; made by the build. */
declare module 'virtual:python-package' {
  const files: Readonly<Record<string, string>>;
  export default files;
}
