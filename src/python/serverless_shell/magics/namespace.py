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
    for count, name in enumerate(names, 1):
        print(f"{name}\t", end=" " if count % 9 else " \n")
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
    first = max(len("Variable"), *(len(row[0]) for row in rows))
    second = max(len("Type"), *(len(row[1]) for row in rows))
    heading = f"{'Variable':<{first}}   {'Type':<{second}}    Data/Info"
    print(heading)
    print("-" * len(heading))
    for name, kind, info in rows:
        print(f"{name:<{first}}   {kind:<{second}}    {info}")


def _type(value: Any) -> str:
    return type(value).__name__


def _info(value: Any) -> str:
    kind = _type(value)
    if kind in ("dict", "list", "tuple"):
        return f"n={len(value)}"
    if kind in ("DataFrame", "Series"):
        return f"Shape: {value.shape}"
    if kind == "ndarray":
        shape = "x".join(str(size) for size in value.shape)
        info = f"{shape}: {value.size} elems, type `{value.dtype}`, {value.nbytes} bytes"
        if value.nbytes < 100_000:
            return info
        kilobytes = value.nbytes / 1024
        return f"{info} ({kilobytes} kb)" if kilobytes < 1024 else f"{info} ({kilobytes / 1024} Mb)"
    try:
        text = str(value)
    except Exception:
        return f"<object with id {id(value)} (str() failed)>"
    text = text.replace("\n", "\\n")
    return text if len(text) < 50 else f"{text[:25]}<...>{text[-25:]}"


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
