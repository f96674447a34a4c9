"""Decorators and the base class by which notebooks define magics, as `IPython.core.magic`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Function = Callable[..., Any]


def _register(kind: str) -> Callable[[Any], Any]:
    def decorate(argument: Any) -> Any:
        from ..ipython import get_ipython

        if callable(argument):
            get_ipython().register_magic_function(argument, kind)
            return argument

        def named(function: Function) -> Function:
            get_ipython().register_magic_function(function, kind, argument)
            return function

        return named

    return decorate


register_line_magic = _register("line")
register_cell_magic = _register("cell")
register_line_cell_magic = _register("line_cell")


def _mark(kind: str) -> Callable[[Any], Any]:
    def decorate(argument: Any) -> Any:
        def mark(function: Function, name: str) -> Function:
            function._magic = (kind, name)  # type: ignore[attr-defined]
            return function

        if callable(argument):
            return mark(argument, argument.__name__)
        return lambda function: mark(function, argument or function.__name__)

    return decorate


line_magic = _mark("line")
cell_magic = _mark("cell")
line_cell_magic = _mark("line_cell")


class Magics:
    """A group of magics that share something."""

    magics: dict[str, dict[str, Any]] = {"line": {}, "cell": {}}

    def __init__(self, shell: Any = None, **_: Any) -> None:
        self.shell = shell


def magics_class(cls: type) -> type:
    """List the methods of the class that are marked as magics."""
    cls.magics = {"line": {}, "cell": {}}  # type: ignore[attr-defined]
    for method, function in vars(cls).items():
        kind, name = getattr(function, "_magic", (None, None))
        for wanted in ("line", "cell"):
            if kind in (wanted, "line_cell"):
                cls.magics[wanted][name] = method  # type: ignore[attr-defined]
    return cls


def needs_local_scope(function: Function) -> Function:
    """Let the magic be called with `local_ns`, the notebook's namespace."""
    function.needs_local_scope = True  # type: ignore[attr-defined]
    return function


def no_var_expand(function: Function) -> Function:
    """Leave `{names}` and `$names` in the magic's line as they are."""
    function._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]
    return function
