import files from 'virtual:python-data';

/**
 * Makes modules of the texts and lets the kernel answer. A kernel on a server may have them from an
 * earlier visit of the page: the same ones stay, older ones are replaced.
 */
const loader = `
import importlib, importlib.abc, importlib.util, linecache, sys

class Texts(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules of the package among texts."""

    def __init__(self, files):
        self.files = files

    def _path(self, name):
        path = name.replace(".", "/")
        return next((p for p in (path + ".py", path + "/__init__.py") if p in self.files), None)

    def find_spec(self, name, path=None, target=None):
        found = self._path(name)
        return found and importlib.util.spec_from_loader(
            name, self, origin="<" + found + ">", is_package=self.is_package(name)
        )

    def is_package(self, name):
        return self._path(name).endswith("/__init__.py")

    def get_source(self, name):
        return self.files[self._path(name)]

    def get_code(self, name):
        return self.source_to_code(self.get_source(name), "<" + self._path(name) + ">")

package = "serverless_data"
old = [each for each in sys.meta_path if getattr(each, "serverless", None) == package]
if not any(each.files == files for each in old):
    for each in old:
        sys.meta_path.remove(each)
    for name in [n for n in sys.modules if n == package or n.startswith(package + ".")]:
        del sys.modules[name]
    texts = Texts(files)
    texts.serverless = package
    sys.meta_path.insert(0, texts)
importlib.import_module(package + ".bridge").install(shell)
`;

/** Python that installs the package into the kernel that runs it, and leaves no name behind. */
export const bootstrapCode = `exec(${text(loader)}, {"files": ${text(files)}, "shell": get_ipython()})`;

/** Loads a package as a cell that imports it would, with progress, but binds no name. */
export const importCode = (name: string): string => `
if False:
    import ${name}
if True:
    __import__("${name}")
`;

/** JSON of texts is Python, too. */
function text(value: unknown): string {
  return JSON.stringify(value);
}
