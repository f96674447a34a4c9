"""The way out: messages to the page, and what the worker does for the shell.

The worker registers the module `serverless_host` (see `src/kernel/worker/host.ts`). It is looked up
at each call, so that importing the shell needs no worker, as in tests and in memory snapshots.
"""

from __future__ import annotations

import sys
from typing import Any

from .jsonable import dumps
from .parent import current_parent

_IN_BROWSER = sys.platform == "emscripten"


def host() -> Any:
    """The worker's side of the contract."""
    import serverless_host  # type: ignore[import-not-found]

    return serverless_host


def _bytes_of(buffer: Any) -> Any:
    view = memoryview(buffer).cast("B")
    # JavaScript gets a copy anyway.
    return view if _IN_BROWSER else bytes(view)


def to_js(value: Any) -> Any:
    """A JavaScript copy of lists and bytes where there is JavaScript."""
    if not _IN_BROWSER:
        return value
    from pyodide.ffi import to_js as convert  # type: ignore[import-not-found]

    return convert(value)


def send(
    channel: str,
    msg_type: str,
    content: dict[str, Any],
    *,
    parent: str | None = None,
    metadata: dict[str, Any] | None = None,
    buffers: list[Any] | None = None,
) -> None:
    """Emit one message; by default as a consequence of the request that is being answered."""
    host().send(
        channel,
        msg_type,
        dumps(content),
        current_parent() if parent is None else parent,
        dumps(metadata) if metadata else "{}",
        to_js([_bytes_of(buffer) for buffer in buffers or ()]),
    )
