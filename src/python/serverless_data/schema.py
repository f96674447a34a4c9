"""The types of columns, as `src/data/schema.ts` writes them.

Source: https://arrow.apache.org/docs/format/Integration.html#json-test-data-format
"""

from __future__ import annotations

import re
from typing import Any

Field = dict[str, Any]
"""`{name, type: {name, …}, nullable, children, extension?}`"""
Node = dict[str, Any]
"""`{length, nullCount, buffers: ([index, offset, length] | None)[], children}`"""

UNITS = {"SECOND": "s", "MILLISECOND": "ms", "MICROSECOND": "us", "NANOSECOND": "ns"}
UNIT_NAMES = {short: name for name, short in UNITS.items()}

#: Of numpy, by the names of types whose values are all of one size.
FIXED = {"date": "<i4", "time": "<i8", "timestamp": "<i8", "duration": "<i8"}

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?$")


def field(name: str, type_name: str, *children: Field, **details: Any) -> Field:
    """A column, which may have missing values unless `nullable` says no."""
    extension = details.pop("extension", None)
    nullable = details.pop("nullable", True)
    made = {
        "name": name,
        "type": {"name": type_name, **details},
        "nullable": nullable,
        "children": list(children),
    }
    return {**made, "extension": extension} if extension else made


def map_field(name: str, key: Field, value: Field) -> Field:
    """A column of maps, whose entries and keys are never missing."""
    entries = field("entries", "struct", {**key, "nullable": False}, value, nullable=False)
    return field(name, "map", entries)


def is_primitive(column: Field) -> bool:
    """Whether numpy has the type."""
    kind = column["type"]
    return kind["name"] == "floatingpoint" or (kind["name"] == "int" and kind["bitWidth"] < 128)


def numpy_type(column: Field) -> str:
    """The numpy type of what is in the data buffer."""
    kind = column["type"]
    if kind["name"] == "int":
        return f"<{'i' if kind['isSigned'] else 'u'}{kind['bitWidth'] // 8}"
    if kind["name"] == "floatingpoint":
        return "<f4" if kind["precision"] == "SINGLE" else "<f8"
    return FIXED[kind["name"]]


def zone_named(name: str) -> Any:
    """A `tzinfo` for the name of a zone or for an offset such as `+01:00`."""
    if match := _OFFSET.match(name):
        from datetime import timedelta, timezone

        sign, hours, minutes, seconds = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
        return timezone(-offset if sign == "-" else offset)
    import pandas as pd

    try:
        return pd.DatetimeTZDtype("us", "UTC" if name in ("Z", "Etc/UTC") else name).tz
    except Exception:
        raise ValueError(f"there is no time zone “{name}”") from None
