"""The shell: runs cells in `__main__`, keeps their results, and shows what they give.

Source of its behaviour: IPython and ipykernel, whose notebooks have to run unchanged.
"""

from __future__ import annotations

import builtins
import contextvars
import sys
import types
from collections.abc import Callable
from inspect import CO_COROUTINE
from typing import Any

from . import signals, stdin
from .display import display, encode
from .formatters import DisplayFormatter
from .history import History
from .hooks import after_import
from .host import send
from .imports import explain, load_imports
from .magics import automagic
from .magics.errors import is_usage_error
from .parent import restore
from .source import compile_cell, is_quiet, transform
from .streams import outbox, stderr, stdout
from .tracebacks import describe

Hook = Callable[[], Any]


class Shell:
    """One user namespace and what has been run in it."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__", "Code of the notebook.")
        self.namespace: dict[str, Any] = self.module.__dict__
        self.display_formatter = DisplayFormatter()
        self.history = History()
        #: The request that is being answered.
        self.parent: dict[str, Any] = {}
        #: The number of the next cell that is stored in the history.
        self.execution_count = 1
        #: What is called before and after each cell, by the names of IPython's events.
        self.hooks: dict[str, list[Callable[..., Any]]] = {
            name: [] for name in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell")
        }
        self.payload: list[dict[str, Any]] = []
        self.interactivity = "last_expr"
        self._is_quiet = False
        self._inputs: list[str] = [""]
        self._outputs: dict[int, Any] = {}
        self._context = contextvars.Context()
        self._results: list[Any] = ["", "", ""]
        self.reset()

    def reset(self) -> None:
        """Make the namespace as it is in a new session; the history stays."""
        self.namespace.clear()
        self._outputs.clear()
        self._results = ["", "", ""]
        self.namespace.update(
            __name__="__main__",
            __doc__="Automatically created module for IPython interactive environment",
            __package__=None,
            __loader__=None,
            __spec__=None,
            __builtin__=builtins,
            __builtins__=builtins,
            In=self._inputs,
            Out=self._outputs,
            _ih=self._inputs,
            _oh=self._outputs,
            _dh=["/"],
            _="",
            __="",
            ___="",
            _i="",
            _ii="",
            _iii="",
        )
        self.namespace["exit"] = self.namespace["quit"] = Exit()
        self.namespace["open"] = open
        if get_ipython := getattr(builtins, "get_ipython", None):
            self.namespace["get_ipython"] = get_ipython
        #: The names that are not the reader's.
        self.own_names = frozenset(self.namespace)

    def install(self) -> None:
        """Take over what belongs to the whole interpreter."""
        sys.modules["__main__"] = self.module
        sys.displayhook = self.show_result
        sys.stdout, sys.stderr = stdout, stderr
        sys.__stdout__, sys.__stderr__ = stdout, stderr
        stdin.install()
        from . import ipython, matplotlib, numpy

        builtins.get_ipython = ipython.get_ipython  # type: ignore[attr-defined]
        self.namespace["get_ipython"] = ipython.get_ipython
        self.own_names |= {"get_ipython"}
        builtins.display = display  # type: ignore[attr-defined]
        matplotlib.install()
        numpy.install(self.namespace)
        after_import("urllib.request", _use_browser_http)
        after_import("tqdm.std", _watch_no_progress)

    async def execute(
        self,
        code: str,
        *,
        silent: bool,
        store_history: bool | None,
        user_expressions: dict[str, str],
        allow_stdin: bool,
    ) -> dict[str, Any]:
        """Run a cell; gives the content of `execute_reply`."""
        store = (not silent) if store_history is None else bool(store_history) and not silent
        # A cell without code is not counted.
        store = store and bool(code.strip())
        number = self.execution_count
        self.payload = []
        stdin.allowed = allow_stdin
        if not silent:
            send("iopub", "execute_input", {"code": code, "execution_count": number})
        sys.stdout, sys.stderr = stdout, stderr
        sys.displayhook = self.show_result
        # Each request is a task of its own, but what a cell sets, such as how NumPy prints, stays.
        restore(self._context)
        error = await self._run(code, number, store, silent)
        self._context = contextvars.copy_context()
        outbox.flush()
        if store:
            self.execution_count = max(self.execution_count, number + 1)
        # What ipykernel reports: the number of the last cell that was stored.
        reply: dict[str, Any] = {"execution_count": self.execution_count - 1}
        if error is not None:
            content = describe(error)
            return {"status": "error", **reply, **content, "user_expressions": {}, "payload": []}
        return {
            "status": "ok",
            **reply,
            "user_expressions": self._evaluate(user_expressions),
            "payload": self.payload,
        }

    async def _run(self, code: str, number: int, store: bool, silent: bool) -> BaseException | None:
        if store:
            self._remember(code, number)
        try:
            self._call_hooks("pre_execute")
            if not silent:
                self._call_hooks("pre_run_cell", types.SimpleNamespace(raw_cell=code))
            await signals.interruptible(self.run_source(code, number, silent))
            return None
        except BaseException as raised:
            error = raised.error if isinstance(raised, _Stopped) else raised
            if is_usage_error(error):
                # A magic that was called wrongly is no fault in the code that is shown.
                print(f"UsageError: {error}", file=stderr)
                return error
            if not isinstance(error, SystemExit):
                explain(error)
                self._keep_last_error(error)
            # Before the figures of the cell, as in ipykernel.
            outbox.flush()
            if not silent:
                send("iopub", "error", describe(error))
            return error
        finally:
            self._restore_builtins()
            self._call_hooks("post_execute")
            if not silent:
                self._call_hooks("post_run_cell", types.SimpleNamespace(success=True))

    async def run_source(self, code: str, number: int | None = None, silent: bool = False) -> None:
        """Run code as a cell: magics, packages, top-level `await`, the value of its last line."""
        number = self.execution_count if number is None else number
        python = transform(automagic(code, self.namespace))
        cell = compile_cell(python, number, self.interactivity, code)
        await load_imports(cell.tree)
        if cell.body is not None:
            await self._evaluate_code(cell.body)
        if cell.expression is not None:
            value = await self._evaluate_code(cell.expression)
            self._is_quiet = silent or is_quiet(code)
            sys.displayhook(value)

    async def run_value(self, code: str) -> Any:
        """Run code, and give the value of its last line instead of showing it."""
        cell = compile_cell(transform(code), self.execution_count)
        await load_imports(cell.tree)
        if cell.body is not None:
            await self._evaluate_code(cell.body)
        return None if cell.expression is None else await self._evaluate_code(cell.expression)

    def forget(self, name: str) -> None:
        """Remove a name, and what the shell itself keeps of its value."""
        value = self.namespace.pop(name)
        for number in [number for number, kept in self._outputs.items() if kept is value]:
            del self._outputs[number]
        for other in [key for key, kept in self.namespace.items() if kept is value]:
            del self.namespace[other]

    async def _evaluate_code(self, code: types.CodeType) -> Any:
        try:
            value = eval(code, self.namespace)
        except StopIteration as error:
            raise _Stopped(error) from None
        return await value if code.co_flags & CO_COROUTINE else value

    def show_result(self, value: Any) -> None:
        """The display hook: show the value of a cell's last expression, and keep it."""
        if value is None or self._is_quiet:
            return
        number = self.execution_count
        self.keep_result(value)
        data, metadata = self.display_formatter.format(value)
        if not data:
            return
        content = {"data": encode(data), "metadata": metadata, "execution_count": number}
        for tap in reversed(outbox.taps):
            if tap.take_display(content, False):
                return
        outbox.flush()
        send("iopub", "execute_result", content)

    def show_display_error(self) -> None:
        """Show the exception of an object that cannot be displayed; the cell goes on."""
        error = sys.exception()
        if error is not None:
            self.show_error(error)

    def show_error(self, error: BaseException) -> None:
        """Show an error in the cell, which does not end by it."""
        outbox.flush()
        send("iopub", "error", describe(error))

    def keep_result(self, value: Any) -> None:
        """Let this be the result of the running cell: `_`, and in `Out`."""
        number = self.execution_count
        if value is self._outputs:
            return
        kept = self._results
        # Names that the reader has taken stay the reader's.
        if all(
            self.namespace.get(name) is old
            for name, old in zip(("_", "__", "___"), kept, strict=True)
        ):
            self._results = [value, kept[0], kept[1]]
            self.namespace.update(zip(("_", "__", "___"), self._results, strict=True))
        self._outputs[number] = value
        self.namespace[f"_{number}"] = value

    def _remember(self, code: str, number: int) -> None:
        self.history.add(number, code)
        while len(self._inputs) <= number:
            self._inputs.append("")
        self._inputs[number] = code
        previous = [*reversed(self._inputs[1:number]), "", "", ""][:3]
        self.namespace.update(_i=previous[0], _ii=previous[1], _iii=previous[2])
        self.namespace[f"_i{number}"] = code

    def replace_input(self, code: str) -> None:
        """Let this be what the running cell was, in `In` and the history."""
        number = self.execution_count
        if len(self._inputs) <= number:
            return  # the cell is not stored
        self._inputs[number] = code
        self.namespace[f"_i{number}"] = code
        self.history.replace(number, code)

    def _evaluate(self, expressions: dict[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, expression in expressions.items():
            try:
                value = eval(expression, self.namespace)
                data, metadata = self.display_formatter.format(value)
                values[name] = {"status": "ok", "data": encode(data), "metadata": metadata}
            except BaseException as error:
                values[name] = {"status": "error", **describe(error)}
        return values

    def _call_hooks(self, event: str, *arguments: Any) -> None:
        for hook in list(self.hooks[event]):
            try:
                hook(*arguments)
            except BaseException:
                self.show_display_error()

    def _keep_last_error(self, error: BaseException) -> None:
        sys.last_type, sys.last_value = type(error), error
        sys.last_traceback, sys.last_exc = error.__traceback__, error

    def _restore_builtins(self) -> None:
        """Code can take away what the shell stands on; the next cell finds it again."""
        self.namespace["__builtins__"] = builtins
        self.namespace.setdefault("__name__", "__main__")


def _use_browser_http(_: types.ModuleType) -> None:
    from . import http_handler

    http_handler.install()


def _watch_no_progress(module: types.ModuleType) -> None:
    """tqdm warns that it cannot start the thread with which it watches for slow loops."""
    module.tqdm.monitor_interval = 0  # type: ignore[attr-defined]


class _Stopped(BaseException):
    """Carries a StopIteration of the cell out of coroutines, which cannot raise it themselves."""

    def __init__(self, error: StopIteration) -> None:
        self.error = error


class Exit:
    """`exit` and `quit`: a page has nothing to leave, so they end the cell."""

    def __repr__(self) -> str:
        return "<serverless_shell.exit>"

    def __call__(self, *_: Any) -> None:
        raise SystemExit


shell = Shell()
