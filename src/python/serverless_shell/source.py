"""A cell's text becomes Python: magics, `!` and `?` become calls, and the last expression is told apart."""

from __future__ import annotations

import ast
import linecache
import re
import struct
from typing import Any, NamedTuple

from .numpy import METHODS

_MAGIC = re.compile(r"^(\s*)%(\w[\w.]*)(.*)$")
_SHELL = re.compile(r"^(\s*)!(!?)(.*)$")
_ASSIGN_MAGIC = re.compile(r"^(\s*)([\w.,\s\[\]'\"()]+?)\s*=\s*%(\w[\w.]*)(.*)$")
_ASSIGN_SHELL = re.compile(r"^(\s*)([\w.,\s\[\]'\"()]+?)\s*=\s*!(.*)$")
_HELP_BEFORE = re.compile(r"^(\s*)(\?{1,2})\s*([%\w.*\[\]'\"]+)\s*;?$")
_CALLED_METHOD = re.compile(rf"\.\s*({'|'.join(sorted(METHODS))})\s*\(")
_HELP_AFTER = re.compile(r"^(\s*)([%\w.*\[\]'\"()]+?)\s*(\?{1,2})\s*;?$")


class Cell(NamedTuple):
    """A cell that is ready to run."""

    #: The statements that run first; None if there is only an expression.
    body: Any
    #: The code object of the last expression, whose value is shown; None if there is none.
    expression: Any
    tree: ast.Module


def transform(text: str) -> str:
    """Python of a cell's text. A cell magic takes the whole cell."""
    if text.strip() == "?":
        return "await get_ipython().line_magic('quickref', '')\n"
    if re.fullmatch(r"%%\w+\?{1,2}\s*", text):
        return _transform_lines(text)
    if text.startswith("%%"):
        first, _, body = text.partition("\n")
        # As IPython gives it to magics: a file that is written ends with the end of a line.
        if body and not body.endswith("\n"):
            body += "\n"
        name, _, line = first[2:].strip().partition(" ")
        return f"await get_ipython().cell_magic({name!r}, {line.strip()!r}, {body!r})\n"
    text = _without_prompts(text)
    return _transform_lines(text)


def compile_cell(
    python: str, number: int, interactivity: str = "last_expr", text: str | None = None
) -> Cell:
    """Compile a cell; its name leads tracebacks and `inspect` back to its lines.

    A name as ipykernel makes it of the cell's `text` as it was written, so that warnings and
    syntax errors read the same on both.
    """
    name = file_name(python if text is None else text)
    names[name] = number
    linecache.cache[name] = (len(python), None, python.splitlines(keepends=True), name)
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | _future_flags
    try:
        tree: ast.Module = compile(
            python, name, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True
        )
    except SyntaxError as error:
        is_unclear = error.msg == "unindent does not match any outer indentation level"
        if is_unclear or isinstance(error, TabError):
            # IPython meets it before the cell has a name.
            error.filename = "<string>"
            raise
        # As interactive code, where something is missing at its end reads as in Jupyter.
        line_end = "" if python.endswith("\n") else "\n"
        compile(python + line_end, name, "exec", flags | _INTERACTIVE, dont_inherit=True)
        raise
    whole = ast.Module(tree.body[:], tree.type_ignores)
    if _CALLED_METHOD.search(python):
        _Methods().visit(tree)
    expression = None
    if interactivity == "all":
        # As in Python's own console, each expression goes to the display hook.
        every = compile(ast.Interactive(tree.body), name, "single", flags, dont_inherit=True)
        _keep_future_flags(every)
        return Cell(every, None, whole)
    if tree.body and interactivity != "none":
        last = tree.body[-1]
        if isinstance(last, ast.Expr):
            expression = ast.Expression(tree.body.pop().value)
        elif interactivity == "last_expr_or_assign":
            target = _assigned_name(last)
            if target:
                expression = ast.Expression(ast.copy_location(ast.Name(target, ast.Load()), last))
    body = compile(tree, name, "exec", flags, dont_inherit=True) if tree.body else None
    _keep_future_flags(body)
    value = (
        compile(expression, name, "eval", flags | _future_flags, dont_inherit=True)
        if expression
        else None
    )
    return Cell(body, value, whole)


def file_name(text: str) -> str:
    """The file that stands for a cell, by the hash that ipykernel uses (MurmurHash2)."""
    data = text.encode(errors="surrogatepass")
    factor, value = 0x5BD1E995, _HASH_SEED ^ len(data)
    rest = len(data) % 4
    for (word,) in struct.iter_unpack("<I", data[: len(data) - rest]):
        word = word * factor & 0xFFFFFFFF
        word = (word ^ word >> 24) * factor
        value = (value * factor ^ word) & 0xFFFFFFFF
    if rest:
        value = (value ^ int.from_bytes(data[-rest:], "little")) * factor & 0xFFFFFFFF
    value = (value ^ value >> 13) * factor & 0xFFFFFFFF
    return f"/tmp/ipykernel_42/{value ^ value >> 15}.py"


_HASH_SEED = 0xC70F6907
#: PyCF_DONT_IMPLY_DEDENT and PyCF_ALLOW_INCOMPLETE_INPUT, which the module ast does not name.
_INTERACTIVE = 0x200 | 0x4000

#: The cell number of each name that `compile_cell` has given.
names: dict[str, int] = {}

_future_flags = 0


def _keep_future_flags(body: Any) -> None:
    """`from __future__ import annotations` holds for the cells that follow, as in IPython."""
    global _future_flags
    if body is None:
        return
    import __future__

    for feature in __future__.all_feature_names:
        flag = getattr(__future__, feature).compiler_flag
        if flag >= 0x10000 and body.co_flags & flag:
            _future_flags |= flag


def is_quiet(text: str) -> bool:
    """Whether the cell ends with a semicolon, which hides its value."""
    stripped = text.rstrip()
    if not stripped:
        return False
    if not stripped.endswith(";") and "#" not in stripped.rsplit("\n", 1)[-1]:
        return False
    import tokenize
    from io import StringIO

    last = ""
    try:
        for token in tokenize.generate_tokens(StringIO(stripped).readline):
            if token.type not in (
                tokenize.NEWLINE,
                tokenize.NL,
                tokenize.COMMENT,
                tokenize.ENDMARKER,
                tokenize.DEDENT,
            ):
                last = token.string
    except (tokenize.TokenError, SyntaxError):
        return False
    return last == ";"


class _Methods(ast.NodeTransformer):
    """Passes the methods of arrays that `numpy.py` adapts through it, where they are called."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in METHODS:
            adapted = ast.Call(ast.Name("__serverless_method__", ast.Load()), [function], [])
            node.func = ast.fix_missing_locations(ast.copy_location(adapted, function))
        return node


def _assigned_name(statement: ast.stmt) -> str | None:
    targets: list[Any] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        targets = [statement.target]
    last = targets[-1] if targets else None
    return last.id if isinstance(last, ast.Name) else None


def _without_prompts(text: str) -> str:
    """The text without a common indentation, and without prompts that were pasted with it."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first[:1] in (" ", "\t"):
        # Not what all lines have in common: later lines may well be indented less.
        indent = first[: len(first) - len(first.lstrip())]
        text = "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
    if first.startswith(">>> "):
        lines = [re.sub(r"^(>>>|\.\.\.)( |$)", "", line) for line in text.splitlines()]
        return "\n".join(lines) + "\n"
    return text


def _transform_lines(text: str) -> str:
    """Replace the lines that only IPython understands.

    Python itself says which these are: a `%` or `?` inside of an expression or a string is no
    magic, and where Python can read the text, there is nothing to do.
    """
    error = _syntax_error(text)
    if error is None:
        return text
    original, lines = text, text.split("\n")
    for _ in range(len(lines)):
        index = min(max((error.lineno or 1) - 1, 0), len(lines) - 1)
        changed = _transform_at(lines, index)
        if not changed:
            # The error may be reported where a string or bracket ends: try every other line.
            changed = sum(_transform_at(lines, at) for at in range(len(lines))) > 0
        if not changed:
            return original
        text = "\n".join(lines)
        error = _syntax_error(text)
        if error is None:
            return text
    return original


def _transform_at(lines: list[str], index: int) -> bool:
    """Transform one line, with those that continue it."""
    end = index
    line = lines[index]
    while line.endswith("\\") and end + 1 < len(lines):
        end += 1
        line = line[:-1] + " " + lines[end].strip()
    python = _transform_line(line)
    if python is None:
        return False
    # Blank lines keep the numbers of the lines that follow.
    lines[index : end + 1] = [python] + [""] * (end - index)
    return True


def _transform_line(line: str) -> str | None:
    if match := _HELP_BEFORE.match(line):
        indent, marks, target = match.groups()
        return _help(indent, target, marks)
    if (match := _HELP_AFTER.match(line)) and not line.lstrip().startswith(("!", "#")):
        indent, target, marks = match.groups()
        return _help(indent, target, marks)
    if match := _MAGIC.match(line):
        indent, name, rest = match.groups()
        return f"{indent}{_call(indent)}({name!r}, {rest.strip()!r})"
    if match := _SHELL.match(line):
        indent, twice, rest = match.groups()
        method = "getoutput" if twice else "system"
        return f"{indent}get_ipython().{method}({rest.strip()!r})"
    if match := _ASSIGN_MAGIC.match(line):
        indent, target, name, rest = match.groups()
        return f"{indent}{target} = {_call(indent)}({name!r}, {rest.strip()!r})"
    if match := _ASSIGN_SHELL.match(line):
        indent, target, rest = match.groups()
        return f"{indent}{target} = get_ipython().getoutput({rest.strip()!r})"
    return None


def _call(indent: str) -> str:
    """Magics that load something have to be awaited, which only the top level of a cell can."""
    return "get_ipython().run_line_magic" if indent else "await get_ipython().line_magic"


def _help(indent: str, target: str, marks: str) -> str:
    if "*" in target:
        return f"{indent}get_ipython().run_line_magic('psearch', {target!r})"
    name = "pinfo" if marks == "?" else "pinfo2"
    return f"{indent}get_ipython().run_line_magic({name!r}, {target!r})"


def _syntax_error(text: str) -> SyntaxError | None:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(
                text,
                "<cell>",
                "exec",
                ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT,
                dont_inherit=True,
            )
    except SyntaxError as error:
        return error
    except (ValueError, MemoryError, RecursionError, OverflowError):
        return None
    return None
