"""Points in time, of any year that pandas has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .schema import zone_named

_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
#: Seconds since 1970: from a day after the year 1 began to a day before the year 9999 ends.
_YEARS = -62_135_510_400, 253_402_214_400
#: Before it, pandas crashes with a zone of pytz: nanoseconds do not reach further back.
_PYTZ = -9_223_372_036


def instants(ticks: np.ndarray, unit: str, zone: str | None) -> pd.DatetimeIndex:
    """An index of times on the wall, or of instants in a zone; NaT at numpy's NaT."""
    index = pd.DatetimeIndex(ticks.view(f"M8[{unit}]"), copy=False)
    if zone is None:
        return index
    return index.tz_localize("UTC").tz_convert(safe_zone(ticks, unit, zone))


def safe_zone(ticks: np.ndarray, unit: str, name: str) -> Any:
    """The zone, or UTC where pandas would crash when it shows one of the instants in the zone."""
    zone = zone_named(name)
    present = ticks[ticks != np.iinfo("i8").min]
    if unit == "ns" or not len(present):
        return zone
    per_second = _PER_SECOND[unit]
    first, last = int(present.min()), int(present.max())
    if first < _YEARS[0] * per_second or last > _YEARS[1] * per_second:
        return zone_named("UTC")
    if first < _PYTZ * per_second and hasattr(zone, "zone"):
        return _zoneinfo(zone.zone)
    return zone


def _zoneinfo(name: str) -> Any:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return zone_named("UTC")
