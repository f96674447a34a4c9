"""Is a cell complete? Consoles ask before they run it or start a new line."""

from __future__ import annotations

from typing import Any


def is_complete(code: str) -> dict[str, Any]:
    """The content of `is_complete_reply`."""
    import warnings
    from codeop import compile_command

    from .source import transform

    if code.startswith("%%"):
        return {"status": "complete" if code.endswith("\n\n") else "incomplete", "indent": ""}
    python = transform(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            complete = compile_command(python, "<cell>", "exec") is not None
    except (SyntaxError, OverflowError, ValueError):
        if _is_valid(python):
            return {"status": "complete"}
        return {"status": "invalid"}
    last = code.rstrip().rsplit("\n", 1)[-1] if code.strip() else ""
    if complete and not _is_open_block(code, python):
        return {"status": "complete"}
    return {"status": "incomplete", "indent": _indent(last)}


def _is_valid(python: str) -> bool:
    """Whether the code is right as a cell, such as with `await` at its top level."""
    from .source import compile_cell

    try:
        compile_cell(python, 0)
    except (SyntaxError, ValueError):
        return False
    return True


def _is_open_block(code: str, python: str) -> bool:
    """A block whose last line is indented goes on until an empty line."""
    import ast

    last = code.rsplit("\n", 1)[-1]
    if "\n" not in code or last[:1] not in (" ", "\t") or not last.strip():
        return False
    # The last line of a call or a list may be indented too.
    statements = ast.parse(python).body
    return bool(statements) and hasattr(statements[-1], "body")


def _indent(last: str) -> str:
    indent = last[: len(last) - len(last.lstrip())]
    return indent + "    " if last.rstrip().endswith(":") else indent
