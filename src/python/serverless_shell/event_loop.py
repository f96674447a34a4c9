"""Pyodide's event loop, made to behave as asyncio's own where cells can tell."""

from __future__ import annotations

import asyncio
from types import MethodType
from typing import Any


def install(loop: asyncio.AbstractEventLoop) -> None:
    """Adapt the loop, before anything is awaited in it."""
    _tell_errors_when_nobody_can_ask(loop)
    _name_as_asyncio()


def _tell_errors_when_nobody_can_ask(loop: Any) -> None:
    """A task's error is no news as soon as it ends: who started the task may ask for it later.

    asyncio tells it when the task is thrown away; Pyodide, when nobody awaits the task yet.
    """
    count = type(loop)._decrement_in_progress
    # The loop's own method, as what waits for the end of a suspension is told apart by that.
    loop._decrement_in_progress = MethodType(lambda self, done=None: count(self), loop)


def _name_as_asyncio() -> None:
    from pyodide.webloop import PyodideFuture, PyodideTask

    PyodideFuture.__name__, PyodideTask.__name__ = "Future", "Task"
