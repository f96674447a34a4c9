"""The names of time zones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

from .errors import TableError


def zone_name(value: Any) -> str | None:
    """The zone of a time, as tables name it; None where it has none."""
    zone = None if isinstance(value, np.datetime64) else value.tzinfo
    return None if zone is None else name_of(zone, value)


def name_of(zone: Any, value: Any = None) -> str:
    """`Europe/Berlin`, `UTC`, or an offset such as `+01:00`: of the zone, or of it at a time."""
    # Of zoneinfo, and of pytz.
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    if name:
        return "UTC" if name in ("utc", "Etc/UTC") else str(name)
    offset = zone.utcoffset(value)
    if offset is None:
        # Of dateutil, whose zones name a file.
        raise TableError(f"has a time zone without a name: {zone!r}")
    return _offset_name(offset) if offset else "UTC"


def _offset_name(offset: timedelta) -> str:
    seconds = round(offset.total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
