"""From Python to the wire: a header, and the buffers that it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from .columns import Column, column_of, object_column
from .errors import TableError
from .frame import columns_of, frame_columns
from .infer import described
from .pack import Packer, TooLong
from .schema import Node

Encoded = tuple[dict[str, Any], list[Any]]


def encode(name: str, value: Any) -> Encoded:
    """The table that a variable is."""
    try:
        columns = columns_of(value)
    except TableError as error:
        raise TableError(f"“{name}” {error}.") from None
    rows = len(columns[0][1]) if columns else len(value) if isinstance(value, pd.DataFrame) else 0
    return _encode([column_of(label, values) for label, values in columns], rows)


def encode_values(values: Sequence[tuple[str, Any]]) -> Encoded:
    """One row: a column for each value."""
    columns = []
    for expression, value in values:
        if isinstance(value, pd.DataFrame):
            raise TableError(f"“{expression}” is a DataFrame, which is no single value.")
        try:
            columns.append(object_column(expression, [_plain(value)]))
        except TableError:
            raise TableError(
                f"“{expression}” is {described(value)}, which tables cannot hold."
            ) from None
    return _encode(columns, 1)


def frame_info(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """What there is to know about a frame."""
    columns = [{"name": label, "type": str(series.dtype)} for label, series in frame_columns(frame)]
    return {"name": name, "numRows": len(frame), "columns": columns}


def _plain(value: Any) -> Any:
    """Arrays and Series as lists of Python's values; an array without dimensions as its value."""
    if hasattr(value, "tolist") and hasattr(value, "dtype") and getattr(value, "ndim", 0) == 0:
        return value[()] if value.dtype.kind in "mM" else value.item()
    return value


def _encode(columns: Sequence[Column], rows: int) -> Encoded:
    size = max(rows, 1)
    while True:
        packer = Packer()
        try:
            batches = [
                _batch(columns, slice(start, min(start + size, rows)), packer)
                for start in range(0, max(rows, 1), size)
            ]
        except TooLong:
            if size == 1:
                raise TableError("A single value is larger than 2 GiB.") from None
            size = (size + 1) // 2
        else:
            fields = [column.field for column in columns]
            return {"numRows": rows, "fields": fields, "batches": batches}, packer.buffers


def _batch(columns: Sequence[Column], rows: slice, packer: Packer) -> dict[str, Any]:
    nodes = [_node(column, rows, packer) for column in columns]
    return {"length": rows.stop - rows.start, "columns": nodes}


def _node(column: Column, rows: slice, packer: Packer) -> Node:
    name = column.field["name"]
    try:
        return column.write(rows, packer)
    except TableError as error:
        raise TableError(f"Column “{name}” {error}.") from None
    except OverflowError:
        raise TableError(f"Column “{name}” holds a value that is too large for its type.") from None
