"""Of which type a column of Python's objects is: all of its values are looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from .errors import TableError
from .schema import Field, field, map_field
from .zones import zone_name

_INT64, _INT128 = 1 << 63, 1 << 127
_EXACT_FLOAT = 1 << 53
_MAX_DIGITS = 76


class Mixed(TableError):
    """Values of several types. They can be a column of JSON only."""


def infer(name: str, values: Sequence[Any], missing: np.ndarray) -> Field:
    """The field for the values that are not missing; Mixed when no one type has them all."""
    kinds = _kinds(values, missing)
    if not kinds:
        return field(name, "null")
    if len(kinds) == 1:
        kind = kinds.pop()
        if kind in _SIMPLE:
            return field(name, _SIMPLE[kind][0], **_SIMPLE[kind][1])
        return _INFERENCES[kind](name, _present(values, missing))
    return _infer_numbers(name, kinds, values, missing)


def missing_of(values: Sequence[Any]) -> np.ndarray:
    """Where None, NA or NaT is, or NaN beside values that are no floats."""
    objects = np.fromiter(values, object, len(values))
    missing = pd.isna(objects)
    if not missing.any():
        return missing
    nan = [row for row in np.flatnonzero(missing).tolist() if _is_float(values[row])]
    # In a column of floats NaN is a value, and differs from what is missing.
    if nan and not _kinds(values, missing) - {"int", "float"}:
        is_integer = _kinds(values, missing) == {"int"}
        missing[nan] = is_integer
    return missing


def missing_in(column: Field, values: Sequence[Any]) -> np.ndarray:
    """As `missing_of`, where the type of the column is known."""
    objects = np.fromiter(values, object, len(values))
    missing = pd.isna(objects)
    if column["type"]["name"] == "floatingpoint" and missing.any():
        missing[[row for row in np.flatnonzero(missing).tolist() if _is_float(values[row])]] = False
    return missing


def _is_float(value: Any) -> bool:
    return isinstance(value, (float, np.floating))


def _present(values: Sequence[Any], missing: np.ndarray) -> Sequence[Any]:
    if not missing.any():
        return values
    return [v for v, m in zip(values, missing.tolist(), strict=True) if not m]


def _kinds(values: Sequence[Any], missing: np.ndarray) -> set[str]:
    """The kinds of the values that are not missing."""
    types = set(map(type, values)) - _ALWAYS_MISSING
    if missing.any() and any(issubclass(each, _MAYBE_MISSING) for each in types):
        types = set(map(type, _present(values, missing)))
    kinds = set()
    for each in types:
        kind = kind_of(each)
        if kind is None:
            row = next(i for i, v in enumerate(values) if type(v) is each and not missing[i])
            raise TableError(
                f"holds {described(values[row])} (row {row}), which tables cannot hold: make it"
                " text by .astype(str), or leave the column out"
            )
        kinds.add(kind)
    return kinds


@cache
def kind_of(each: type) -> str | None:
    """A word for what values of a class are in a table."""
    return next((kind for kind, classes in _KINDS if issubclass(each, classes)), None)


def is_int(value: Any) -> bool:
    """Whether it is a whole number, of Python or of numpy."""
    return kind_of(type(value)) == "int"


def described(value: Any) -> str:
    """A value's class, as a reader knows it."""
    kind = type(value)
    module = kind.__module__.partition(".")[0]
    return kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"


def _infer_numbers(name: str, kinds: set[str], values: Sequence[Any], missing: np.ndarray) -> Field:
    """Of several kinds: those of numbers that one type has, else Mixed."""
    present = _present(values, missing)
    if kinds == {"int", "float"} and all(
        abs(value) <= _EXACT_FLOAT for value in present if kind_of(type(value)) == "int"
    ):
        return field(name, "floatingpoint", precision="DOUBLE")
    if kinds == {"int", "decimal"}:
        return _infer_decimal(name, [Decimal(int(v)) if is_int(v) else v for v in present])
    rows = np.flatnonzero(~missing).tolist()
    first = rows[0]
    kind = kind_of(type(values[first]))
    second = next(row for row in rows if kind_of(type(values[row])) != kind)
    raise Mixed(
        f"mixes {described(values[first])} (row {first}) and {described(values[second])}"
        f" (row {second}): make all of its values of one type"
    )


def _infer_integer(name: str, present: Sequence[Any]) -> Field:
    low, high = int(min(present)), int(max(present))
    if low >= -_INT64 and high < _INT64:
        return field(name, "int", bitWidth=64, isSigned=True)
    if low >= 0 and high < 2 * _INT64:
        return field(name, "int", bitWidth=64, isSigned=False)
    if low >= -_INT128 and high < _INT128:
        return field(name, "int", bitWidth=128, isSigned=True)
    if low >= 0 and high < 2 * _INT128:
        return field(name, "int", bitWidth=128, isSigned=False)
    return _infer_decimal(name, [Decimal(low), Decimal(high)])


def _infer_decimal(name: str, present: Sequence[Decimal]) -> Field:
    whole = scale = 0
    for value in present:
        _, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int):
            raise TableError(f"holds Decimal('{value}'), which tables cannot hold")
        if value or exponent < 0:
            whole = max(whole, len(digits) + exponent)
            scale = max(scale, -exponent)
    precision = max(whole + scale, 1)
    if precision > _MAX_DIGITS:
        raise TableError(
            f"needs {precision} digits, and decimals have {_MAX_DIGITS} at most: round it, or make"
            " it text by .astype(str)"
        )
    return field(
        name,
        "decimal",
        precision=precision,
        scale=scale,
        bitWidth=128 if precision <= 38 else 256,
    )


def _infer_timestamp(name: str, present: Sequence[Any]) -> Field:
    zones = {zone_name(value) for value in present}
    if None in zones and len(zones) > 1:
        raise Mixed("mixes times with a zone and times without one: give all of them a zone")
    unit = "NANOSECOND" if any(map(_has_nanoseconds, present)) else "MICROSECOND"
    if len(zones) == 1:
        zone = zones.pop()
        details = {} if zone is None else {"timezone": zone}
        return field(name, "timestamp", unit=unit, **details)
    instant = field("instant", "timestamp", unit=unit, timezone="UTC")
    zone = field("zone", "utf8")
    return field(name, "struct", instant, zone, extension="serverless.zoned")


def _infer_duration(name: str, present: Sequence[Any]) -> Field:
    unit = "NANOSECOND" if any(map(_has_nanoseconds, present)) else "MICROSECOND"
    return field(name, "duration", unit=unit)


def _has_nanoseconds(value: Any) -> bool:
    if isinstance(value, (np.datetime64, np.timedelta64)):
        unit, step = np.datetime_data(value.dtype)
        if unit in ("ps", "fs", "as"):
            raise TableError(f"counts time in {unit}, and tables count nanoseconds at most")
        return unit == "ns" and bool(value.astype("i8") * step % 1000)
    if isinstance(value, pd.Timestamp):
        return bool(value.nanosecond)
    return isinstance(value, pd.Timedelta) and bool(value.nanoseconds)


def _infer_list(name: str, present: Sequence[Any]) -> Field:
    items = [item for value in present for item in value]
    return field(name, "list", infer("item", items, missing_of(items)))


def _infer_dict(name: str, present: Sequence[Any]) -> Field:
    keys = [key for value in present for key in value]
    names = list(present[0])
    has_names = all(isinstance(key, str) for key in keys)
    if has_names and names and all(value.keys() == present[0].keys() for value in present):
        columns = [[value[key] for value in present] for key in names]
        children = [
            infer(key, column, missing_of(column))
            for key, column in zip(names, columns, strict=True)
        ]
        return field(name, "struct", *children)
    items = [item for value in present for item in value.values()]
    if not keys:
        raise Mixed("holds only empty dicts")
    key = infer("key", keys, np.zeros(len(keys), bool))
    return map_field(name, key, infer("value", items, missing_of(items)))


_KINDS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("bool", (bool, np.bool_)),
    ("duration", (dt.timedelta, np.timedelta64)),
    ("int", (int, np.integer)),
    ("float", (float, np.float64, np.float32, np.float16)),
    ("text", (str,)),
    ("bytes", (bytes, bytearray, memoryview)),
    ("decimal", (Decimal,)),
    ("timestamp", (dt.datetime, np.datetime64)),
    ("date", (dt.date,)),
    ("time", (dt.time,)),
    ("interval", (pd.DateOffset,)),
    ("dict", (Mapping,)),
    (
        "list",
        (
            list,
            tuple,
            set,
            frozenset,
            range,
            np.ndarray,
            pd.Series,
            pd.Index,
            pd.api.extensions.ExtensionArray,
        ),
    ),
)

_SIMPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "bool": ("bool", {}),
    "float": ("floatingpoint", {"precision": "DOUBLE"}),
    "text": ("utf8", {}),
    "bytes": ("binary", {}),
    "date": ("date", {"unit": "DAY"}),
    "time": ("time", {"unit": "MICROSECOND"}),
    "interval": ("interval", {"unit": "MONTH_DAY_NANO"}),
}

_INFERENCES = {
    "int": _infer_integer,
    "decimal": _infer_decimal,
    "timestamp": _infer_timestamp,
    "duration": _infer_duration,
    "list": _infer_list,
    "dict": _infer_dict,
}

_ALWAYS_MISSING = {type(None), type(pd.NA), type(pd.NaT)}
#: Classes of which some values are missing: NaN, and NaT of numpy.
_MAYBE_MISSING = (float, np.floating, Decimal, np.datetime64, np.timedelta64)
