"""Texts and bytes out of Arrow's layout: offsets into one long buffer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from .schema import Node
from .source import Source

_ROWS = 1 << 15
_BYTES = 1 << 20
#: Bytes that hardly any text has, and that stand for themselves in UTF-8.
_SEPARATORS = b"\x1f\x1e\x1d\x1c\x00\x01\x02\x03\x04\x05\x06\x07"


def text_lists(nodes: Sequence[Node], source: Source) -> Iterator[list[str]]:
    """The texts of the nodes, some at a time; where one is missing there is a text all the same."""
    known: dict[str, str] | None = None
    for count, (offsets, data) in enumerate(_pieces(nodes, source)):
        texts = _texts(offsets, data)
        # Columns such as names of countries repeat themselves: each text is held once.
        if count == 0 and len(set(texts)) * 4 < len(texts):
            known = {}
        if known is not None:
            texts = list(map(known.setdefault, texts, texts))
            if len(known) > _ROWS:
                known = None
        yield texts


def bytes_lists(nodes: Sequence[Node], source: Source) -> Iterator[list[bytes]]:
    """The values of binary columns, some at a time."""
    for offsets, data in _pieces(nodes, source):
        raw, ends = data.tobytes(), offsets.tolist()
        yield [raw[start:end] for start, end in pairwise(ends)]


def _texts(offsets: np.ndarray, data: np.ndarray) -> list[str]:
    """Cuts a buffer of UTF-8 by compiled code only: a separator after each text, then one split."""
    count = len(offsets) - 1
    if count == 0:
        return []
    raw = data.tobytes()
    separator = next((byte for byte in _SEPARATORS if byte not in raw), None)
    if separator is None:
        ends = offsets.tolist()
        return [str(raw[start:end], "utf-8") for start, end in pairwise(ends)]
    separated = np.full(len(data) + count - 1, separator, np.uint8)
    is_text = np.ones(len(separated), bool)
    is_text[offsets[1:-1] + np.arange(count - 1)] = False
    separated[is_text] = data
    return str(separated.data, "utf-8").split(chr(separator))


def _pieces(nodes: Sequence[Node], source: Source) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Offsets from 0 on, and the bytes that they cut, for so many rows that little memory is needed."""
    waiting: list[Any] = []
    rows = size = 0
    for node in nodes:
        if node["length"] == 0:
            continue
        offsets = source.array(node["buffers"][1], "<i4", node["length"] + 1)
        first = 0
        while first < node["length"]:
            last = min(first + _ROWS - rows, node["length"])
            if offsets[last] - offsets[first] > _BYTES - size:
                last = int(np.searchsorted(offsets, offsets[first] + _BYTES - size, "right")) - 1
                # One text at least, however long it is.
                last = max(last, first + 1) if not waiting else max(last, first)
            if last > first:
                waiting.append((node["buffers"][2], offsets[first : last + 1]))
                rows += last - first
                size += int(offsets[last] - offsets[first])
            if rows >= _ROWS or last < node["length"]:
                yield _joined(waiting, rows, size, source)
                waiting, rows, size = [], 0, 0
            first = last
    if waiting:
        yield _joined(waiting, rows, size, source)


def _joined(
    parts: list[Any], rows: int, size: int, source: Source
) -> tuple[np.ndarray, np.ndarray]:
    ends = np.zeros(rows + 1, np.int64)
    data = np.empty(size, np.uint8)
    row = byte = 0
    for reference, offsets in parts:
        start, end = int(offsets[0]), int(offsets[-1])
        count = len(offsets) - 1
        np.add(offsets[1:], byte - start, out=ends[row + 1 : row + 1 + count])
        if end > start:
            source.fill(data[byte : byte + end - start], reference, start)
        row, byte = row + count, byte + end - start
    return ends, data
