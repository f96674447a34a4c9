"""Files and folders of the kernel, and the environment."""

from __future__ import annotations

import os
import shlex
from itertools import dropwhile
from typing import Any

from ..shell import shell
from ..tracebacks import describe
from .errors import UsageError
from .registry import cell_magic, line_magic


@line_magic("pwd")
def pwd(_: str) -> str:
    """The current folder."""
    return os.getcwd()


@line_magic("cd")
def cd(line: str) -> None:
    """Change the current folder, to the one before by `-`, and print it unless called with -q."""
    words = shlex.split(line)
    folders = [word for word in words if word != "-q"]
    folder = folders[0] if folders else "~"
    visited = shell.namespace.setdefault("_dh", [])
    if visited[-1:] != [os.getcwd()]:
        visited.append(os.getcwd())
    if folder == "-":
        if len(visited) < 2:
            raise UsageError("%cd -: No previous directory to change to.")
        folder = visited[-2]
    try:
        os.chdir(os.path.expanduser(folder))
    except OSError as error:
        print(describe(error)["evalue"])
    if visited[-1] != os.getcwd():
        visited.append(os.getcwd())
    if "-q" not in words:
        print(os.getcwd())


@line_magic("ls", "ll")
def ls(line: str) -> None:
    """Print the names in a folder."""
    folders = [word for word in shlex.split(line) if not word.startswith("-")]
    for name in sorted(os.listdir(folders[0] if folders else ".")):
        if not name.startswith("."):
            print(name)


@line_magic("mkdir")
def mkdir(line: str) -> None:
    """Make folders."""
    words = shlex.split(line)
    for folder in (word for word in words if not word.startswith("-")):
        os.makedirs(folder, exist_ok="-p" in words)


@line_magic("cat")
def cat(line: str) -> None:
    """Print files."""
    for path in shlex.split(line):
        with open(path) as file:
            print(file.read(), end="")


@line_magic("env", "set_env")
def env(line: str) -> Any:
    """All variables of the environment, one of them, or set one."""
    if not line.strip():
        return dict(os.environ)
    name, separator, value = line.partition("=" if "=" in line else " ")
    if not separator:
        if name.strip() not in os.environ:
            raise UsageError(f"Environment does not have key: {name.strip()}")
        return os.environ[name.strip()]
    os.environ[name.strip()] = value.strip()
    print(f"env: {name.strip()}={value.strip()}")
    return None


@line_magic("load")
def load(line: str) -> None:
    """Put the text of a file into a new cell."""
    with open(shlex.split(line)[-1]) as file:
        shell.payload.append({"source": "set_next_input", "text": file.read(), "replace": True})


@line_magic("run")
async def run(line: str) -> None:
    """Run a Python file in the notebook's namespace."""
    import sys

    words = shlex.split(line)
    # What follows the file is the file's.
    files = list(dropwhile(lambda word: word.startswith("-"), words))
    options = words[: len(words) - len(files)]
    if not files:
        raise FileNotFoundError("%run needs the name of a file")
    path = files[0] if files[0].endswith((".py", ".ipy")) else f"{files[0]}.py"
    if not os.path.isfile(path):
        raise Exception(f"File `{path!r}` not found.")
    with open(path) as file:
        code = file.read()
    arguments, sys.argv = sys.argv, [path, *files[1:]]
    name = shell.namespace["__name__"]
    shell.namespace["__file__"] = path if "-i" in options else os.path.abspath(path)
    if "-n" in options:  # as if it were imported
        shell.namespace["__name__"] = os.path.splitext(os.path.basename(path))[0]
    try:
        await shell.run_value(code)
    finally:
        sys.argv = arguments
        shell.namespace["__name__"] = name
        shell.namespace.pop("__file__", None)


@cell_magic("writefile", "file")
def writefile(line: str, body: str) -> None:
    """Write the cell into a file; with -a, at its end."""
    words = shlex.split(line)
    append = "-a" in words or "--append" in words
    path = os.path.expanduser(next(word for word in words if word not in ("-a", "--append")))
    verb = "Appending to" if append else "Overwriting" if os.path.exists(path) else "Writing"
    print(f"{verb} {path}")
    with open(path, "a" if append else "w", encoding="utf-8") as file:
        file.write(body)
