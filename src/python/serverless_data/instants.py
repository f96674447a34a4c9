"""Points in time, of any year that pandas has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .schema import zone_named

#: Ticks since 1970 of a day after the year 1 began, and of a day before the year 9999 ends.
_FIRST, _LAST = -62_135_510_400, 253_402_214_400
_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def instants(ticks: np.ndarray, unit: str, zone: str | None) -> pd.DatetimeIndex:
    """An index of times on the wall, or of instants in a zone; NaT at numpy's NaT."""
    index = pd.DatetimeIndex(ticks.view(f"M8[{unit}]"), copy=False)
    if zone is None:
        return index
    index = index.tz_localize("UTC")
    return index.tz_convert(safe_zone(ticks, unit, zone))


def safe_zone(ticks: np.ndarray, unit: str, zone: str) -> object:
    """The zone, or UTC where an instant is out of the years 1 to 9999.

    There pandas crashes when it shows a time of another zone.
    """
    if unit != "ns" and len(ticks):
        per_second = _PER_SECOND[unit]
        present = ticks[ticks != np.iinfo("i8").min]
        if len(present) and (
            present.min() < _FIRST * per_second or present.max() > _LAST * per_second
        ):
            return zone_named("UTC")
    return zone_named(zone)
