"""`get_ipython()`: the part of IPython's interactive shell that notebooks and libraries use.

What is missing here is taken from the real IPython, once that has been loaded.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from . import comm
from .display import clear_output, publish_display_data
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


class _Interactivity:
    """`ast_node_interactivity`, which notebooks set on the class as well as on the shell."""

    def __get__(self, instance: Any, owner: Any = None) -> str:
        return shell.interactivity

    def __set__(self, instance: Any, value: str) -> None:
        shell.interactivity = value


class _ShellType(type):
    ast_node_interactivity = _Interactivity()


class InteractiveShell(metaclass=_ShellType):
    """What `get_ipython()` gives."""

    ast_node_interactivity = _Interactivity()
    #: Libraries look here to learn that they run in a notebook.
    config: dict[str, Any] = {"IPKernelApp": {}}
    colors = "linux"

    def __init__(self) -> None:
        self.events = Events()
        self.display_formatter = shell.display_formatter
        self.display_pub = SimpleNamespace(publish=publish_display_data, clear_output=clear_output)
        self.user_ns = self.user_global_ns = shell.namespace
        self.user_module = shell.module
        self.kernel = SimpleNamespace(comm_manager=comm.manager, shell=self, do_one_iteration=None)
        self.parent = self.kernel
        self.displayhook = SimpleNamespace(update_user_ns=shell.keep_result)
        self.real: Any = None

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and self.__dict__.get("real") is not None:
            return getattr(self.real, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @classmethod
    def instance(cls) -> InteractiveShell:
        """The one shell."""
        return _shell

    @classmethod
    def initialized(cls) -> bool:
        """There always is one."""
        return True

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

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell magic."""
        return _drive(self.cell_magic(magic_name, line, cell))

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a line magic."""
        return _drive(self.line_magic(magic_name, line))

    def magic(self, text: str) -> Any:
        """Run a line magic, given with its name."""
        name, _, line = text.lstrip("%").partition(" ")
        return self.run_line_magic(name, line)

    def find_line_magic(self, name: str) -> Any:
        """The function of a line magic, or None."""
        from .magics import find_line_magic

        return find_line_magic(name)

    def find_cell_magic(self, name: str) -> Any:
        """The function of a cell magic, or None."""
        from .magics import find_cell_magic

        return find_cell_magic(name)

    def find_magic(self, name: str, magic_kind: str = "line") -> Any:
        """The function of a magic, or None."""
        return self.find_line_magic(name) if magic_kind == "line" else self.find_cell_magic(name)

    def register_magic_function(
        self, func: Callable[..., Any], magic_kind: str = "line", magic_name: str | None = None
    ) -> None:
        """Make the function a magic."""
        from .magics.registry import cell_magics, line_magics

        name = magic_name or func.__name__
        if magic_kind in ("line", "line_cell"):
            line_magics[name] = func
        if magic_kind in ("cell", "line_cell"):
            cell_magics[name] = func

    def register_magics(self, *magics: Any) -> None:
        """Make the methods of a `Magics` class, which `magics_class` has listed, magics."""
        for item in magics:
            made = item(shell=self._owner(item)) if inspect.isclass(item) else item
            made.shell = self
            for kind, table in made.magics.items():
                for name, method in table.items():
                    function = getattr(made, method) if isinstance(method, str) else method
                    self.register_magic_function(function, kind, name)

    def _owner(self, magics: type) -> Any:
        """The shell for a class of magics: those of the real IPython accept no other than its own."""
        from .magics.classes import Magics

        return self if self.real is None or issubclass(magics, Magics) else self.real

    def run_cell(
        self, raw_cell: str, store_history: bool = False, silent: bool = False, **_: Any
    ) -> SimpleNamespace:
        """Run code as a cell, inside of the cell that runs."""
        result = SimpleNamespace(
            result=None, success=True, error_in_exec=None, error_before_exec=None
        )
        try:
            _drive(shell.run_source(raw_cell, silent=silent))
            result.result = shell.namespace.get("_")
        except Exception as error:
            result.success, result.error_in_exec = False, error
            shell.show_display_error()
        return result

    def ex(self, code: str) -> None:
        """Execute a statement in the notebook's namespace."""
        exec(code, shell.namespace)

    def ev(self, expression: str) -> Any:
        """Evaluate an expression in the notebook's namespace."""
        return eval(expression, shell.namespace)

    def object_inspect(self, oname: str, detail_level: int = 0) -> dict[str, Any]:
        """What is known about the object of this name."""
        from .inspection import inspect_code

        reply = inspect_code(oname, len(oname), detail_level, shell.namespace)
        return {"name": oname, "found": reply["found"], **reply["data"]}

    def push(self, variables: Any, interactive: bool = True) -> None:
        """Give names to the notebook."""
        if isinstance(variables, dict):
            shell.namespace.update(variables)
            return
        names = variables.split() if isinstance(variables, str) else variables
        frame = sys._getframe(1)
        for name in names:
            shell.namespace[name] = eval(name, frame.f_globals, frame.f_locals)

    def replace_input(self, source: str) -> None:
        """Let this be what the running cell was: the page answered it, and ran code of its own."""
        shell.replace_input(source)

    def set_next_input(self, text: str, replace: bool = False) -> None:
        """Put text into the next cell; what was put there before in this cell is replaced."""
        shell.payload[:] = [item for item in shell.payload if item["source"] != "set_next_input"]
        shell.payload.append({"source": "set_next_input", "text": text, "replace": replace})

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Show the exception that is being handled."""
        shell.show_display_error()

    def system(self, command: str) -> None:
        """`!command`: installs packages; anything else needs an operating system."""
        self.getoutput(command)

    def getoutput(self, command: str, split: bool = True, depth: int = 0) -> list[str]:
        """`name = !command`."""
        words = command.split()
        if words[:2] == ["pip", "install"] or words[:4] == ["python", "-m", "pip", "install"]:
            self.run_line_magic("pip", command.partition("pip")[2].strip())
            return []
        from .magics.shells import refuse

        refuse(command)
        return []

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Figures are shown in the cell."""
        return "inline", "module://matplotlib_inline.backend_inline"

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no desktop."""

    def set_custom_exc(self, *_: Any) -> None:
        """Accepted; exceptions are shown as usual."""

    def atexit_operations(self) -> None:
        """Nothing has to be done."""


class ZMQInteractiveShell(InteractiveShell):
    """The name by which libraries know a notebook's shell."""

    __module__ = "ipykernel.zmqshell"


def _drive(coroutine: Any) -> Any:
    """The value of a coroutine, for callers that cannot await."""
    if sys.platform == "emscripten":
        from pyodide.ffi import can_run_sync, run_sync  # type: ignore[import-not-found]

        if can_run_sync():
            return run_sync(coroutine)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise RuntimeError(
        "This has to wait for something, which on this page only the cell itself can do:"
        " write the magic at the start of a line."
    )


_shell = ZMQInteractiveShell()


def get_ipython() -> InteractiveShell:
    """The one shell of this kernel."""
    return _shell
