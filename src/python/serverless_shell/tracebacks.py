"""Tracebacks as IPython lays them out: cells by number, source lines around each frame, colours."""

from __future__ import annotations

import linecache
import os
import sys
from types import TracebackType
from typing import Any

from .source import names

_HERE = os.path.dirname(__file__)
_WRAPPERS = os.path.join(_HERE, "numpy.py")
_CONTEXT_LINES = 2
_MOST_FRAMES = 40

#: What `%xmode` sets: Plain, Context, Verbose or Minimal.
mode = "Context"

_RED, _GREEN, _CYAN, _YELLOW, _OFF = (
    "\x1b[31m",
    "\x1b[32m",
    "\x1b[36m",
    "\x1b[33m",
    "\x1b[39m",
)


def describe(error: BaseException) -> dict[str, Any]:
    """The content of an `error` message. The lines carry ANSI colours."""
    if isinstance(error, SyntaxError) and not error.filename:
        # As IPython names it, also where it is no error of Python's syntax.
        error.filename = "<string>"
    try:
        evalue = _usual_number(error, str(error))
    except BaseException as problem:
        evalue = f"<exception str() failed: {type(problem).__name__}>"
    try:
        traceback = _format(error)
    except BaseException as problem:
        traceback = [f"{type(error).__name__}: {evalue}", f"(no traceback: {problem!r})"]
    return {"ename": type(error).__name__, "evalue": evalue, "traceback": traceback}


def _usual_number(error: BaseException, message: str) -> str:
    """The message of a system's error with the number that it has on Linux, as in Jupyter."""
    if sys.platform != "emscripten" or not isinstance(error, OSError):
        return message
    if message.startswith(f"[Errno {error.errno}] ") and error.errno in _LINUX_NUMBERS:
        return message.replace(str(error.errno), str(_LINUX_NUMBERS[error.errno]), 1)
    return message


#: Emscripten counts as WASI does.
_LINUX_NUMBERS = {2: 13, 8: 9, 10: 16, 20: 17, 28: 22, 31: 21, 44: 2, 51: 28, 54: 20, 55: 39, 63: 1}


def user_traceback(traceback: TracebackType | None) -> TracebackType | None:
    """The traceback from the first frame that is not the shell's own, without what it wraps NumPy in."""
    while traceback is not None and _is_own(traceback):
        traceback = traceback.tb_next
    last = traceback
    while last is not None:
        while last.tb_next is not None and last.tb_next.tb_frame.f_code.co_filename == _WRAPPERS:
            last.tb_next = last.tb_next.tb_next
        last = last.tb_next
    return traceback


def _is_own(traceback: TracebackType) -> bool:
    return os.path.dirname(traceback.tb_frame.f_code.co_filename) == _HERE


def _format(error: BaseException) -> list[str]:
    if mode == "Minimal":
        return [f"{_RED}{type(error).__name__}{_OFF}: {_message(error)}"]
    if mode == "Plain":
        import traceback

        error = error.with_traceback(user_traceback(error.__traceback__))
        return "".join(traceback.format_exception(error)).splitlines()
    lines: list[str] = []
    for part, joint in _chain(error):
        lines += _format_one(part)
        if joint:
            lines += ["", joint, ""]
    return lines


def _chain(error: BaseException) -> list[tuple[BaseException, str]]:
    """The exceptions that led to this one, the first cause first, with what stands after each."""
    chain: list[tuple[BaseException, str]] = [(error, "")]
    seen = {id(error)}
    current: BaseException | None = error
    while current is not None:
        if current.__cause__ is not None:
            current = current.__cause__
            joint = "The above exception was the direct cause of the following exception:"
        elif current.__context__ is not None and not current.__suppress_context__:
            current = current.__context__
            joint = "During handling of the above exception, another exception occurred:"
        else:
            break
        if id(current) in seen:
            break
        seen.add(id(current))
        chain.append((current, joint))
    return chain[::-1]


def _format_one(error: BaseException) -> list[str]:
    name = type(error).__name__
    frames = _frames(user_traceback(error.__traceback__))
    lines = []
    if not isinstance(error, SyntaxError) or frames:
        lines.append(f"{_RED}{'-' * 75}{_OFF}")
        title = "Traceback (most recent call last)"
        lines.append(f"{_RED}{name}{_OFF}{title:>{max(75 - len(name), len(title) + 1)}}")
    shown = frames
    if len(frames) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        shown = [*frames[:half], None, *frames[-half:]]
    for frame in shown:
        if frame is None:
            lines.append(f"    {_YELLOW}[... skipping {len(frames) - _MOST_FRAMES} frames]{_OFF}\n")
        else:
            lines.append(_format_frame(*frame))
    if isinstance(error, SyntaxError):
        lines += _format_syntax_error(error)
    else:
        lines.append(f"{_RED}{name}{_OFF}: {_message(error)}")
    lines += _notes(error)
    if isinstance(error, BaseExceptionGroup):
        lines += _format_group(error)
    return lines


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as problem:
        return f"<exception str() failed: {type(problem).__name__}>"


def _notes(error: BaseException) -> list[str]:
    notes = getattr(error, "__notes__", None)
    if not isinstance(notes, (list, tuple)):
        return []
    return [str(note) for note in notes]


def _format_group(error: BaseExceptionGroup) -> list[str]:
    lines = []
    for index, part in enumerate(error.exceptions, 1):
        lines.append(f"  +---------------- {index} ----------------")
        for line in _format(part):
            lines += [f"  | {text}" for text in line.split("\n")]
    return lines


def _frames(traceback: TracebackType | None) -> list[Any]:
    frames: list[Any] = []
    while traceback is not None:
        if "__tracebackhide__" not in traceback.tb_frame.f_locals:
            frames.append((traceback.tb_frame, traceback.tb_lineno))
        traceback = traceback.tb_next
    return frames


def _format_frame(frame: Any, line_number: int) -> str:
    code = frame.f_code
    place = _place(code.co_filename, line_number)
    signature = ""
    if code.co_name != "<module>":
        signature = f", in {_CYAN}{code.co_qualname}{_OFF}{_arguments(frame)}"
    lines = [f"{place}{signature}"]
    first = max(1, line_number - _CONTEXT_LINES)
    linecache.checkcache(code.co_filename)
    for number in range(first, line_number + _CONTEXT_LINES + 1):
        text = linecache.getline(code.co_filename, number, frame.f_globals).rstrip("\n")
        if number == line_number:
            arrow = "-" * max(5 - len(str(number)), 1) + "> "
            lines.append(f"{_GREEN}{arrow}{number}{_OFF} {text}")
        elif text.strip() or number < line_number:
            lines.append(f"{_GREEN}{number:>7}{_OFF} {text}")
    return "\n".join(lines) + "\n"


def _place(filename: str, line_number: int) -> str:
    number = names.get(filename)
    if number is None:
        return f"File {_GREEN}{filename}:{line_number}{_OFF}"
    return f"{_CYAN}Cell{_OFF}{_CYAN} {_OFF}{_GREEN}In[{number}]{_OFF}{_GREEN}, line {line_number}{_OFF}"


def _arguments(frame: Any) -> str:
    """The names of the function's arguments; values could be long, secret or slow to print."""
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    arguments = list(code.co_varnames[:count])
    if code.co_flags & 0x04:
        arguments.insert(code.co_argcount, "*" + code.co_varnames[count])
        count += 1
    if code.co_flags & 0x08:
        arguments.append("**" + code.co_varnames[count])
    return f"({', '.join(arguments)})"


def _format_syntax_error(error: SyntaxError) -> list[str]:
    lines = []
    number = names.get(error.filename or "")
    if number is not None:
        lines.append(f"  {_CYAN}Cell{_OFF} {_GREEN}In[{number}], line {error.lineno}{_OFF}")
    elif error.filename:
        lines.append(f"  File {_GREEN}{error.filename}:{error.lineno}{_OFF}")
    text = error.text
    if text is None and error.filename and error.lineno:
        text = linecache.getline(error.filename, error.lineno)
    if text:
        stripped = text.rstrip("\n")
        shown = stripped.lstrip(" \t\f")
        lines.append(f"{_YELLOW}    {shown}{_OFF}")
        if error.offset is not None and error.offset > 0:
            start = error.offset - 1 - (len(stripped) - len(shown))
            width = 1
            if error.end_lineno == error.lineno and (error.end_offset or 0) > error.offset:
                width = (error.end_offset or 0) - error.offset
            lines.append(f"    {' ' * max(start, 0)}{'^' * width}")
    lines.append(f"{_RED}{type(error).__name__}{_OFF}: {error.msg}")
    return ["\n".join(lines) + "\n"] if lines else lines
