"""`get_ipython()`: the part of IPython's interactive shell that notebooks and libraries use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .shell import shell


class Events:
    """Callbacks around each cell, as `get_ipython().events`."""

    def register(self, event: str, function: Callable[..., Any]) -> None:
        """Call the function at this event."""
        if function not in shell.hooks[event]:
            shell.hooks[event].append(function)

    def unregister(self, event: str, function: Callable[..., Any]) -> None:
        """No longer call it."""
        shell.hooks[event].remove(function)


class InteractiveShell:
    """What `get_ipython()` gives."""

    def __init__(self) -> None:
        self.events = Events()
        self.display_formatter = shell.display_formatter
        self.user_ns = shell.namespace
        self.user_module = shell.module

    @property
    def execution_count(self) -> int:
        """The number of the cell that runs."""
        return shell.execution_count

    async def cell_magic(self, name: str, line: str, body: str) -> Any:
        """Run a cell magic; cells are turned into calls of this."""
        from .magics import run_cell_magic

        return await run_cell_magic(name, line, body)

    async def line_magic(self, name: str, line: str) -> Any:
        """Run a line magic; lines of a cell are turned into calls of this."""
        from .magics import run_line_magic

        return await run_line_magic(name, line)


_shell = InteractiveShell()


def get_ipython() -> InteractiveShell:
    """The one shell of this kernel."""
    return _shell
