"""Columns of pandas and numpy: of which type each is, and how its rows are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .build import build, is_json
from .errors import TableError
from .infer import Mixed, infer, missing_of
from .pack import Packer
from .schema import UNIT_NAMES, Field, Node, field
from .zones import name_of

_NAT = np.iinfo("i8").min


@dataclass(frozen=True)
class Column:
    """A column that is ready to be written, all of it or some of its rows."""

    field: Field
    #: Writes the rows of a slice.
    write: Callable[[slice, Packer], Node]


def column_of(name: str, values: Any) -> Column:
    """The column of an array or a Series."""
    try:
        return _column_of(name, values)
    except TableError as error:
        raise type(error)(f"Column “{name}” {error}.") from None


def _column_of(name: str, values: Any) -> Column:
    kind = values.dtype
    if isinstance(kind, np.dtype):
        return _numpy_column(name, np.asarray(values))
    if isinstance(kind, pd.CategoricalDtype):
        return _categorical(name, values)
    if isinstance(kind, pd.SparseDtype):
        return _numpy_column(name, np.asarray(values))
    if isinstance(kind, pd.DatetimeTZDtype):
        ticks = np.asarray(values, dtype=f"M8[{kind.unit}]")
        return _ticks(name, "timestamp", ticks, timezone=name_of(kind.tz))
    if isinstance(kind, pd.PeriodDtype):
        raise TableError(
            f"holds periods ({kind}), which tables cannot hold: .dt.to_timestamp() makes them"
            " timestamps, .astype(str) makes them text"
        )
    if isinstance(kind, pd.IntervalDtype):
        raise TableError(
            f"holds intervals ({kind}), which tables cannot hold: make columns of its .left and"
            " .right, or text by .astype(str)"
        )
    if isinstance(kind, pd.ArrowDtype):
        from .arrow import arrow_column

        return arrow_column(name, _array(values).__arrow_array__())
    if isinstance(kind, pd.StringDtype):
        return object_column(name, _array(values).to_numpy(object, na_value=None).tolist())
    if hasattr(kind, "numpy_dtype"):
        return _masked(name, _array(values))
    return object_column(name, np.asarray(values, object).tolist())


def object_column(name: str, values: Sequence[Any]) -> Column:
    """Of Python's objects: of one type, or JSON where they are of several that JSON has."""
    missing = missing_of(values)
    try:
        column = infer(name, values, missing)
    except Mixed:
        present = [v for v, m in zip(values, missing.tolist(), strict=True) if not m]
        if not all(map(is_json, present)):
            raise
        column = field(name, "utf8", extension="arrow.json")

    def write(rows: slice, packer: Packer) -> Node:
        return build(column, values[rows], missing[rows], packer)

    return Column(column, write)


def _array(values: Any) -> Any:
    return values.array if isinstance(values, (pd.Series, pd.Index)) else values


def _numpy_column(name: str, values: np.ndarray) -> Column:
    kind = values.dtype
    if kind.kind == "O":
        return object_column(name, values.tolist())
    if kind.kind in "USV" and kind.names is None:
        if kind.kind == "V":
            raise TableError(f"holds raw memory ({kind}), which tables cannot hold")
        return object_column(name, values.tolist())
    if kind.kind == "V":
        return object_column(name, [_record(row) for row in values])
    if kind.kind == "M" and np.datetime_data(kind)[0] in ("Y", "M", "W", "D"):
        return object_column(name, values.astype("M8[D]").astype(object).tolist())
    if kind.kind in "Mm":
        return _ticks(name, "timestamp" if kind.kind == "M" else "duration", values)
    if kind.kind == "b":
        return _booleans(name, values, None)
    return _numbers(name, values, None)


def _record(row: Any) -> dict[str, Any]:
    return {key: row[key] for key in row.dtype.names}


def _numbers(name: str, values: np.ndarray, missing: np.ndarray | None) -> Column:
    kind = values.dtype
    if kind.kind in "iu":
        column = field(name, "int", bitWidth=kind.itemsize * 8, isSigned=kind.kind == "i")
    elif kind.kind == "f" and kind.itemsize <= 8:
        if kind.itemsize == 2:
            values = values.astype("f4")
        precision = "DOUBLE" if kind.itemsize == 8 else "SINGLE"
        column = field(name, "floatingpoint", precision=precision)
    else:
        what = "complex numbers" if kind.kind == "c" else "numbers of a type"
        remedy = (
            "make columns of its .real and .imag parts"
            if kind.kind == "c"
            else "round them by .astype('float64')"
        )
        raise TableError(f"holds {what} ({kind}), which tables cannot hold: {remedy}")
    return _fixed(column, values.astype(values.dtype.newbyteorder("<"), copy=False), missing)


def _booleans(name: str, values: np.ndarray, missing: np.ndarray | None) -> Column:
    def write(rows: slice, packer: Packer) -> Node:
        part = values[rows]
        bits = np.packbits(part, bitorder="little")
        return packer.node(len(part), None if missing is None else missing[rows], [bits])

    return Column(field(name, "bool"), write)


def _ticks(name: str, type_name: str, values: np.ndarray, **details: Any) -> Column:
    unit, step = np.datetime_data(values.dtype)
    if unit not in UNIT_NAMES or step != 1:
        target = "ns" if unit in ("ps", "fs", "as") else "s" if unit in ("m", "h") else unit
        exact = values.astype(f"{values.dtype.kind}8[{target if target in UNIT_NAMES else 's'}]")
        if not ((exact == values) | np.isnat(values)).all():
            raise TableError(f"counts time in {unit}, and tables count nanoseconds at most")
        values = exact
        unit, _ = np.datetime_data(values.dtype)
    ticks = values.view("i8").astype("<i8", copy=False)
    missing = ticks == _NAT
    column = field(name, type_name, unit=UNIT_NAMES[unit], **details)
    return _fixed(column, ticks, missing if missing.any() else None)


def _fixed(column: Field, values: np.ndarray, missing: np.ndarray | None) -> Column:
    def write(rows: slice, packer: Packer) -> Node:
        part = values[rows]
        return packer.node(len(part), None if missing is None else missing[rows], [part])

    return Column(column, write)


def _masked(name: str, array: Any) -> Column:
    missing = np.asarray(array.isna(), bool)
    kind = array.dtype.numpy_dtype
    values = array.to_numpy(kind, na_value=kind.type(0))
    make = _booleans if kind.kind == "b" else _numbers
    return make(name, values, missing if missing.any() else None)


def _categorical(name: str, values: Any) -> Column:
    array = _array(values)
    categories, codes = array.categories, array.codes
    missing = codes < 0
    if len(categories) == 0:
        return object_column(name, [None] * len(codes))
    taken = categories.take(np.where(missing, 0, codes))
    column = _column_of(name, taken)

    def write(rows: slice, packer: Packer) -> Node:
        node = column.write(rows, packer)
        part = missing[rows]
        whole = packer.node(len(part), part if part.any() else None)
        return {
            **node,
            "nullCount": whole["nullCount"],
            "buffers": [*whole["buffers"], *node["buffers"][1:]],
        }

    return Column(column.field, write)
