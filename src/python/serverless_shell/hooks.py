"""What happens once a module has been imported, without importing it before anyone needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

Hook = Callable[[ModuleType], Any]
_hooks: dict[str, list[Hook]] = {}


def after_import(name: str, hook: Hook) -> None:
    """Call `hook` with the module once it has been imported, at once if it has been already."""
    if name in sys.modules:
        hook(sys.modules[name])
    else:
        _hooks.setdefault(name, []).append(hook)


class _Finder(MetaPathFinder):
    """Finds the modules that have hooks where they really are, and wraps their loaders."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _hooks:
            return None
        for finder in sys.meta_path:
            if finder is self:
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader)
                return spec
        return None


class _Loader(Loader):
    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        # Pickling and `inspect` look at the loader.
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        for hook in _hooks.pop(module.__name__, ()):
            hook(module)


sys.meta_path.insert(0, _Finder())
