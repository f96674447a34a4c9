"""Completion: names, attributes, imports, keyword arguments, keys, paths and magics.

Nothing of the reader's is called to find them. Positions are Unicode code points.
"""

from __future__ import annotations

import builtins
import inspect
import keyword
import re
import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

from .names import calls_around, lookup, trailing_expression

_MOST = 1000


class Match(NamedTuple):
    """One completion."""

    text: str
    type: str
    signature: str = ""


def complete(code: str, cursor: int, namespace: dict[str, Any]) -> dict[str, Any]:
    """The content of `complete_reply`."""
    before = code[:cursor]
    try:
        start, matches = _complete(before, namespace)
    except Exception:
        # An object that fails when it is looked at has no completions.
        start, matches = cursor, []
    unique = {match.text: match for match in matches}
    ordered = sorted(unique.values(), key=_rank)[:_MOST]
    types = [
        {
            "start": start,
            "end": cursor,
            "text": match.text,
            "type": match.type,
            "signature": match.signature,
        }
        for match in ordered
    ]
    return {
        "status": "ok",
        "matches": [match.text for match in ordered],
        "cursor_start": start,
        "cursor_end": cursor,
        "metadata": {"_jupyter_types_experimental": types},
    }


def _rank(match: Match) -> tuple[int, str]:
    name = match.text.rpartition(".")[2]
    underscores = 2 if name.startswith("__") else 1 if name.startswith("_") else 0
    return (0 if match.type == "param" else 1) + underscores, match.text.lower()


def _complete(before: str, namespace: dict[str, Any]) -> tuple[int, list[Match]]:
    line = before.rpartition("\n")[2]
    if match := re.search(r"(?:^|(?<==))\s*(%{1,2}\w*)$", line):
        return len(before) - len(match[1]), _magics(match[1])
    if match := re.match(r"\s*(?:from\s+([\w.]*)|import\s+(?:[\w.]+\s*,\s*)*([\w.]*))$", line):
        prefix = match[1] if match[1] is not None else match[2]
        return len(before) - len(prefix), _modules(prefix)
    if match := re.match(r"\s*from\s+([\w.]+)\s+import\s+\(?(?:[\w\s,]*,\s*)?(\w*)$", line):
        return len(before) - len(match[2]), _module_names(match[1], match[2])
    if match := re.search(r"([\w.\]\['\"]+)\[\s*(['\"])([^'\"\]]*)$", line):
        found = _keys(trailing_expression(match[1]), match[2], match[3], namespace)
        if found:
            return len(before) - len(match[3]), found
    if match := re.search(r"['\"]([^'\"\s]*)$", line):
        if _is_in_string(line):
            return len(before) - len(match[1]), _paths(match[1])
    expression = trailing_expression(before)
    owner, dot, prefix = expression.rpartition(".")
    start = len(before) - len(prefix)
    if dot:
        if not owner or owner.isdigit():
            return len(before), []
        return start, list(_attributes(lookup(owner, namespace), prefix))
    return start, [*_arguments(before, prefix, namespace), *_names(prefix, namespace)]


def _names(prefix: str, namespace: dict[str, Any]) -> Iterable[Match]:
    for name in keyword.kwlist:
        if name.startswith(prefix):
            yield Match(name, "keyword")
    for name, value in [*vars(builtins).items(), *namespace.items()]:
        if isinstance(name, str) and name.startswith(prefix) and _is_welcome(name, prefix):
            yield _describe(name, value)


def _attributes(owner: Any, prefix: str) -> Iterable[Match]:
    for name in dir(owner):
        if not isinstance(name, str) or not name.isidentifier() or not name.startswith(prefix):
            continue
        if not _is_welcome(name, prefix):
            continue
        yield _describe(name, inspect.getattr_static(owner, name, None))


def _is_welcome(name: str, prefix: str) -> bool:
    return not name.startswith("_") or prefix.startswith("_")


def _describe(name: str, value: Any) -> Match:
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if inspect.ismodule(value):
        return Match(name, "module")
    if isinstance(value, type):
        return Match(name, "class")
    if isinstance(value, property) or inspect.isdatadescriptor(value):
        return Match(name, "property")
    if callable(value):
        return Match(name, "function", _signature(value))
    return Match(name, "instance")


def _signature(value: Any) -> str:
    if not inspect.isfunction(value):
        return ""
    try:
        return str(inspect.signature(value))
    except (ValueError, TypeError):
        return ""


def _arguments(before: str, prefix: str, namespace: dict[str, Any]) -> Iterable[Match]:
    """The keyword arguments of the call that the cursor is in."""
    calls = calls_around(before)
    if not calls:
        return
    try:
        parameters = inspect.signature(lookup(calls[-1], namespace)).parameters.values()
    except (LookupError, ValueError, TypeError):
        return
    for parameter in parameters:
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            if parameter.name.startswith(prefix):
                yield Match(f"{parameter.name}=", "param")


def _keys(expression: str, quote: str, prefix: str, namespace: dict[str, Any]) -> list[Match]:
    try:
        owner = lookup(expression, namespace)
    except LookupError:
        return []
    if isinstance(owner, dict):
        keys = list(owner)
    elif hasattr(owner, "_ipython_key_completions_"):
        keys = list(owner._ipython_key_completions_())
    elif type(owner).__module__.startswith(("pandas.", "numpy")):
        keys = list(getattr(owner, "columns", None) or getattr(owner.dtype, "names", None) or ())
    else:
        return []
    return [
        Match(key, "dict key") for key in keys if isinstance(key, str) and key.startswith(prefix)
    ]


def _modules(prefix: str) -> list[Match]:
    package, dot, start = prefix.rpartition(".")
    if dot:
        names = _submodules(package)
        return [Match(f"{package}.{name}", "module") for name in names if name.startswith(start)]
    from pkgutil import iter_modules

    names = {info.name for info in iter_modules()} | set(sys.stdlib_module_names)
    names |= {name for name in sys.modules if "." not in name}
    return [
        Match(name, "module")
        for name in names
        if name.startswith(prefix) and _is_welcome(name, prefix)
    ]


def _submodules(package: str) -> set[str]:
    from pkgutil import iter_modules

    module = sys.modules.get(package)
    path = getattr(module, "__path__", None)
    if path is None:
        from importlib.util import find_spec

        try:
            spec = find_spec(package)
        except (ImportError, ValueError):
            spec = None
        path = spec.submodule_search_locations if spec else None
    return {info.name for info in iter_modules(path)} if path is not None else set()


def _module_names(package: str, prefix: str) -> list[Match]:
    matches = [Match(name, "module") for name in _submodules(package) if name.startswith(prefix)]
    module = sys.modules.get(package)
    if module is not None:
        matches += _attributes(module, prefix)
    return matches


def _is_in_string(line: str) -> bool:
    plain = re.sub(r"\\.", "", line)
    return plain.count("'") % 2 == 1 or plain.count('"') % 2 == 1


def _paths(prefix: str) -> list[Match]:
    from glob import escape, glob
    from os.path import isdir

    paths = glob(escape(prefix) + "*")
    return [Match(path + "/" if isdir(path) else path, "path") for path in paths]


def _magics(prefix: str) -> list[Match]:
    from .magics import magic_names

    line, cell = magic_names()
    names = [f"%%{name}" for name in cell]
    if not prefix.startswith("%%"):
        names += [f"%{name}" for name in line]
    return [Match(name, "magic") for name in names if name.startswith(prefix)]
