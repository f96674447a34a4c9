"""The bytes of a table that the page sent, which are copied into Python piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .schema import Node

Reference = Sequence[int]
"""`[index of the buffer, offset, length]` in bytes."""


class Source:
    """Buffers of a message: JavaScript's, which stay where they are, or views of memory.

    In the browser a table lies in JavaScript's memory, so that Python's holds no second copy of all
    of it, which it could never give back.
    """

    def __init__(self, buffers: Any) -> None:
        self._buffers = list(buffers)

    def fill(self, target: np.ndarray, reference: Reference, start: int = 0) -> None:
        """Fill an array with the bytes from `start` on."""
        index, offset, length = reference
        size = target.nbytes
        if start + size > length:
            raise ValueError(f"the table is cut short: {length} bytes instead of {start + size}")
        if not size:
            return
        begin = offset + start
        buffer = self._buffers[index]
        if hasattr(buffer, "assign_to"):
            buffer.subarray(begin, begin + size).assign_to(target.view(np.uint8))
        else:
            target.view(np.uint8)[:] = np.frombuffer(buffer, np.uint8, size, begin)

    def array(
        self, reference: Reference | None, dtype: str, count: int, start: int = 0
    ) -> np.ndarray:
        """Values of one type, from the value `start` on."""
        target = np.empty(count, dtype)
        if count:
            if reference is None:
                raise ValueError("the table lacks a buffer")
            self.fill(target, reference, start * target.itemsize)
        return target

    def values(self, nodes: Sequence[Node], dtype: str, width: int = 1) -> np.ndarray:
        """The data buffers of the nodes, one after the other."""
        target = np.empty(sum(node["length"] for node in nodes) * width, dtype)
        end = 0
        for node in nodes:
            start, end = end, end + node["length"] * width
            if end > start:
                self.fill(target[start:end], node["buffers"][1])
        return target

    def bits(self, nodes: Sequence[Node], which: int) -> np.ndarray:
        """Booleans out of buffers of bits; where there is no buffer, all are true."""
        target = np.ones(sum(node["length"] for node in nodes), bool)
        end = 0
        for node in nodes:
            start, end = end, end + node["length"]
            reference = node["buffers"][which]
            if reference is None or end == start:
                continue
            packed = self.array(reference, "u1", (end - start + 7) // 8)
            target[start:end] = np.unpackbits(packed, count=end - start, bitorder="little")
        return target

    def missing(self, nodes: Sequence[Node]) -> np.ndarray | None:
        """Where values are missing; None where none is."""
        # Of the type null, which has no buffers, everything is.
        if not any(node["nullCount"] and node["buffers"] for node in nodes):
            return None
        mask = self.bits(nodes, 0)
        return np.logical_not(mask, out=mask)
