"""Comms: messages between objects of Python and of the page, with binary buffers.

The package `comm`, which widgets use, leads here.
Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .host import send

Message = dict[str, Any]


class Comm:
    """One connection to an object of the page. Opens when it is made."""

    def __init__(
        self,
        target_name: str = "comm",
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: list[Any] | None = None,
        comm_id: str | None = None,
        primary: bool = True,
        target_module: str | None = None,
        **_: Any,
    ) -> None:
        from os import urandom

        self.comm_id = comm_id or urandom(16).hex()
        self.target_name = target_name
        self.target_module = target_module
        self.primary = primary
        self._closed = True
        self._on_msg: Callable[[Message], Any] | None = None
        self._on_close: Callable[[Message], Any] | None = None
        if primary:
            self.open(data, metadata, buffers)
        else:
            self._closed = False

    def open(
        self,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: list[Any] | None = None,
    ) -> None:
        """Open the page's side."""
        manager.register_comm(self)
        self._closed = False
        self._send(
            "comm_open",
            data,
            metadata,
            buffers,
            target_name=self.target_name,
            target_module=self.target_module,
        )

    def send(
        self,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: list[Any] | None = None,
    ) -> None:
        """Send a message to the page's side."""
        self._send("comm_msg", data, metadata, buffers)

    def close(
        self,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: list[Any] | None = None,
        deleting: bool = False,
    ) -> None:
        """Close both sides."""
        if self._closed:
            return
        self._closed = True
        self._send("comm_close", data, metadata, buffers)
        if not deleting:
            manager.unregister_comm(self)

    def on_msg(self, callback: Callable[[Message], Any] | None) -> None:
        """Call this with each message from the page."""
        self._on_msg = callback

    def on_close(self, callback: Callable[[Message], Any] | None) -> None:
        """Call this when the page closes the comm."""
        self._on_close = callback

    def handle_msg(self, message: Message) -> None:
        """A message has come from the page."""
        if self._on_msg:
            self._on_msg(message)

    def handle_close(self, message: Message) -> None:
        """The page has closed the comm."""
        self._closed = True
        if self._on_close:
            self._on_close(message)

    def _send(
        self,
        msg_type: str,
        data: dict[str, Any] | None,
        metadata: dict[str, Any] | None,
        buffers: list[Any] | None,
        **content: Any,
    ) -> None:
        content = {"comm_id": self.comm_id, "data": data or {}, **content}
        send("iopub", msg_type, content, metadata=metadata, buffers=buffers)


class CommManager:
    """The comms of this kernel, and what answers when the page opens one."""

    def __init__(self) -> None:
        self.comms: dict[str, Comm] = {}
        self.targets: dict[str, Callable[..., Any]] = {}

    def register_target(self, target_name: str, f: Callable[..., Any] | str) -> None:
        """Let `f(comm, message)` answer comms that are opened for this target."""
        if isinstance(f, str):
            from importlib import import_module

            module, _, name = f.rpartition(".")
            f = getattr(import_module(module), name)
        self.targets[target_name] = f  # type: ignore[assignment]

    def unregister_target(self, target_name: str, f: Any = None) -> Any:
        """No longer answer comms for this target."""
        return self.targets.pop(target_name)

    def register_comm(self, comm: Comm) -> str:
        """Know the comm by its id."""
        self.comms[comm.comm_id] = comm
        return comm.comm_id

    def unregister_comm(self, comm: Comm) -> None:
        """Forget the comm."""
        self.comms.pop(comm.comm_id, None)

    def get_comm(self, comm_id: str) -> Comm | None:
        """The comm of this id."""
        return self.comms.get(comm_id)


manager = CommManager()


def on_comm_info(request: Message) -> dict[str, Any]:
    """The content of `comm_info_reply`."""
    target = request["content"].get("target_name")
    return {
        "status": "ok",
        "comms": {
            comm_id: {"target_name": comm.target_name}
            for comm_id, comm in manager.comms.items()
            if target is None or comm.target_name == target
        },
    }


def on_comm_open(request: Message) -> None:
    """The page opens a comm; one whose target nobody answers is closed at once."""
    content = request["content"]
    comm = Comm(content["target_name"], comm_id=content["comm_id"], primary=False)
    manager.register_comm(comm)
    target = manager.targets.get(comm.target_name)
    if target is None:
        print(f"No such comm target registered: {comm.target_name}", file=sys.stderr)
        comm.close()
        return
    try:
        target(comm, request)
    except Exception:
        _show()
        comm.close()


def on_comm_msg(request: Message) -> None:
    """A message from the page."""
    _deliver(request, Comm.handle_msg)


def on_comm_close(request: Message) -> None:
    """The page closes a comm."""
    _deliver(request, Comm.handle_close)
    manager.comms.pop(request["content"]["comm_id"], None)


def _deliver(request: Message, method: Callable[[Comm, Message], None]) -> None:
    comm = manager.get_comm(request["content"]["comm_id"])
    if comm is None:
        return
    try:
        method(comm, request)
    except Exception:
        _show()


def _show() -> None:
    from .shell import shell

    shell.show_display_error()


def create_comm(*args: Any, **kwargs: Any) -> Comm:
    """What `comm.create_comm` does in this kernel."""
    return Comm(*args, **kwargs)


def get_comm_manager() -> CommManager:
    """What `comm.get_comm_manager` does in this kernel."""
    return manager
