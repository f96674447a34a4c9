"""Columns out of whatever a reader calls a table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .errors import TableError
from .infer import described

Columns = list[tuple[str, Any]]
"""Names, and arrays or Series of one length."""


def columns_of(value: Any) -> Columns:
    """The columns of a DataFrame, a Series, an array, rows, or columns."""
    if isinstance(value, pd.DataFrame):
        return [*_index_columns(value.index, value.columns), *frame_columns(value)]
    if isinstance(value, pd.Series):
        name = _label("value" if value.name is None else value.name)
        return [*_index_columns(value.index, [name]), (name, value)]
    if isinstance(value, (pd.Index, pd.api.extensions.ExtensionArray)):
        name = getattr(value, "name", None)
        return [(_label("value" if name is None else name), value)]
    if isinstance(value, np.ndarray):
        return _array_columns(value)
    if isinstance(value, (list, tuple)):
        return _row_columns(value)
    if isinstance(value, Mapping):
        return _mapping_columns(value)
    if "pyarrow" in sys.modules and hasattr(value, "__arrow_c_stream__"):
        return list(_arrow_columns(value))
    raise TableError(
        f"is {described(value)}, which is no table: a DataFrame, a Series, an array, a list of dicts"
        " or a dict of lists can be read"
    )


def frame_columns(frame: pd.DataFrame) -> Iterator[tuple[str, Any]]:
    """The columns of a frame by the names that they get."""
    return ((_label(label), series) for label, series in frame.items())


def _label(label: Any) -> str:
    """A name: those of several levels are joined by points."""
    if isinstance(label, tuple):
        return ".".join(str(part) for part in label if part != "")
    return label if isinstance(label, str) else str(label)


def _index_columns(index: pd.Index, names: Any) -> Columns:
    """An index is kept unless it only counts the rows."""
    if isinstance(index, pd.RangeIndex) and index.name is None:
        return []
    if isinstance(index, pd.MultiIndex):
        return [
            (_label(f"level_{i}" if name is None else name), index.get_level_values(i))
            for i, name in enumerate(index.names)
        ]
    name = index.name
    if name is None:
        # As `reset_index` names it.
        name = "level_0" if "index" in list(names) else "index"
    return [(_label(name), index)]


def _array_columns(array: np.ndarray) -> Columns:
    if array.dtype.names is not None and array.ndim == 1:
        return [(name, array[name]) for name in array.dtype.names]
    if array.ndim == 1:
        return [("value", _with_mask(array))]
    if array.ndim == 2:
        return [(str(i), _with_mask(array[:, i])) for i in range(array.shape[1])]
    raise TableError(f"is an array of {array.ndim} dimensions: those of 1 and 2 are tables")


def _with_mask(array: np.ndarray) -> np.ndarray:
    """Masked values are missing ones."""
    return np.array(array.tolist(), object) if isinstance(array, np.ma.MaskedArray) else array


def _row_columns(rows: Any) -> Columns:
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        return [("value", _objects(list(rows)))]
    # Not by pandas, to which an integer beside a missing one is a float.
    names = dict.fromkeys(key for row in rows for key in row)
    return [(_label(name), _objects([row.get(name) for row in rows])) for name in names]


def _mapping_columns(columns: Mapping[Any, Any]) -> Columns:
    arrays: Columns = []
    for label, values in columns.items():
        if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
            raise TableError(f"is a dict whose “{label}” is {described(values)}, and no column")
        has_type = hasattr(values, "dtype") and getattr(values, "ndim", 1) == 1
        arrays.append((_label(label), values if has_type else _objects(list(values))))
    lengths = {len(values) for _, values in arrays}
    if len(lengths) > 1:
        raise TableError("is a dict of columns that are not of one length")
    return arrays


def _objects(values: list[Any]) -> np.ndarray:
    return np.fromiter(values, object, len(values))


def _arrow_columns(value: Any) -> Iterator[tuple[str, Any]]:
    import pyarrow as pa

    table = pa.table(value)
    for i, name in enumerate(table.column_names):
        yield name, pd.arrays.ArrowExtensionArray(table.column(i))
