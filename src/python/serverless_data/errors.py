"""What cannot cross, said in words that help."""

from __future__ import annotations


class TableError(TypeError):
    """A value or a column that tables cannot hold: names it, and says why and what to do."""


def described(error: BaseException) -> dict[str, object]:
    """The error as the page gets it."""
    from traceback import format_exception

    name, text = type(error).__name__, str(error)
    if isinstance(error, MemoryError):
        # Numpy has a class of its own.
        name = "MemoryError"
        text = (
            "The table does not fit in the memory of the kernel"
            f"{f' ({text})' if text else ''}: take fewer rows or columns, or delete what is no"
            " longer needed. Earlier variables are as they were."
        )
    return {
        "ok": False,
        "ename": name,
        "evalue": text,
        "traceback": "".join(format_exception(error)).splitlines(),
    }
