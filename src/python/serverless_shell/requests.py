"""The requests of the shell channel: each is bracketed by busy and idle and gets one reply.

Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html
"""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from . import signals
from .host import send
from .jsonable import dumps
from .parent import set_parent
from .shell import shell
from .streams import outbox

Content = dict[str, Any]
PROTOCOL_VERSION = "5.3"


async def handle(message: str, buffers: list[Any]) -> None:
    """Answer one request, JSON of a message without its buffers. Never raises."""
    request: dict[str, Any] = json.loads(message)
    request["buffers"] = buffers
    header = request["header"]
    answer = _ANSWERS.get(header["msg_type"])
    if answer is None:
        return
    set_parent(dumps(header))
    shell.parent = request
    send("iopub", "status", {"execution_state": "busy"})
    try:
        reply = await answer(request)
    except BaseException as error:
        import traceback

        traceback.print_exc()
        reply = {
            "status": "error",
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": [],
        }
    outbox.flush()
    if header["msg_type"].endswith("_request"):
        send("shell", header["msg_type"].removesuffix("request") + "reply", reply or {})
    send("iopub", "status", {"execution_state": "idle"})


def kernel_info() -> str:
    """JSON of the content of `kernel_info_reply`."""
    return dumps(_kernel_info())


def _kernel_info() -> Content:
    version = sys.version.split()[0]
    return {
        "status": "ok",
        "protocol_version": PROTOCOL_VERSION,
        # What a client can rely on is the Python; the library's own version is the page's business.
        "implementation": sys.implementation.name,
        "implementation_version": version,
        "language_info": {
            "name": "python",
            "version": version,
            "mimetype": "text/x-python",
            "file_extension": ".py",
            "pygments_lexer": "ipython3",
            "codemirror_mode": {"name": "ipython", "version": 3},
            "nbconvert_exporter": "python",
        },
        "banner": f"Python {version} in the browser (Pyodide)",
        "help_links": [
            {"text": "Python Reference", "url": f"https://docs.python.org/{version[:4]}"},
            {"text": "Pyodide Reference", "url": "https://pyodide.org/en/stable/"},
            {"text": "NumPy Reference", "url": "https://numpy.org/doc/stable/"},
            {"text": "pandas Reference", "url": "https://pandas.pydata.org/docs/"},
            {"text": "Matplotlib Reference", "url": "https://matplotlib.org/stable/"},
        ],
    }


async def _answer_kernel_info(_: Content) -> Content:
    return _kernel_info()


async def _answer_execute(request: Content) -> Content:
    content = request["content"]
    return await shell.execute(
        content.get("code", ""),
        silent=content.get("silent", False),
        store_history=content.get("store_history"),
        user_expressions=content.get("user_expressions") or {},
        allow_stdin=content.get("allow_stdin", True),
    )


async def _answer_complete(request: Content) -> Content:
    from .completion import complete

    content = request["content"]
    code = content.get("code", "")
    cursor = content.get("cursor_pos")
    return complete(code, len(code) if cursor is None else cursor, shell.namespace)


async def _answer_inspect(request: Content) -> Content:
    from .inspection import inspect_code

    content = request["content"]
    code = content.get("code", "")
    cursor = content.get("cursor_pos")
    return inspect_code(
        code,
        len(code) if cursor is None else cursor,
        content.get("detail_level", 0),
        shell.namespace,
    )


async def _answer_is_complete(request: Content) -> Content:
    from .completeness import is_complete

    return is_complete(request["content"].get("code", ""))


async def _answer_history(request: Content) -> Content:
    return {"status": "ok", "history": shell.history.answer(request["content"])}


async def _answer_shutdown(request: Content) -> Content:
    return {"status": "ok", "restart": request["content"].get("restart", False)}


async def _answer_interrupt(_: Content) -> Content:
    return {"status": "ok"}


def _comm(method: str) -> Callable[[Content], Awaitable[Content]]:
    async def run(request: Content) -> Content:
        from . import comm

        return getattr(comm, method)(request)

    async def answer(request: Content) -> Content:
        return await signals.interruptible(run(request))

    return answer


_ANSWERS: dict[str, Callable[[Content], Awaitable[Content]]] = {
    "execute_request": _answer_execute,
    "complete_request": _answer_complete,
    "inspect_request": _answer_inspect,
    "is_complete_request": _answer_is_complete,
    "history_request": _answer_history,
    "kernel_info_request": _answer_kernel_info,
    "shutdown_request": _answer_shutdown,
    "interrupt_request": _answer_interrupt,
    "comm_info_request": _comm("on_comm_info"),
    "comm_open": _comm("on_comm_open"),
    "comm_msg": _comm("on_comm_msg"),
    "comm_close": _comm("on_comm_close"),
}
