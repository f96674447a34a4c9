"""`obj?`, `%lsmagic`, `%history`: help and what has been run."""

from __future__ import annotations

from fnmatch import fnmatchcase

from ..shell import shell
from .registry import line_magic


def _page(text: str) -> None:
    """Ask the frontend to show a text beside the notebook."""
    shell.payload.append({"source": "page", "data": {"text/plain": text}, "start": 0})


def _explain(line: str, detail_level: int) -> None:
    from ..inspection import describe
    from ..names import lookup

    name = line.strip()
    if name.startswith("%"):
        _page(_magic_help(name))
        return
    try:
        value = lookup(name, shell.namespace)
    except LookupError:
        print(f"Object `{name}` not found.")
        return
    _page(describe(value, name, detail_level))


@line_magic("pinfo", "pdoc", "pdef", "pfile")
def pinfo(line: str) -> None:
    """Show the help of an object."""
    _explain(line, 0)


@line_magic("pinfo2", "psource")
def pinfo2(line: str) -> None:
    """Show the help of an object with its source."""
    _explain(line, 1)


def _magic_help(name: str) -> str:
    from . import find_cell_magic, find_line_magic

    bare = name.lstrip("%")
    function = find_cell_magic(bare) if name.startswith("%%") else find_line_magic(bare)
    function = function or find_cell_magic(bare)
    return f"{name}\n\n{(function.__doc__ if function else None) or 'No such magic.'}\n"


@line_magic("psearch")
def psearch(line: str) -> None:
    """Show the names that match a pattern with `*`."""
    pattern = line.split()[0]
    owner_name, dot, last = pattern.rpartition(".")
    if dot:
        from ..names import lookup

        names = [f"{owner_name}.{name}" for name in dir(lookup(owner_name, shell.namespace))]
    else:
        names = list(shell.namespace)
    hidden = not last.startswith("_")
    found = [
        name
        for name in names
        if fnmatchcase(name, pattern) and not (hidden and name.rpartition(".")[2].startswith("_"))
    ]
    _page("\n".join(sorted(found)) + "\n")


@line_magic("lsmagic")
def lsmagic(_: str) -> MagicList:
    """The magics that are at hand."""
    return MagicList()


class MagicList:
    """What `%lsmagic` shows."""

    def __repr__(self) -> str:
        from . import magic_names

        line, cell = magic_names()
        return (
            "Available line magics:\n"
            + "  ".join(f"%{name}" for name in line)
            + "\n\nAvailable cell magics:\n"
            + "  ".join(f"%%{name}" for name in cell)
            + "\n\nAutomagic is OFF, % prefix IS needed for line magics."
        )


@line_magic("magic", "quickref")
def magic(_line: str) -> None:
    """Show the magics with what they do."""
    from . import find_line_magic, magic_names

    lines = []
    for name in magic_names()[0]:
        function = find_line_magic(name)
        first, _, _ = (function.__doc__ or "").strip().partition("\n")
        lines.append(f"%{name}: {first}")
    _page("\n".join(lines) + "\n")


@line_magic("history", "hist")
def history(line: str) -> None:
    """Print what has been run: all, the last ones by -l N, or 3 or 2-5; with -n, with numbers."""
    words = line.split()
    entries = shell.history.entries
    if "-l" in words:
        count = words[words.index("-l") + 1 :][:1]
        entries = entries[:-1][-int(count[0]) if count and count[0].isdigit() else -10 :]
    elif ranges := [word.partition("-") for word in words if word[0].isdigit()]:
        wanted = {
            number
            for first, _, last in ranges
            for number in range(int(first), int(last or first) + 1)
        }
        entries = [entry for entry in entries if entry[0] in wanted]
    for number, code in entries:
        separator = "\n" if "\n" in code else " "
        print(f"{number:>4}:{separator}{code}" if "-n" in words else code)


@line_magic("recall")
def recall(line: str) -> None:
    """Put an earlier cell into a new one."""
    numbers = [int(word) for word in line.split() if word.isdigit()]
    entries = dict(shell.history.entries)
    last = shell.history.entries[-2][1] if len(shell.history.entries) > 1 else ""
    text = entries.get(numbers[0], "") if numbers else last
    shell.payload.append({"source": "set_next_input", "text": text, "replace": False})
