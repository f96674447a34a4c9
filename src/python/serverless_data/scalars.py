"""Python's values of types that numpy lacks."""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal
from typing import Any

import numpy as np

_MAX_DIGITS = Context(prec=100)
_DAY_US = 86_400_000_000


def integers(words: np.ndarray, width: int, is_signed: bool = True) -> list[int]:
    """Python's integers out of `width` words of 64 bits each, the lowest first."""
    words = words.reshape(-1, width)
    low = words[:, 0]
    if is_signed and (words[:, 1:] == (low.view("<i8") >> 63).view("<u8")[:, None]).all():
        return low.view("<i8").tolist()
    raw = words.tobytes()
    size = width * 8
    return [
        int.from_bytes(raw[start : start + size], "little", signed=is_signed)
        for start in range(0, len(raw), size)
    ]


def decimals(digits: list[int], scale: int) -> list[Decimal]:
    """Decimals with as many digits after the point as the type says."""
    return [Decimal(value).scaleb(-scale, _MAX_DIGITS) for value in digits]


def dates(days: np.ndarray) -> list[dt.date] | None:
    """Dates; None where one is out of the years 1 to 9999, which Python's dates end with."""
    values = days.astype("M8[D]").astype(object).tolist()
    return None if any(type(value) is int for value in values) else values


def times(since_midnight: np.ndarray, unit: str) -> list[dt.time] | None:
    """Times; None where one has nanoseconds or is 24:00:00, which Python's times cannot be."""
    micros = since_midnight
    if unit == "ns":
        micros, rest = np.divmod(since_midnight, 1000)
        if rest.any():
            return None
    if len(micros) and (micros.min() < 0 or micros.max() >= _DAY_US):
        return None
    seconds, micros = np.divmod(micros, 1_000_000)
    minutes, seconds = np.divmod(seconds, 60)
    hours, minutes = np.divmod(minutes, 60)
    parts = (hours.tolist(), minutes.tolist(), seconds.tolist(), micros.tolist())
    return list(map(dt.time, *parts))


def intervals(months: np.ndarray, days: np.ndarray, nanoseconds: np.ndarray) -> list[Any]:
    """Offsets as pyarrow makes them."""
    from pandas import DateOffset

    micros, nanos = np.divmod(np.abs(nanoseconds), 1000)
    sign = np.sign(nanoseconds)
    columns = (months, days, micros * sign, nanos * sign)
    names = ("months", "days", "microseconds", "nanoseconds")
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [DateOffset(**dict(zip(names, row, strict=True))) for row in rows]
