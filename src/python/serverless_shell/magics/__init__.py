"""Magics: the commands of IPython that notebooks use, written thin.

What is not here comes from the real IPython, which is loaded when it is needed.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

from .errors import UsageError
from .registry import cell_magics, line_magics

# Where each magic is written; a module is imported when one of its magics is used.
_LINE = {
    "timing": "time timeit",
    "output": "",
    "namespace": "who who_ls whos reset reset_selective xdel",
    "files": "pwd cd ls ll mkdir cat env set_env load run",
    "configuration": "matplotlib config precision xmode pprint colors autosave autoreload load_ext"
    " reload_ext unload_ext pylab gui",
    "help": "pinfo pinfo2 pdoc pdef psource pfile psearch lsmagic magic quickref history hist recall",
    "packages": "pip conda micropip",
}
_CELL = {
    "timing": "time timeit",
    "output": "capture html HTML svg SVG latex markdown javascript js",
    "files": "writefile file",
    "shells": "bash sh script cmd system sx ruby perl",
}
_LINE_HOMES = {name: module for module, names in _LINE.items() for name in names.split()}
_CELL_HOMES = {name: module for module, names in _CELL.items() for name in names.split()}


def magic_names() -> tuple[list[str], list[str]]:
    """The names of the line magics and of the cell magics that are at hand."""
    line = sorted({*_LINE_HOMES, *line_magics})
    return line, sorted({*_CELL_HOMES, *cell_magics})


async def run_line_magic(name: str, line: str) -> Any:
    """Run `%name line`."""
    function = _find(name, line_magics, _LINE_HOMES)
    if function is None:
        from ..real_ipython import load_real_shell

        real = await load_real_shell()
        function = real.find_line_magic(name)
        if function is None:
            cell = " (But cell magic `%%" + name + "` exists, did you mean that instead?)"
            known = _find(name, cell_magics, _CELL_HOMES) or real.find_cell_magic(name)
            raise UsageError(f"Line magic function `%{name}` not found{cell if known else '.'}")
    return await _finish(function(_line(function, line), **_scope(function)))


async def run_cell_magic(name: str, line: str, body: str) -> Any:
    """Run `%%name line` on the rest of the cell."""
    function = _find(name, cell_magics, _CELL_HOMES)
    if function is None:
        from ..real_ipython import load_real_shell

        real = await load_real_shell()
        function = real.find_cell_magic(name)
        if function is None:
            line_magic = " (But line magic `%" + name + "` exists, did you mean that instead?)"
            known = _find(name, line_magics, _LINE_HOMES) or real.find_line_magic(name)
            raise UsageError(f"Cell magic `%%{name}` not found{line_magic if known else '.'}")
    return await _finish(function(_line(function, line), body, **_scope(function)))


def find_line_magic(name: str) -> Any:
    """The function of a line magic, or None."""
    return _find(name, line_magics, _LINE_HOMES)


def find_cell_magic(name: str) -> Any:
    """The function of a cell magic, or None."""
    return _find(name, cell_magics, _CELL_HOMES)


def _find(name: str, known: dict[str, Any], homes: dict[str, str]) -> Any:
    if name not in known and name in homes:
        import_module(f"{__name__}.{homes[name]}")
    return known.get(name)


async def _finish(value: Any) -> Any:
    return await value if inspect.iscoroutine(value) else value


def _scope(function: Any) -> dict[str, Any]:
    """The extra argument of magics that ask for the notebook's namespace."""
    if not getattr(function, "needs_local_scope", False):
        return {}
    from ..shell import shell

    return {"local_ns": shell.namespace}


def _line(function: Any, line: str) -> str:
    if getattr(function, "_ipython_magic_no_var_expand", False):
        return line
    return _expand(line)


def _expand(line: str) -> str:
    """The line with `{expression}` and `$name` replaced by their values, as IPython does."""
    if "{" not in line and "$" not in line:
        return line
    import re

    from ..shell import shell

    def value(match: re.Match[str]) -> str:
        try:
            return str(eval(match[1] or match[2], dict(shell.namespace)))
        except Exception:
            return match[0]

    return re.sub(r"\{([^{}]+)\}|\$(\w+)", value, line)
