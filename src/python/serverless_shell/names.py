"""What the text before a cursor names: for completion and for help.

Only names, attributes and constant subscripts are followed, so nothing of the reader's is called.
"""

from __future__ import annotations

import ast
import builtins
import io
import tokenize
from typing import Any

_MISSING = object()


def lookup(expression: str, namespace: dict[str, Any]) -> Any:
    """The object that the expression names; LookupError if there is none or it would have to call."""
    try:
        node = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise LookupError(expression) from error
    return _follow(node, namespace)


def _follow(node: ast.expr, namespace: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        value = namespace.get(node.id, _MISSING)
        if value is _MISSING:
            value = getattr(builtins, node.id, _MISSING)
        if value is _MISSING:
            raise LookupError(node.id)
        return value
    if isinstance(node, ast.Attribute):
        owner = _follow(node.value, namespace)
        try:
            return getattr(owner, node.attr)
        except Exception as error:
            raise LookupError(node.attr) from error
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        owner = _follow(node.value, namespace)
        # Other containers may do anything in `__getitem__`.
        if type(owner) in (dict, list, tuple, str) or _is_frame(owner):
            try:
                return owner[node.slice.value]
            except Exception as error:
                raise LookupError(str(node.slice.value)) from error
        raise LookupError(ast.dump(node))
    if isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set)):
        try:
            return ast.literal_eval(node)
        except ValueError as error:
            raise LookupError(ast.dump(node)) from error
    raise LookupError(ast.dump(node))


def _is_frame(value: Any) -> bool:
    return type(value).__module__.startswith("pandas.") and hasattr(value, "columns")


def trailing_expression(text: str) -> str:
    """The longest run of names, attributes and subscripts that ends the text."""
    depth = 0
    index = len(text)
    quote = ""
    while index:
        char = text[index - 1]
        if quote:
            if char == quote:
                quote = ""
        elif char in "\"'" and (depth or text[index:].startswith(".")):
            quote = char
        elif char == "]":
            depth += 1
        elif char == "[":
            if not depth:
                break
            depth -= 1
        elif not depth and not (char == "." or char == "_" or char.isalnum()):
            break
        index -= 1
    return text[index:].lstrip(".") if text[index:].startswith("..") else text[index:]


def calls_around(text: str) -> list[str]:
    """The callables whose open parentheses surround the end of the text, the innermost last."""
    stack: list[tuple[str, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type != tokenize.OP:
                continue
            if token.string in "([{":
                stack.append((token.string, _offset(text, *token.start)))
            elif token.string in ")]}" and stack:
                stack.pop()
    except (tokenize.TokenError, SyntaxError, IndentationError):
        pass
    names = [trailing_expression(text[:at].rstrip()) for char, at in stack if char == "("]
    return [name for name in names if name]


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(part) + 1 for part in lines[: line - 1]) + column
