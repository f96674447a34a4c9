"""Answers the page: a comm whose requests write tables into the kernel and read them from it.

A request is `{id, op, …}` with buffers; its answer `{id, ok: true, result}` with buffers, or
`{id, ok: false, ename, evalue, traceback}`.
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Callable
from typing import Any

from .errors import described

TARGET = "serverless-notebook.data"
#: What tells the name of a staged frame from a variable's.
_STAGED = ":"

_shell: Any = None
_staged: dict[str, Any] = {}
_Answer = tuple[Any, list[Any]]


def install(shell: Any) -> None:
    """Let the kernel answer comms of the page; `shell` is its `get_ipython()`."""
    global _shell
    _shell = shell
    shell.kernel.comm_manager.register_target(TARGET, _open)


def finish(source: str, staged: tuple[tuple[str, str | None], ...], show: bool) -> Any:
    """End a cell that the page has answered; the line that runs in the kernel for it calls this.

    Gives staged frames their names, all or none; keeps the cell's own source as what was run; gives
    the last frame if the display hook is to show it. `NAME <<` leaves `_` alone, as an assignment
    does; a frame without a name is `_`, also if it is not shown.
    """
    frames = [(_staged.pop(slot), name) for slot, name in staged]
    _shell.user_ns.update({name: frame for frame, name in frames if name})
    replace_input(source)
    frame, name = frames[-1]
    if show:
        return frame
    if not name:
        _shell.displayhook.update_user_ns(frame)
    return None


def discard(*slots: str) -> None:
    """Forget staged frames that nobody is going to bind."""
    for slot in slots:
        _staged.pop(slot, None)


def _open(comm: Any, _: Any) -> None:
    comm.on_msg(lambda message: _answer(comm, message))


def _answer(comm: Any, message: dict[str, Any]) -> None:
    request = message["content"]["data"]
    buffers: list[Any] = []
    try:
        result, buffers = _OPERATIONS[request["op"]](request, message.get("buffers") or ())
        answer = {"ok": True, "result": result}
    except BaseException as error:
        answer = described(error)
    if sys.platform != "emscripten":
        # ZeroMQ sends them while the next cell may be changing them.
        buffers = [bytes(buffer) for buffer in buffers]
    comm.send({"id": request["id"], **answer}, buffers=buffers)


def _write(request: dict[str, Any], buffers: Any) -> _Answer:
    name = request["name"]
    is_staged = name.startswith(_STAGED)
    if not is_staged and (not name.isidentifier() or keyword.iskeyword(name)):
        raise ValueError(f"“{name}” cannot be the name of a variable.")
    from .decode import decode

    frame = decode(request["header"], buffers)
    if is_staged:
        _staged[name] = frame
    else:
        _shell.user_ns[name] = frame
    return None, []


def _read(request: dict[str, Any], _: Any) -> _Answer:
    name = request["name"]
    if name not in _shell.user_ns:
        raise NameError(f"name '{name}' is not defined", name=name)
    from .encode import encode

    return encode(name, _shell.user_ns[name])


def _values(request: dict[str, Any], _: Any) -> _Answer:
    from .encode import encode_values

    return encode_values([(each, eval(each, _shell.user_ns)) for each in request["expressions"]])


def _frames(_: dict[str, Any], __: Any) -> _Answer:
    pandas = sys.modules.get("pandas")
    if not hasattr(pandas, "DataFrame"):
        return [], []
    from .encode import frame_info

    variables = list(_shell.user_ns.items())
    frames = [
        frame_info(name, value)
        for name, value in variables
        if not name.startswith("_") and isinstance(value, pandas.DataFrame)
    ]
    return frames, []


def replace_input(source: str) -> None:
    """Let `In`, `_i` and the history say what the reader ran, not what ran for it."""
    if hasattr(_shell, "replace_input"):
        _shell.replace_input(source)
        return
    from . import ipython

    ipython.replace_input(_shell, source)


_OPERATIONS: dict[str, Callable[[dict[str, Any], Any], _Answer]] = {
    "write": _write,
    "read": _read,
    "values": _values,
    "frames": _frames,
}
