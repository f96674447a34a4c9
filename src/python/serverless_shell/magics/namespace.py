"""`%who`, `%whos`, `%reset`: the names that the notebook has made."""

from __future__ import annotations

import re
from typing import Any

from ..shell import shell
from .registry import line_magic


def _names(line: str) -> list[str]:
    wanted = set(line.split())
    names = []
    for name, value in shell.namespace.items():
        if name.startswith("_") or name in shell.own_names or name == "get_ipython":
            continue
        if not wanted or type(value).__name__ in wanted:
            names.append(name)
    return sorted(names)


@line_magic("who_ls")
def who_ls(line: str) -> list[str]:
    """A sorted list of the names, of some types if these are given."""
    return _names(line)


@line_magic("who")
def who(line: str) -> None:
    """Print the names."""
    names = _names(line)
    if not names:
        print(
            "No variables match your requested type." if line else "Interactive namespace is empty."
        )
        return
    count = 0
    for name in names:
        print(f"{name}\t", end=" ")
        count += 8 if len(name) < 8 else 0
        if len(name) > 8 or count > 80:
            count = 0
            print()
    print()


@line_magic("whos")
def whos(line: str) -> None:
    """Print the names with their types and what they hold."""
    names = _names(line)
    if not names:
        print(
            "No variables match your requested type." if line else "Interactive namespace is empty."
        )
        return
    rows = [(name, _type(shell.namespace[name]), _info(shell.namespace[name])) for name in names]
    first = max(10, *(len(row[0]) for row in rows)) if rows else 10
    second = max(8, *(len(row[1]) for row in rows)) if rows else 8
    heading = f"{'Variable':<{first}}   {'Type':<{second}}   Data/Info"
    print(heading)
    print("-" * (first + second + 15))
    for name, kind, info in rows:
        print(f"{name:<{first}}   {kind:<{second}}   {info}")


def _type(value: Any) -> str:
    return type(value).__name__


def _info(value: Any) -> str:
    if isinstance(value, (dict, list, tuple, set, frozenset)):
        return f"n={len(value)}"
    if hasattr(value, "shape") and hasattr(value, "dtype") and hasattr(value, "nbytes"):
        shape = "x".join(str(size) for size in value.shape)
        return f"{shape}: {value.size} elems, type `{value.dtype}`, {value.nbytes} bytes"
    try:
        text = str(value)
    except Exception:
        return "<object with id>"
    text = text.replace("\n", "\\n")
    return text if len(text) <= 45 else f"{text[:20]}<...>{text[-20:]}"


@line_magic("reset")
def reset(line: str) -> None:
    """Remove all names; asks first, unless called with -f."""
    if "-f" not in line.split():
        answer = input("Once deleted, variables cannot be recovered. Proceed (y/[n])? ")
        if answer.strip().lower() not in ("y", "yes"):
            print("Nothing done.")
            return
    shell.reset()


@line_magic("reset_selective")
def reset_selective(line: str) -> None:
    """Remove the names that match a regular expression."""
    words = [word for word in line.split() if word != "-f"]
    pattern = re.compile(words[0] if words else "")
    for name in _names(""):
        if pattern.search(name):
            del shell.namespace[name]


@line_magic("xdel")
def xdel(line: str) -> None:
    """Remove a name, and every other reference that the shell keeps to its value."""
    shell.forget(line.split()[-1])
