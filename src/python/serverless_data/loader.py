"""Puts the package into the kernel that runs this text: the page sends its modules as texts, too.

Run by `exec`, before there is a package to import anything from.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import sys
from typing import Any

PACKAGE = "serverless_data"


class Texts(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules of the package among texts, which are named as their files."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The spec of a module that is among the texts."""
        found = self._file(name)
        if found is None:
            return None
        return importlib.util.spec_from_loader(
            name, self, origin=f"<{found}>", is_package=self.is_package(name)
        )

    def is_package(self, name: str) -> bool:
        """Whether it has modules of its own."""
        return str(self._file(name)).endswith("/__init__.py")

    def get_source(self, name: str) -> str:
        """The text, also for tracebacks."""
        return self.files[str(self._file(name))]

    def get_code(self, name: str) -> Any:
        """The text, compiled."""
        return self.source_to_code(self.get_source(name), f"<{self._file(name)}>")

    def _file(self, name: str) -> str | None:
        path = name.replace(".", "/")
        names = (f"{path}.py", f"{path}/__init__.py")
        return next((each for each in names if each in self.files), None)


def install(files: dict[str, str], shell: Any) -> None:
    """Let the kernel of this `get_ipython()` answer the page.

    A kernel on a server may have the package from an earlier visit of the page: the same one stays,
    another version is replaced.
    """
    old = [finder for finder in sys.meta_path if type(finder).__name__ == Texts.__name__]
    if not any(finder.files == files for finder in old):
        for finder in old:
            sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]
        sys.meta_path.insert(0, Texts(files))
    importlib.import_module(f"{PACKAGE}.bridge").install(shell)
