"""How running code is interrupted, and how it waits: for time, for the reader, for the page.

Python owns the only thread of the worker, so nothing reaches it while it runs unless it asks. CPython
asks for signals all the time; the worker answers with a tick every 30 ms or so, whose handler is here.
What a tick does depends on the page, see `src/kernel/worker/signals/signals.ts`.

Where WebAssembly can be suspended (JSPI), a tick suspends Python for a moment, so that the worker gets
its messages. Nothing else of asyncio may run in that moment: code that does not await is never
overtaken in Python.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from math import inf
from types import ModuleType
from typing import Any

from . import event_loop

_TICK = 10  # SIGUSR1, see signals.ts
_FORMATTING_DEPTH = 100
_CLOCK_GRAIN = 0.001
"""Seconds; what `time.time` measures of a sleep must not be shorter than was asked for."""
_PATIENCE = 0.2
"""Seconds; a cell that awaits learns sooner that it was interrupted, if the event loop turns."""
_LONGEST_IMPORT = 10.0
"""Seconds; until then an interrupt waits for the end of a package's import."""
_LEAST_AGE = 0.01
"""Seconds; a tick between a text and the end of its line would send the line in two."""

_page: Any = None
"""The worker's `Signals`; None outside of a browser."""


def _flush(least_age: float = 0.0) -> None:
    """Replaced by `flush_with`."""


_is_suspended = False
_is_ticking = False
_deferred: list[Callable[[], None]] = []
_running: list[_Interruptible] = []
"""What may be interrupted, the innermost last."""

_builtin_sleep = time.sleep


def install(host: Any) -> None:
    """Takes over from the worker how Python waits, and makes the module `serverless_host`.

    Its blocking functions are Python's own: a call that goes through JavaScript cannot be suspended.
    """
    global _page
    _page = host.signals
    module = ModuleType("serverless_host")
    vars(module).update(
        send=_sender(host),
        readInput=read_input,
        sleep=sleep,
        loadPackagesForImports=host.loadPackagesForImports,
    )
    sys.modules[module.__name__] = module
    time.sleep = sleep
    signal.signal(_TICK, _tick)
    loop = asyncio.get_event_loop()
    event_loop.install(loop)
    _hold_back_while_suspended(loop)


def flush_with(flush: Callable[..., None]) -> None:
    """Sets what sends buffered output; it is called while Python runs long, and when it waits."""
    global _flush
    _flush = flush


def interruptible(coroutine: Coroutine[Any, Any, Any]) -> _Interruptible:
    """Lets an interrupt raise KeyboardInterrupt in the coroutine, also while it awaits something."""
    return _Interruptible(coroutine)


def cancel() -> bool:
    """An interrupt has come: ends what the code awaits, unless it is suspended, and will see by itself."""
    # The page may be heard after the stack has been woken, and before it goes on.
    if not _running or _is_suspended:
        return False
    try:
        _interrupt(None)
    except BaseException as error:
        _running[-1].cancel(error)
    return True


def read_input() -> str:
    """Waits for the answer to the `input_request` that was just sent."""
    _wait("answer")
    return _page.takeAnswer()


def sleep(seconds: float) -> None:
    """Like the built-in, but an interrupt ends it at once."""
    if (not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__")) or seconds < 0:
        _builtin_sleep(seconds)  # raises the error that people know
    end = time.monotonic() + seconds + _CLOCK_GRAIN
    if seconds == 0:
        _deliver(is_blocked=True)
        return
    while (left := end - time.monotonic()) > 0:
        _wait("time", left)


class _Interruptible:
    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine = coroutine
        self._task: asyncio.Task[Any] | None = None
        self._reason: BaseException | None = None
        self._cancelled_at = inf
        #: Its code is being executed, rather than awaiting something.
        self.is_on_stack = False
        #: An interrupt has come that has to wait.
        self.held_since: float | None = None

    def cancel(self, reason: BaseException) -> None:
        """Ends what is awaited, with this error."""
        if self._reason or not self._task or self._task.done():
            return
        self._reason = reason
        self._cancelled_at = time.monotonic()
        self._task.cancel()

    @property
    def is_cancelled(self) -> bool:
        """It was cancelled, and has not learned of it."""
        return self._reason is not None

    @property
    def is_kept_out(self) -> bool:
        """It is cancelled for so long that other code must be keeping the event loop from turning."""
        return time.monotonic() - self._cancelled_at > _PATIENCE

    def __await__(self) -> Generator[Any, Any, Any]:
        self._task = asyncio.current_task()
        inner = self._coroutine.__await__()
        error: BaseException | None = None
        _running.append(self)
        try:
            if _page and _page.takeInterrupt(False):
                error = KeyboardInterrupt()
            while True:
                self.is_on_stack = True
                try:
                    awaited = inner.throw(error) if error else inner.send(None)
                except StopIteration as stop:
                    if self.held_since is not None:
                        raise KeyboardInterrupt from None
                    return stop.value
                finally:
                    self.is_on_stack = False
                error = None
                try:
                    yield awaited
                except GeneratorExit:
                    inner.close()
                    raise
                except BaseException as raised:
                    raised.__traceback__ = raised.__traceback__ and raised.__traceback__.tb_next
                    error = self._explain(raised)
        finally:
            _running.remove(self)

    def _explain(self, raised: BaseException) -> BaseException:
        """Of a cancellation, the reason."""
        reason, self._reason = self._reason, None
        self._cancelled_at = inf
        if not reason:
            return raised
        if self._task:
            self._task.uncancel()
        return reason if isinstance(raised, asyncio.CancelledError) else raised


def _tick(signum: int, frame: Any) -> None:
    global _is_ticking
    # The next tick may be due before a slow one is over; each in the last, they would never end.
    if _is_suspended or _is_ticking:
        return
    _is_ticking = True
    try:
        _flush(_LEAST_AGE)
        _page.flush()
        is_suspendable = _can_suspend()
        if is_suspendable:
            from pyodide.ffi import run_sync

            with _suspended():
                run_sync(_page.breathe())
    finally:
        _is_ticking = False
    _deliver(is_blocked=not is_suspendable, frame=frame)
    if _running and _running[-1].is_kept_out:
        raise KeyboardInterrupt


def _wait(what: str, seconds: float = inf) -> None:
    """Blocks until what is awaited has come, for at most some seconds, or raises KeyboardInterrupt."""
    if what != "taken":  # then something is being sent
        _flush()
    _page.flush()
    is_suspendable = _can_suspend()
    if is_suspendable:
        from pyodide.ffi import run_sync

        with _suspended():
            run_sync(_page.waitAsync(what, seconds * 1000))
    else:
        _page.waitSync(what, seconds * 1000)
    _deliver(is_blocked=not is_suspendable)
    if _running and _running[-1].is_cancelled and what != "taken":
        raise KeyboardInterrupt


def _deliver(is_blocked: bool, frame: Any = None) -> None:
    """Interrupts the code if there is an interrupt."""
    if not _running:
        return
    code, now = _running[-1], time.monotonic()
    if _page.takeInterrupt(is_blocked) and code.held_since is None:
        code.held_since = now
    if code.held_since is None:
        return
    if now - code.held_since < _LONGEST_IMPORT and _is_importing_package():
        return
    code.held_since = None
    _interrupt(frame)


def _is_importing_package() -> bool:
    """Whether an installed package is being imported.

    Compiled parts of packages start only once: a package whose import was cut short may be broken until
    a restart.
    """
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_name == "_load_unlocked":
            origin = getattr(frame.f_locals.get("spec"), "origin", None)
            if isinstance(origin, str) and "/site-packages/" in origin:
                return True
    return False


def _interrupt(frame: Any) -> None:
    """Calls the handler that the code has set; by default, raises KeyboardInterrupt in the code.

    Other code than that of the cell may be on the stack: the event loop's, or another task's. It is
    spared unless it keeps the cell from learning that it was cancelled.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler == signal.SIG_IGN:
        return
    if callable(handler) and handler is not signal.default_int_handler:
        handler(signal.SIGINT, frame)
    elif _running[-1].is_on_stack:
        raise KeyboardInterrupt
    else:
        _running[-1].cancel(KeyboardInterrupt())


def _can_suspend() -> bool:
    if _is_suspended or _page.method != "suspend":
        return False
    from pyodide.ffi import can_run_sync

    return can_run_sync() and not _is_leaving_callback()


def _is_leaving_callback() -> bool:
    """Whether an exception may be on its way through JavaScript, which cannot be suspended.

    `can_run_sync` does not tell, while Pyodide formats the exception of a function that JavaScript
    called, and suspending kills Python there.
    """
    frame = sys._getframe()
    # Formatting is at the top of the stack, and walking down all of a deep one takes too long.
    for _ in range(_FORMATTING_DEPTH):
        if not (frame := frame.f_back):  # type: ignore[assignment]
            break
        if frame.f_globals.get("__name__") == "traceback":
            return True
    return False


@contextmanager
def _suspended() -> Generator[None]:
    global _is_suspended
    _is_suspended = True
    try:
        yield
    finally:
        # Before it counts as running again: a tick in here would lead into here once more.
        while _deferred:
            _deferred.pop(0)()
        _is_suspended = False


def _hold_back_while_suspended(loop: asyncio.AbstractEventLoop) -> None:
    """What the event loop would call while a stack is suspended is called after that."""
    call_later = loop.call_later

    def guarded_call_later(delay, callback, *args, context=None):
        # It tells JavaScript that something awaited is there: what the suspended stack waits for. The
        # loop counts it; held back, these calls would pile up with each tick.
        is_own = getattr(callback, "__self__", None) is loop
        if is_own or type(callback).__name__ == "FutureDoneCallback":
            return call_later(delay, callback, *args, context=context)

        def run() -> None:
            if handle.cancelled():
                return
            if _is_suspended:
                _deferred.append(lambda: call_later(0, run, context=handle._context))
            else:
                callback(*args)

        handle = call_later(delay, run, context=context)
        return handle

    loop.call_later = guarded_call_later  # type: ignore[method-assign]


def _sender(host: Any) -> Callable[..., None]:
    from pyodide.ffi import to_js

    def send(
        channel: str, message_type: str, content: str, parent: str, metadata: str, buffers=()
    ) -> None:
        host.post(channel, message_type, content, parent, metadata, to_js(list(buffers)))
        if host.isFull() and not _is_suspended:
            _wait("taken")

    return send
