"""Help for what stands at the cursor: signature, docstring, source."""

from __future__ import annotations

import inspect
from typing import Any

from .names import calls_around, lookup, trailing_expression

_LABEL, _OFF = "\x1b[31m", "\x1b[39m"


def inspect_code(
    code: str, cursor: int, detail_level: int, namespace: dict[str, Any]
) -> dict[str, Any]:
    """The content of `inspect_reply`."""
    for expression in _candidates(code, cursor):
        try:
            value = lookup(expression, namespace)
        except LookupError:
            continue
        data = {"text/plain": describe(value, expression, detail_level)}
        return {"status": "ok", "found": True, "data": data, "metadata": {}}
    return {"status": "ok", "found": False, "data": {}, "metadata": {}}


def _candidates(code: str, cursor: int) -> list[str]:
    """What the cursor may be about: the name at it, then the calls that it is in."""
    end = cursor
    while end < len(code) and (code[end].isalnum() or code[end] == "_"):
        end += 1
    name = trailing_expression(code[:end])
    return [text for text in (name, *reversed(calls_around(code[:cursor]))) if text]


def describe(value: Any, name: str, detail_level: int = 0) -> str:
    """What `name?` shows, or `name??` at detail level 1."""
    fields: list[tuple[str, str]] = []
    is_callable = callable(value)
    signature = _signature(value)
    if signature is not None:
        title = "Init signature" if inspect.isclass(value) else "Signature"
        fields.append((title, f"{name.rpartition('.')[2]}{signature}"))
    if not is_callable:
        fields.append(("Type", type(value).__name__))
        fields.append(("String form", _shorten(_safely(str, value))))
        length = _length(value)
        if length is not None:
            fields.append(("Length", str(length)))
    source = _source(value) if detail_level else None
    document = _safely(inspect.getdoc, value) or "<no docstring>"
    if source is not None:
        fields.append(("Source", f"\n{source.rstrip()}"))
    else:
        fields.append(("Docstring", _block(document)))
    if inspect.isclass(value) and source is None:
        init = _safely(inspect.getdoc, value.__init__)
        if init and init != inspect.getdoc(object.__init__) and init != document:
            fields.append(("Init docstring", _block(init)))
    file = _file(value)
    if file:
        fields.append(("File", file))
    if is_callable:
        fields.append(("Type", type(value).__name__))
    return "\n".join(f"{_LABEL}{title}:{_OFF} {text}" for title, text in fields) + "\n"


def _block(text: str) -> str:
    return f"\n{text}" if "\n" in text else text


def _signature(value: Any) -> str | None:
    if not callable(value):
        return None
    try:
        return str(inspect.signature(value))
    except (ValueError, TypeError):
        return None


def _source(value: Any) -> str | None:
    try:
        return inspect.getsource(value)
    except (OSError, TypeError):
        return None


def _file(value: Any) -> str:
    try:
        return (
            inspect.getfile(inspect.unwrap(value))
            if callable(value) or inspect.ismodule(value)
            else ""
        )
    except (OSError, TypeError, ValueError):
        return ""


def _length(value: Any) -> int | None:
    try:
        return len(value)
    except Exception:
        return None


def _shorten(text: str) -> str:
    text = " ".join(text.split()) if len(text) > 200 else text
    return text if len(text) <= 200 else f"{text[:100]}<...>{text[-60:]}"


def _safely(function: Any, value: Any) -> str:
    try:
        return function(value) or ""
    except Exception as error:
        return f"<{type(error).__name__}: {error}>"
