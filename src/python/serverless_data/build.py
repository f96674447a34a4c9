"""Arrow's layout of a column of Python's objects, whose type is known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Any

import numpy as np
import pandas as pd

from .errors import TableError
from .infer import is_int, missing_in
from .pack import Packer, offsets
from .schema import UNITS, Field, Node, is_primitive, numpy_type
from .zones import zone_name

_MAX_DIGITS = Context(prec=100)
_EPOCH = dt.date(1970, 1, 1).toordinal()
_ROWS = 1 << 15
_PER_UNIT_NS = {"us": 1_000, "ns": 1}


def build(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    """The values as a node."""
    extension = column.get("extension")
    if extension == "arrow.json":
        texts = [None if m else json_text(v) for v, m in zip(values, missing.tolist(), strict=True)]
        return _text(column, texts, missing, packer)
    if extension == "serverless.zoned":
        return _zoned(column, values, missing, packer)
    kind = column["type"]["name"]
    if kind == "null":
        count = len(values)
        return {"length": count, "nullCount": count, "buffers": [], "children": []}
    if is_primitive(column):
        filled = np.array(_filled(values, missing, 0), numpy_type(column))
        return packer.node(len(values), missing, [filled])
    return _BUILDERS[kind](column, values, missing, packer)


def json_text(value: Any) -> str:
    """JSON that says the value exactly."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def is_json(value: Any) -> bool:
    """Whether JSON can say the value, all of it and exactly."""
    if value is None or isinstance(value, (bool, int, str)):
        return True
    if isinstance(value, float):
        return value - value == 0
    if isinstance(value, (list, tuple)):
        return all(map(is_json, value))
    return (
        isinstance(value, dict)
        and all(isinstance(key, str) for key in value)
        and all(map(is_json, value.values()))
    )


def _filled(values: Sequence[Any], missing: np.ndarray, filler: Any) -> Sequence[Any]:
    """With a value that can be stored where one is missing."""
    if not missing.any():
        return values
    objects = np.fromiter(values, object, len(values))
    objects[missing] = np.fromiter([filler], object, 1)
    return objects.tolist()


def _ends(parts: Sequence[Any]) -> np.ndarray:
    return offsets(np.fromiter(map(len, parts), np.int64, len(parts)))


def _bool(_: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    filled = np.array(_filled(values, missing, False), bool)
    return packer.node(len(values), missing, [np.packbits(filled, bitorder="little")])


def _wide(values: Sequence[int], width: int, is_signed: bool) -> bytes:
    return b"".join(int(value).to_bytes(width, "little", signed=is_signed) for value in values)


def _integers(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    raw = _wide(_filled(values, missing, 0), 16, column["type"]["isSigned"])
    return packer.node(len(values), missing, [raw])


def _decimal(value: Any) -> Decimal:
    return Decimal(int(value)) if is_int(value) else value


def _decimals(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    kind = column["type"]
    scale = kind["scale"]
    unscaled = [
        int(_decimal(value).scaleb(scale, _MAX_DIGITS)) for value in _filled(values, missing, 0)
    ]
    return packer.node(len(values), missing, [_wide(unscaled, kind["bitWidth"] // 8, True)])


def _text(_: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    values = _filled(values, missing, "")
    lengths: list[np.ndarray] = []
    data = bytearray()
    for start in range(0, len(values), _ROWS):
        part = values[start : start + _ROWS]
        joined = "".join(part)
        if joined.isascii():
            data += joined.encode()
            lengths.append(np.fromiter(map(len, part), np.int64, len(part)))
        else:
            encoded = [_utf8(text, start + row) for row, text in enumerate(part)]
            data += b"".join(encoded)
            lengths.append(np.fromiter(map(len, encoded), np.int64, len(part)))
    ends = offsets(np.concatenate(lengths) if lengths else np.zeros(0, np.int64))
    return packer.node(len(values), missing, [ends, data])


def _utf8(text: str, row: int) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise TableError(
            f"holds half of a character (a lone surrogate) in row {row}, which is no text"
        ) from None


def _binary(_: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    parts = [bytes(value) for value in _filled(values, missing, b"")]
    return packer.node(len(values), missing, [_ends(parts), b"".join(parts)])


def _dates(_: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    filled = _filled(values, missing, dt.date(1970, 1, 1))
    days = np.fromiter((value.toordinal() - _EPOCH for value in filled), "<i4", len(values))
    return packer.node(len(values), missing, [days])


def _times(_: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    micros = np.fromiter(map(_micros, _filled(values, missing, dt.time())), "<i8", len(values))
    return packer.node(len(values), missing, [micros])


def _micros(time: dt.time) -> int:
    if time.tzinfo is not None:
        raise TableError("holds a time of day with a time zone, which tables cannot hold")
    seconds = (time.hour * 60 + time.minute) * 60 + time.second
    return seconds * 1_000_000 + time.microsecond


def _timestamps(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    unit = UNITS[column["type"]["unit"]]
    filled = _filled(values, missing, np.datetime64(0, "us"))
    ticks = np.fromiter((_ticks(value, unit) for value in filled), "<i8", len(values))
    return packer.node(len(values), missing, [ticks])


_EPOCHS = dt.datetime(1970, 1, 1), dt.datetime(1970, 1, 1, tzinfo=dt.timezone(dt.timedelta()))


def _ticks(value: Any, unit: str) -> int:
    """Since 1970, by integers only."""
    if isinstance(value, dt.datetime) and not isinstance(value, pd.Timestamp):
        since = value - _EPOCHS[value.tzinfo is not None]
        return _timedelta_us(since) * (1000 // _PER_UNIT_NS[unit])
    return _count(value.to_datetime64() if isinstance(value, pd.Timestamp) else value, unit)


def _count(value: np.datetime64 | np.timedelta64, unit: str) -> int:
    """Exactly, where numpy would wrap around."""
    own, step = np.datetime_data(value.dtype)
    count = int(value.astype("i8")) * step
    if own == unit:
        return count
    if own in ("Y", "M", "generic"):
        return int(value.astype(f"{value.dtype.kind}8[{unit}]").astype("i8"))
    factor = int(np.timedelta64(1, own).astype("m8[ns]").astype("i8"))
    return count * factor // _PER_UNIT_NS[unit]


def _timedelta_us(value: dt.timedelta) -> int:
    return (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds


def _durations(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    unit = UNITS[column["type"]["unit"]]

    def ticks(value: Any) -> int:
        if isinstance(value, pd.Timedelta):
            return _count(value.to_timedelta64(), unit)
        if isinstance(value, np.timedelta64):
            return _count(value, unit)
        return _timedelta_us(value) * (1000 // _PER_UNIT_NS[unit])

    filled = _filled(values, missing, dt.timedelta())
    return packer.node(len(values), missing, [np.fromiter(map(ticks, filled), "<i8", len(values))])


def _intervals(_: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    parts = np.zeros(len(values), [("months", "<i4"), ("days", "<i4"), ("nanoseconds", "<i8")])
    for row, (value, is_missing) in enumerate(zip(values, missing.tolist(), strict=True)):
        if not is_missing:
            parts[row] = _interval(value)
    return packer.node(len(values), missing, [parts])


_MONTHS = {"years": 12, "months": 1}
_DAYS = {"weeks": 7, "days": 1}
_NANOSECONDS = {
    "hours": 3_600_000_000_000,
    "minutes": 60_000_000_000,
    "seconds": 1_000_000_000,
    "milliseconds": 1_000_000,
    "microseconds": 1_000,
    "nanoseconds": 1,
}


def _interval(value: pd.DateOffset) -> tuple[int, int, int]:
    words = value.kwds if type(value) is pd.DateOffset else None
    known = {**_MONTHS, **_DAYS, **_NANOSECONDS}
    # A DateOffset without words is a day.
    if words is None or not words or any(word not in known for word in words):
        raise TableError(f"holds the offset {value!r}, which is no number of months, days and time")
    totals = [
        sum(words.get(word, 0) * value.n * size for word, size in sizes.items())
        for sizes in (_MONTHS, _DAYS, _NANOSECONDS)
    ]
    if any(total != int(total) for total in totals):
        raise TableError(f"holds the offset {value!r}, which is no whole number of nanoseconds")
    return (int(totals[0]), int(totals[1]), int(totals[2]))


def _zoned(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    instant, zone = column["children"]
    zones = [None if m else zone_name(v) for v, m in zip(values, missing.tolist(), strict=True)]
    children = [
        _timestamps(instant, values, missing, packer),
        _text(zone, zones, missing, packer),
    ]
    return packer.node(len(values), missing, children=children)


def _lists(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    filled = _filled(values, missing, ())
    items = [item for value in filled for item in value]
    child = build(column["children"][0], items, missing_in(column["children"][0], items), packer)
    return packer.node(len(values), missing, [_ends(filled)], [child])


def _structs(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    filled = _filled(values, missing, {})
    children = []
    for child in column["children"]:
        items = [value.get(child["name"]) for value in filled]
        children.append(build(child, items, missing_in(child, items), packer))
    return packer.node(len(values), missing, children=children)


def _maps(column: Field, values: Sequence[Any], missing: np.ndarray, packer: Packer) -> Node:
    filled = _filled(values, missing, {})
    key, value = column["children"][0]["children"]
    pairs = [list(each.items()) for each in filled]
    keys, items = ([pair[which] for each in pairs for pair in each] for which in range(2))
    child = packer.node(
        len(keys),
        None,
        children=[
            build(key, keys, np.zeros(len(keys), bool), packer),
            build(value, items, missing_in(value, items), packer),
        ],
    )
    return packer.node(len(values), missing, [_ends(pairs)], [child])


_BUILDERS = {
    "bool": _bool,
    "int": _integers,
    "decimal": _decimals,
    "utf8": _text,
    "binary": _binary,
    "date": _dates,
    "time": _times,
    "timestamp": _timestamps,
    "duration": _durations,
    "interval": _intervals,
    "list": _lists,
    "struct": _structs,
    "map": _maps,
}
