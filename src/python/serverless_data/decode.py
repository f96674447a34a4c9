"""From the wire to pandas: a DataFrame out of a header and the buffers that it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .instants import safe_zone
from .nested import interval_parts, python_values
from .scalars import intervals
from .schema import UNITS, Field, Node, is_primitive, numpy_type
from .source import Source
from .text import bytes_lists, text_lists

#: Frames of many columns are laid out by type, as pandas likes it; with few, that would cost a copy.
_MANY_COLUMNS = 100


def decode(header: dict[str, Any], buffers: Any) -> pd.DataFrame:
    """Make the DataFrame; every value is exact."""
    source = Source(buffers)
    index = pd.RangeIndex(header["numRows"])
    columns: dict[int, Any] = {}
    for number, column in enumerate(header["fields"]):
        nodes = [batch["columns"][number] for batch in header["batches"]]
        try:
            values = _column(column, nodes, source)
        except MemoryError:
            raise
        except Exception as error:
            raise ValueError(f"Column “{column['name']}”: {error}") from error
        if isinstance(values, np.ndarray) and values.dtype == object:
            # Said, because pandas would guess a type for objects that look like one.
            values = pd.Series(values, index, dtype=object, copy=False)
        columns[number] = values
    frame = pd.DataFrame(columns, index, copy=len(columns) > _MANY_COLUMNS)
    frame.columns = pd.Index([column["name"] for column in header["fields"]], dtype=object)
    return frame


def _column(column: Field, nodes: Sequence[Node], source: Source) -> Any:
    if "extension" in column:
        return _objects(python_values(column, nodes, source))
    if is_primitive(column):
        return _numbers(column, nodes, source)
    maker = _MAKERS.get(column["type"]["name"])
    return maker(column, nodes, source) if maker else _objects(python_values(column, nodes, source))


def _numbers(column: Field, nodes: Sequence[Node], source: Source) -> Any:
    values = source.values(nodes, numpy_type(column))
    missing = source.missing(nodes)
    if missing is None:
        return values
    is_float = column["type"]["name"] == "floatingpoint"
    masked = pd.arrays.FloatingArray if is_float else pd.arrays.IntegerArray
    return masked(values, missing)


def _booleans(_: Field, nodes: Sequence[Node], source: Source) -> Any:
    values = source.bits(nodes, 1)
    missing = source.missing(nodes)
    return values if missing is None else pd.arrays.BooleanArray(values, missing)


def _text(_: Field, nodes: Sequence[Node], source: Source) -> Any:
    return _filled(text_lists(nodes, source), nodes, source)


def _binary(_: Field, nodes: Sequence[Node], source: Source) -> Any:
    return _filled(bytes_lists(nodes, source), nodes, source)


def _filled(lists: Any, nodes: Sequence[Node], source: Source) -> np.ndarray:
    values = np.empty(sum(node["length"] for node in nodes), object)
    end = 0
    for part in lists:
        start, end = end, end + len(part)
        values[start:end] = part
    missing = source.missing(nodes)
    if missing is not None:
        values[missing] = None
    return values


def _dates(column: Field, nodes: Sequence[Node], source: Source) -> Any:
    values = python_values(column, nodes, source)
    if any(isinstance(value, pd.Timestamp) for value in values):
        days = source.values(nodes, "<i4").astype("M8[D]").astype("M8[s]")
        return _with_nat(days, nodes, source)
    return _objects(values)


def _times(column: Field, nodes: Sequence[Node], source: Source) -> Any:
    values = python_values(column, nodes, source)
    if any(isinstance(value, pd.Timedelta) for value in values):
        return _durations(column, nodes, source)
    return _objects(values)


def _timestamps(column: Field, nodes: Sequence[Node], source: Source) -> Any:
    kind = column["type"]
    unit = UNITS[kind["unit"]]
    ticks = source.values(nodes, "<i8")
    values = _with_nat(ticks.view(f"M8[{unit}]"), nodes, source)
    if "timezone" not in kind or kind["timezone"] is None:
        return values
    zone = safe_zone(ticks, unit, kind["timezone"])
    # Pandas takes numbers for instants.
    return pd.array(ticks, dtype=pd.DatetimeTZDtype(unit, zone), copy=False)


def _durations(column: Field, nodes: Sequence[Node], source: Source) -> Any:
    unit = UNITS[column["type"]["unit"]]
    return _with_nat(source.values(nodes, "<i8").view(f"m8[{unit}]"), nodes, source)


def _intervals(_: Field, nodes: Sequence[Node], source: Source) -> Any:
    months, days, nanoseconds = interval_parts(nodes, source)
    if not months.any() and not days.any():
        return _with_nat(nanoseconds.view("m8[ns]"), nodes, source)
    values = _objects(intervals(months, days, nanoseconds))
    missing = source.missing(nodes)
    if missing is not None:
        values[missing] = None
    return values


def _with_nat(values: np.ndarray, nodes: Sequence[Node], source: Source) -> np.ndarray:
    missing = source.missing(nodes)
    if missing is not None:
        values[missing] = "NaT"
    return values


def _objects(values: list[Any]) -> np.ndarray:
    return np.fromiter(values, object, len(values))


_MAKERS = {
    "bool": _booleans,
    "utf8": _text,
    "binary": _binary,
    "date": _dates,
    "time": _times,
    "timestamp": _timestamps,
    "duration": _durations,
    "interval": _intervals,
}
