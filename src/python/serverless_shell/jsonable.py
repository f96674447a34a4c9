"""JSON as the protocol wants it: no NaN, no lone surrogates, bytes as base64, nothing but JSON."""

from __future__ import annotations

import json
from typing import Any

_PLAIN = (str, int, bool, type(None))


def dumps(value: Any) -> str:
    """JSON of a message's content, whatever the user's code has put into it."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        text = json.dumps(clean(value), ensure_ascii=False, allow_nan=False)
    return well_formed(text)


def well_formed(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which neither UTF-8 nor JSON can hold."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two halves of a pair that met in one text become the character they stand for.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def clean(value: Any, _depth: int = 0) -> Any:
    """A copy of the value in which everything is JSON."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, float):
        number = float(value)
        return number if number - number == 0 else repr(number)
    if _depth > 200:
        return "…"
    if isinstance(value, dict):
        return {_key(key): clean(item, _depth + 1) for key, item in list(value.items())}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [clean(item, _depth + 1) for item in value]
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    # numpy's numbers and arrays, dates and the like
    for method in ("tolist", "isoformat"):
        convert = getattr(value, method, None)
        if callable(convert):
            return clean(convert(), _depth + 1)
    if hasattr(value, "__iter__"):
        return [clean(item, _depth + 1) for item in value]
    raise ValueError(f"Can't clean for JSON: {value!r}")


def base64(value: Any) -> str:
    """Bytes as Jupyter writes them into a MIME bundle."""
    from binascii import b2a_base64

    return b2a_base64(value, newline=False).decode("ascii")


def _key(key: Any) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    if key is None or key is True or key is False or isinstance(key, (int, float)):
        return json.dumps(key)
    return str(key)
