"""`input()` and `getpass()`: asked of the reader by `input_request`."""

from __future__ import annotations

import builtins
from typing import Any

from .host import host, send
from .streams import outbox

#: Whether the request that is being answered lets code ask.
allowed = True


class StdinNotImplementedError(NotImplementedError):
    """The frontend does not answer `input()`."""


def install() -> None:
    """Let `input` and `getpass.getpass` ask the reader."""
    builtins.input = read_line
    from .hooks import after_import

    after_import("getpass", lambda module: setattr(module, "getpass", read_password))


def read_line(prompt: Any = "") -> str:
    """The reader's answer, as a line of text."""
    return _ask(str(prompt), False, "raw_input")


def read_password(prompt: Any = "Password: ", stream: Any = None) -> str:
    """The reader's answer, which is not shown."""
    return _ask(str(prompt), True, "getpass")


def _ask(prompt: str, password: bool, function: str) -> str:
    if not allowed:
        raise StdinNotImplementedError(
            f"{function} was called, but this frontend does not support input requests."
        )
    outbox.flush()
    send("stdin", "input_request", {"prompt": prompt, "password": password})
    return host().readInput()
