"""The magics that have been defined, by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

line_magics: dict[str, Callable[..., Any]] = {}
cell_magics: dict[str, Callable[..., Any]] = {}


def line_magic(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function of the line as `%name`."""
    return _registrar(line_magics, names)


def cell_magic(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function of the line and the body as `%%name`."""
    return _registrar(cell_magics, names)


def _registrar(
    table: dict[str, Callable[..., Any]], names: tuple[str, ...]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in names:
            # The reader's own magic of this name stays.
            table.setdefault(name, function)
        return function

    return register
