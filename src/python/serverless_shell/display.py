"""Displays: MIME bundles on their way to the page.

`display`, `update_display` and `clear_output` are those of `IPython.display`.
"""

from __future__ import annotations

from typing import Any

from .host import send
from .jsonable import base64
from .streams import outbox


class DisplayHandle:
    """A display that can be changed later."""

    def __init__(self, display_id: str | None = None) -> None:
        self.display_id = display_id or _new_id()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} display_id={self.display_id}>"

    def display(self, obj: Any, **kwargs: Any) -> None:
        """Show a new display of this identity."""
        display(obj, display_id=self.display_id, **kwargs)

    def update(self, obj: Any, **kwargs: Any) -> None:
        """Change every display of this identity."""
        update_display(obj, display_id=self.display_id, **kwargs)


def publish(
    data: dict[str, Any],
    metadata: dict[str, Any] | None = None,
    *,
    transient: dict[str, Any] | None = None,
    update: bool = False,
    buffers: list[Any] | None = None,
) -> None:
    """Send a MIME bundle as `display_data`, or as `update_display_data`."""
    content = {"data": encode(data), "metadata": metadata or {}, "transient": transient or {}}
    for tap in reversed(outbox.taps):
        if tap.take_display(content, update):
            return
    outbox.flush()
    send("iopub", "update_display_data" if update else "display_data", content, buffers=buffers)


def publish_display_data(
    data: dict[str, Any],
    metadata: dict[str, Any] | None = None,
    *,
    transient: Any = None,
    update: bool = False,
    **_: Any,
) -> None:
    """Show a MIME bundle, called as IPython's; what else it accepts has no effect."""
    publish(data, metadata, transient=transient, update=bool(update))


def encode(data: dict[str, Any]) -> dict[str, Any]:
    """The bundle with bytes as base64."""
    return {
        mime: base64(value) if isinstance(value, (bytes, bytearray)) else value
        for mime, value in data.items()
    }


def display(
    *objs: Any,
    include: Any = None,
    exclude: Any = None,
    metadata: dict[str, Any] | None = None,
    transient: dict[str, Any] | None = None,
    display_id: Any = None,
    raw: bool = False,
    clear: bool = False,
    **kwargs: Any,
) -> DisplayHandle | None:
    """Show objects in every form they offer; with `display_id`, so that they can be changed."""
    from .shell import shell

    update = bool(kwargs.pop("update", False))
    transient = dict(transient or {})
    if display_id is True:
        display_id = _new_id()
    if display_id is not None:
        transient["display_id"] = display_id
    elif update:
        raise TypeError("display_id required for update_display")
    if not objs and display_id:
        objs = ({},)
        raw = True
    if clear:
        clear_output(wait=True)
    for obj in objs:
        about: dict[str, Any] = {}
        if raw:
            data = dict(obj)
        else:
            data, about = shell.display_formatter.format(obj, include, exclude)
            if not data:
                continue
        publish(data, {**about, **(metadata or {})}, transient=transient, update=update)
    return DisplayHandle(display_id) if display_id is not None else None


def update_display(obj: Any, *, display_id: Any, **kwargs: Any) -> None:
    """Change every display with this identity."""
    display(obj, display_id=display_id, update=True, **kwargs)


def clear_output(wait: bool = False) -> None:
    """Remove the outputs of the cell, with `wait` only once the next one comes."""
    outbox.flush()
    send("iopub", "clear_output", {"wait": bool(wait)})


def _new_id() -> str:
    from os import urandom

    return urandom(16).hex()
