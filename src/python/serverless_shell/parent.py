"""Whose output is this? The header of the request that the running code belongs to.

It lives in a context variable, so a task that a cell started still names that cell when it prints
much later, while another cell runs.
"""

from __future__ import annotations

from contextvars import Context, ContextVar
from typing import Any

_parent: ContextVar[str] = ContextVar("serverless_parent")
_latest = "{}"


def set_parent(header: str) -> Any:
    """Let what follows in this context belong to the request with this header (JSON)."""
    global _latest
    _latest = header
    return _parent.set(header)


def current_parent() -> str:
    """JSON of the header that output of this context belongs to.

    Callbacks that JavaScript calls have no context of ours: they belong to the latest request.
    """
    return _parent.get(_latest)


def restore(context: Context) -> None:
    """Set every variable as in this context, but for whom the output belongs to."""
    for variable, value in context.items():
        if variable is not _parent and variable.get(None) is not value:
            variable.set(value)
