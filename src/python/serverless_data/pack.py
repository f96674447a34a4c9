"""Puts bytes into the buffers of a message: large ones as they are, small ones together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .schema import Node

_SMALL = 1 << 16
_INT32 = (1 << 31) - 1


class TooLong(Exception):
    """Offsets of 32 bits cannot count the items or bytes: the batch needs fewer rows."""


class Packer:
    """Collects the bytes of a table."""

    def __init__(self) -> None:
        self._pool = bytearray()
        self._large: list[Any] = []

    @property
    def buffers(self) -> list[Any]:
        """What is sent; valid as long as the values are that were placed."""
        return [self._pool, *self._large]

    def place(self, values: np.ndarray | bytes | bytearray) -> list[int]:
        """Where the page will find these bytes: `[index of the buffer, offset, length]`."""
        view = memoryview(np.ascontiguousarray(values) if hasattr(values, "dtype") else values)
        size = view.nbytes
        if size > _SMALL:
            self._large.append(view.cast("B"))
            return [len(self._large), 0, size]
        start = len(self._pool)
        # Of an empty view, memoryview cannot change the type.
        self._pool += view.cast("B") if size else b""
        self._pool += bytes(-len(self._pool) % 8)
        return [0, start, size]

    def node(
        self,
        length: int,
        missing: np.ndarray | None,
        values: Sequence[np.ndarray | bytes | bytearray] = (),
        children: Sequence[Node] = (),
    ) -> Node:
        """A node whose first buffer says what is missing."""
        count = 0 if missing is None else int(np.count_nonzero(missing))
        validity = self.place(np.packbits(~missing, bitorder="little")) if count else None
        return {
            "length": length,
            "nullCount": count,
            "buffers": [validity, *map(self.place, values)],
            "children": list(children),
        }


def offsets(lengths: np.ndarray) -> np.ndarray:
    """Arrow's offsets: where each item begins, and where the last one ends."""
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    if ends[-1] > _INT32:
        raise TooLong
    return ends.astype("<i4")
