"""`%%bash` and the like, which a browser does not have."""

from __future__ import annotations

from .registry import cell_magic


class NoShellError(OSError):
    """There is no operating system below this Python."""


def refuse(command: str) -> None:
    """Say why a command cannot run."""
    raise NoShellError(
        f"“{command.strip()[:80]}” needs an operating system, and this Python runs in the browser:"
        " use a Jupyter server for it. “%pip install” installs packages here, and os, shutil and"
        " pathlib work with files."
    )


@cell_magic(
    "bash",
    "sh",
    "script",
    "cmd",
    "system",
    "sx",
    "ruby",
    "perl",
    "python",
    "python2",
    "python3",
    "pypy",
)
def script(_: str, body: str) -> None:
    """Refuse to run a script."""
    refuse(body)
