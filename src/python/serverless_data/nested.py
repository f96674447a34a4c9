"""Values of columns as Python's own objects, also inside of lists and structs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from .instants import instants
from .scalars import dates, decimals, integers, intervals, times
from .schema import UNITS, Field, Node, is_primitive, numpy_type
from .source import Source
from .text import bytes_lists, text_lists


def python_values(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    """The values of a column; None where one is missing."""
    values = _present(column, nodes, source)
    missing = source.missing(nodes)
    if missing is not None:
        for row in np.flatnonzero(missing).tolist():
            values[row] = None
    return values


def _present(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    """The values; any where one is missing."""
    extension = column.get("extension")
    if extension == "arrow.json":
        return _parsed(column, nodes, source)
    if extension == "serverless.zoned":
        return _zoned(column, nodes, source)
    if is_primitive(column):
        return source.values(nodes, numpy_type(column)).tolist()
    return _MAKERS[column["type"]["name"]](column, nodes, source)


def _parsed(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    missing = source.missing(nodes)
    parsed: list[Any] = []
    for texts in text_lists(nodes, source):
        for text in texts:
            row = len(parsed)
            if missing is not None and missing[row]:
                parsed.append(None)
                continue
            try:
                parsed.append(json.loads(text))
            except ValueError as error:
                raise ValueError(f"row {row} is no JSON: {error}") from None
    return parsed


def _zoned(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    instant, zone = column["children"]
    ticks = source.values([node["children"][0] for node in nodes], numpy_type(instant))
    names = np.array(
        python_values(zone, [node["children"][1] for node in nodes], source), dtype=object
    )
    unit = UNITS[instant["type"]["unit"]]
    values = np.empty(len(ticks), object)
    for name in set(names.tolist()):
        rows = np.array([other == name for other in names], bool)
        values[rows] = instants(ticks[rows], unit, name or "UTC").astype(object)
    return values.tolist()


def _integers(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    words = source.values(nodes, "<u8", 2)
    return integers(words, 2, column["type"]["isSigned"])


def _decimals(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    width = column["type"]["bitWidth"] // 64
    digits = integers(source.values(nodes, "<u8", width), width)
    return decimals(digits, column["type"]["scale"])


def _dates(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    days = _without_missing(source.values(nodes, "<i4"), nodes, source)
    found = dates(days)
    return list(map(pd.Timestamp, days.astype("M8[D]").astype("M8[s]"))) if found is None else found


def _times(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    unit = UNITS[column["type"]["unit"]]
    values = _without_missing(source.values(nodes, "<i8"), nodes, source)
    found = times(values, unit)
    return list(pd.TimedeltaIndex(values.view(f"m8[{unit}]"))) if found is None else found


def _timestamps(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    kind = column["type"]
    ticks = _without_missing(source.values(nodes, "<i8"), nodes, source)
    index = instants(ticks, UNITS[kind["unit"]], kind.get("timezone"))
    # Of datetimes, as pyarrow does it; they end with microseconds and the year 9999.
    fits = index.unit != "ns" and (len(index) == 0 or (index.year >= 1).all())
    fits = fits and (len(index) == 0 or (index.year <= 9999).all())
    return list(index.to_pydatetime()) if fits else list(index)


def _durations(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    unit = UNITS[column["type"]["unit"]]
    ticks = _without_missing(source.values(nodes, "<i8"), nodes, source)
    index = pd.TimedeltaIndex(ticks.view(f"m8[{unit}]"))
    if unit == "ns":
        return list(index)
    try:
        return list(index.to_pytimedelta())
    except OverflowError:
        return list(index)


def _intervals(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    months, days, nanoseconds = interval_parts(nodes, source)
    if not months.any() and not days.any():
        return list(pd.TimedeltaIndex(nanoseconds.view("m8[ns]")))
    return intervals(months, days, nanoseconds)


def interval_parts(
    nodes: Sequence[Node], source: Source
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Months, days and nanoseconds; 0 where one is missing."""
    parts = source.values(nodes, [("months", "<i4"), ("days", "<i4"), ("nanoseconds", "<i8")])
    missing = source.missing(nodes)
    if missing is not None:
        parts[missing] = 0
    return (
        parts["months"].copy(),
        parts["days"].copy(),
        parts["nanoseconds"].copy(),
    )


def _lists(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    values: list[Any] = []
    for node in nodes:
        items = python_values(column["children"][0], node["children"], source)
        values.extend(items[start:end] for start, end in _spans(node, source))
    return values


def _structs(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    names = [child["name"] for child in column["children"]]
    if not names:
        return [{} for node in nodes for _ in range(node["length"])]
    columns = [
        python_values(child, [node["children"][i] for node in nodes], source)
        for i, child in enumerate(column["children"])
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _maps(column: Field, nodes: Sequence[Node], source: Source) -> list[Any]:
    key, value = column["children"][0]["children"]
    maps: list[Any] = []
    for node in nodes:
        entries = node["children"][0]
        keys = python_values(key, [entries["children"][0]], source)
        values = python_values(value, [entries["children"][1]], source)
        for start, end in _spans(node, source):
            pairs = list(zip(keys[start:end], values[start:end], strict=True))
            try:
                maps.append(dict(pairs))
            except TypeError:  # keys such as lists cannot be keys of a dict
                maps.append(pairs)
    return maps


def _spans(node: Node, source: Source) -> Iterable[tuple[int, int]]:
    count = node["length"]
    if count == 0:
        return ()
    ends = source.array(node["buffers"][1], "<i4", count + 1).tolist()
    return pairwise(ends)


def _without_missing(values: np.ndarray, nodes: Sequence[Node], source: Source) -> np.ndarray:
    """With 0 where a value is missing: what lies there may be none of its type."""
    missing = source.missing(nodes)
    if missing is not None:
        values[missing] = 0
    return values


def _joined(lists: Any) -> list[Any]:
    return [value for values in lists for value in values]


_MAKERS = {
    "null": lambda _, nodes, __: [None] * sum(node["length"] for node in nodes),
    "bool": lambda _, nodes, source: source.bits(nodes, 1).tolist(),
    "int": _integers,
    "decimal": _decimals,
    "utf8": lambda _, nodes, source: _joined(text_lists(nodes, source)),
    "binary": lambda _, nodes, source: _joined(bytes_lists(nodes, source)),
    "date": _dates,
    "time": _times,
    "timestamp": _timestamps,
    "duration": _durations,
    "interval": _intervals,
    "list": _lists,
    "struct": _structs,
    "map": _maps,
}
