import texts from 'virtual:python-data';

const LOADER = 'serverless_data/loader.py';
const {[LOADER]: loader, ...files} = texts;

/**
 * Python that installs the package into the kernel that runs it, and leaves no name behind. JSON of
 * texts is Python, too.
 */
export const bootstrapCode =
  `exec(${JSON.stringify(`${loader}\ninstall(files, shell)`)}, ` +
  `{"files": ${JSON.stringify(files)}, "shell": get_ipython()})`;

/** Loads a package as a cell that imports it would, with progress, but binds no name. */
export const importCode = (name: string): string => `
if False:
    import ${name}
if True:
    __import__("${name}")
`;
