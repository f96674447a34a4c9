"""Magics: the commands of IPython that notebooks use, written thin.

What is not here comes from the real IPython, which is loaded when it is needed.
"""

from __future__ import annotations

import builtins
import inspect
import re
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
    "configuration": "matplotlib config precision tb xmode pprint colors autosave autoreload load_ext"
    " reload_ext unload_ext pylab gui",
    "help": "pinfo pinfo2 pdoc pdef psource pfile psearch lsmagic magic quickref history hist recall",
    "packages": "pip conda micropip",
}
_CELL = {
    "timing": "time timeit",
    "output": "capture html HTML svg SVG latex markdown javascript js",
    "files": "writefile file",
    "shells": "bash sh script cmd system sx ruby perl python python2 python3 pypy",
}
# What only the real IPython has; its other magics need an operating system or a terminal.
_OF_IPYTHON = (
    "alias alias_magic autoawait autocall automagic bookmark code_wrap debug dhist dirs doctest_mode"
    " edit less loadpy logoff logon logstart logstate logstop macro man more notebook page pastebin"
    " pdb popd prun pushd pycat rehashx rerun save sc store unalias"
)
_LINE_HOMES = {name: module for module, names in _LINE.items() for name in names.split()}
_CELL_HOMES = {name: module for module, names in _CELL.items() for name in names.split()}


def magic_names() -> tuple[list[str], list[str]]:
    """The names of the line magics and of the cell magics that are at hand."""
    line = sorted({*_LINE_HOMES, *line_magics})
    return line, sorted({*_CELL_HOMES, *cell_magics})


def automagic(text: str, namespace: dict[str, Any]) -> str:
    """The text, with a percent sign if it is one line that starts like a magic, as `pwd` does.

    A name that the notebook or Python has is no magic, nor is one that is assigned to.
    """
    match = re.fullmatch(r"([^\W\d]\w*)(?:[ \t]+([^\s=,].*))?\s*", text)
    if not match or match[1] in namespace or match[1] in vars(builtins):
        return text
    return f"%{text}" if match[1] in _LINE_HOMES or match[1] in line_magics else text


async def run_line_magic(name: str, line: str) -> Any:
    """Run `%name line`."""
    function = _find(name, line_magics, _LINE_HOMES)
    if function is None:
        real = await _real_shell(name)
        function = real and real.find_line_magic(name)
        if function is None:
            cell = " (But cell magic `%%" + name + "` exists, did you mean that instead?)"
            known = _find(name, cell_magics, _CELL_HOMES) or (real and real.find_cell_magic(name))
            raise UsageError(f"Line magic function `%{name}` not found{cell if known else '.'}")
    return await _finish(function(_line(function, line), **_scope(function)))


async def run_cell_magic(name: str, line: str, body: str) -> Any:
    """Run `%%name line` on the rest of the cell."""
    function = _find(name, cell_magics, _CELL_HOMES)
    if function is None:
        real = await _real_shell(name)
        function = real and real.find_cell_magic(name)
        if function is None:
            line_magic = " (But line magic `%" + name + "` exists, did you mean that instead?)"
            known = _find(name, line_magics, _LINE_HOMES) or (real and real.find_line_magic(name))
            raise UsageError(f"Cell magic `%%{name}` not found{line_magic if known else '.'}")
    return await _finish(function(_line(function, line), body, **_scope(function)))


def find_line_magic(name: str) -> Any:
    """The function of a line magic, or None."""
    return _find(name, line_magics, _LINE_HOMES)


def find_cell_magic(name: str) -> Any:
    """The function of a cell magic, or None."""
    return _find(name, cell_magics, _CELL_HOMES)


async def _real_shell(name: str) -> Any:
    """The real IPython's shell if it may have this magic; it is large, so not for a mistyped name."""
    from ..ipython import get_ipython
    from ..real_ipython import load_real_shell

    known = name in _OF_IPYTHON.split() or get_ipython().real is not None
    return await load_real_shell() if known else None


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
    from ..shell import shell

    def value(match: re.Match[str]) -> str:
        try:
            return str(eval(match[1] or match[2], dict(shell.namespace)))
        except Exception:
            return match[0]

    return re.sub(r"\{([^{}]+)\}|\$(\w+)", value, line)
