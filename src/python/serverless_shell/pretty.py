"""Text of Python objects that breaks at 79 columns: what `text/plain` of a result is.

The layout follows Oppen's algorithm, and the printers of the standard types give what
`IPython.lib.pretty` gives, so that a notebook reads the same on every kernel. Objects join in with
a method `_repr_pretty_(self, p, cycle)`.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

MAX_SEQ_LENGTH = 1000

Printer = Callable[[Any, "RepresentationPrinter", bool], Any]

_ADDRESS = re.compile(r"\b0x[0-9a-f]+\b")


class _Group:
    """Text that belongs together: its breaks become new lines together."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        #: How many of its breaks are still pending.
        self.breaks = 0
        self.want_break = False


class _GroupQueue:
    """The groups that have not been broken yet, outermost first."""

    def __init__(self, root: _Group) -> None:
        self._rows: list[list[_Group]] = []
        self.put(root)

    def put(self, group: _Group) -> None:
        while len(self._rows) <= group.depth:
            self._rows.append([])
        self._rows[group.depth].append(group)

    def next_to_break(self) -> _Group | None:
        for row in self._rows:
            for index, group in enumerate(reversed(row)):
                if group.breaks:
                    # Counted from the other end, as IPython does: the layout depends on it.
                    del row[index]
                    group.want_break = True
                    return group
            for group in row:
                group.want_break = True
            row.clear()
        return None

    def remove(self, group: _Group) -> None:
        row = self._rows[group.depth]
        if group in row:
            row.remove(group)


class PrettyPrinter:
    """Lays out text, groups and breaks in lines of limited width."""

    def __init__(
        self,
        output: Any,
        max_width: int = 79,
        newline: str = "\n",
        max_seq_length: int = MAX_SEQ_LENGTH,
    ) -> None:
        self.output = output
        self.max_width = max_width
        self.newline = newline
        self.max_seq_length = max_seq_length
        self.output_width = 0
        self.buffer_width = 0
        self.indentation = 0
        root = _Group(0)
        self.group_stack = [root]
        self.group_queue = _GroupQueue(root)
        # (text, its group if it is a break, the indentation after the break)
        self.buffer: deque[tuple[str, _Group | None, int]] = deque()

    def text(self, obj: str) -> None:
        """Add text that is not broken."""
        width = len(obj)
        if " at 0x" in obj:
            # Addresses are shorter here; lines break where they do on other machines.
            width += sum(max(0, 14 - len(match)) for match in _ADDRESS.findall(obj))
        if self.buffer:
            self.buffer.append((obj, None, 0))
            self.buffer_width += width
            self._break_outer_groups()
        else:
            self.output.write(obj)
            self.output_width += width

    def breakable(self, sep: str = " ") -> None:
        """Add a place where the line may be broken; `sep` stands there if it is not."""
        group = self.group_stack[-1]
        if group.want_break:
            self.flush()
            self._new_line(self.indentation)
            self.buffer_width = 0
        else:
            self.buffer.append((sep, group, self.indentation))
            group.breaks += 1
            self.buffer_width += len(sep)
            self._break_outer_groups()

    def break_(self) -> None:
        """Add a place where the line is always broken."""
        group = self.group_queue.next_to_break()
        if group:
            self._break_one_group(group)
        self.flush()
        self._new_line(self.indentation)
        self.buffer_width = 0

    @contextmanager
    def indent(self, indent: int) -> Iterator[None]:
        """Indent lines that begin inside."""
        self.indentation += indent
        try:
            yield
        finally:
            self.indentation -= indent

    @contextmanager
    def group(self, indent: int = 0, open: str = "", close: str = "") -> Iterator[None]:
        """`begin_group` and `end_group` around a block."""
        self.begin_group(indent, open)
        try:
            yield
        finally:
            self.end_group(indent, close)

    def begin_group(self, indent: int = 0, open: str = "") -> None:
        """Begin a group, with an opening text and the indentation of its further lines."""
        if open:
            self.text(open)
        group = _Group(self.group_stack[-1].depth + 1)
        self.group_stack.append(group)
        self.group_queue.put(group)
        self.indentation += indent

    def end_group(self, dedent: int = 0, close: str = "") -> None:
        """End the group that was begun last."""
        self.indentation -= dedent
        group = self.group_stack.pop()
        if not group.breaks:
            self.group_queue.remove(group)
        if close:
            self.text(close)

    def flush(self) -> None:
        """Write what is pending."""
        for item in self.buffer:
            self._write(item)
        self.buffer.clear()
        self.buffer_width = 0

    def _enumerate(self, items: Any) -> Iterator[tuple[int, Any]]:
        """Number the items, and end with `...` after as many as are shown."""
        for index, item in enumerate(items):
            if self.max_seq_length and index >= self.max_seq_length:
                self.text(",")
                self.breakable()
                self.text("...")
                return
            yield index, item

    def _break_outer_groups(self) -> None:
        while self.max_width < self.output_width + self.buffer_width:
            group = self.group_queue.next_to_break()
            if not group:
                return
            self._break_one_group(group)

    def _break_one_group(self, group: _Group) -> None:
        while group.breaks:
            item = self.buffer.popleft()
            self._write(item)
            self.buffer_width -= len(item[0])
        while self.buffer and self.buffer[0][1] is None:
            item = self.buffer.popleft()
            self._write(item)
            self.buffer_width -= len(item[0])

    def _write(self, item: tuple[str, _Group | None, int]) -> None:
        text, group, indentation = item
        if group is not None:
            group.breaks -= 1
            if group.want_break:
                self._new_line(indentation)
                return
            if not group.breaks:
                self.group_queue.remove(group)
        self.output.write(text)
        self.output_width += len(text)

    def _new_line(self, indentation: int) -> None:
        self.output.write(self.newline + " " * indentation)
        self.output_width = indentation


class RepresentationPrinter(PrettyPrinter):
    """Prints objects: finds the printer of an object and lets it lay the object out."""

    def __init__(
        self,
        output: Any,
        verbose: bool = False,
        max_width: int = 79,
        newline: str = "\n",
        singleton_pprinters: dict[int, Printer] | None = None,
        type_pprinters: dict[Any, Printer] | None = None,
        deferred_pprinters: dict[tuple[str, str], Printer] | None = None,
        max_seq_length: int = MAX_SEQ_LENGTH,
    ) -> None:
        from .pretty_types import deferred_printers, singleton_printers, type_printers

        super().__init__(output, max_width, newline, max_seq_length)
        self.verbose = verbose
        self.stack: list[int] = []
        self.singleton_pprinters = _or_copy(singleton_pprinters, singleton_printers)
        self.type_pprinters = _or_copy(type_pprinters, type_printers)
        self.deferred_pprinters = _or_copy(deferred_pprinters, deferred_printers)

    def pretty(self, obj: Any) -> Any:
        """Print the object."""
        cycle = id(obj) in self.stack
        self.stack.append(id(obj))
        self.begin_group()
        try:
            return self._printer(obj)(obj, self, cycle)
        finally:
            self.end_group()
            self.stack.pop()

    def _printer(self, obj: Any) -> Printer:
        from .pretty_types import print_by_repr, print_default

        if id(obj) in self.singleton_pprinters:
            return self.singleton_pprinters[id(obj)]
        for cls in get_mro(safe_getattr(obj, "__class__") or type(obj)):
            printer = self.type_pprinters.get(cls) or self._deferred(cls)
            if printer is not None:
                return printer
            if "_repr_pretty_" in cls.__dict__ and callable(cls._repr_pretty_):
                return cls._repr_pretty_
            if (
                cls is not object
                and "__repr__" in cls.__dict__
                and callable(safe_getattr(cls, "__repr__"))
            ):
                return print_by_repr
        return print_default

    def _deferred(self, cls: type) -> Printer | None:
        """The printer that was registered under the name of the class, now under the class."""
        key = (safe_getattr(cls, "__module__"), safe_getattr(cls, "__name__"))
        try:
            printer = self.deferred_pprinters.pop(key)
        except (KeyError, TypeError):
            return None
        self.type_pprinters[cls] = printer
        return printer


def pretty(
    obj: Any,
    verbose: bool = False,
    max_width: int = 79,
    newline: str = "\n",
    max_seq_length: int = MAX_SEQ_LENGTH,
) -> str:
    """The object's text."""
    stream = StringIO()
    printer = RepresentationPrinter(
        stream, verbose, max_width, newline, max_seq_length=max_seq_length
    )
    printer.pretty(obj)
    printer.flush()
    return stream.getvalue()


def pprint(
    obj: Any,
    verbose: bool = False,
    max_width: int = 79,
    newline: str = "\n",
    max_seq_length: int = MAX_SEQ_LENGTH,
) -> None:
    """Print the object's text."""
    sys.stdout.write(pretty(obj, verbose, max_width, newline, max_seq_length) + newline)
    sys.stdout.flush()


def for_type(typ: type, func: Printer | None) -> Printer | None:
    """Let `func` print objects of this type; returns what did before."""
    from .pretty_types import type_printers

    return _replace(type_printers, typ, func)


def for_type_by_name(type_module: str, type_name: str, func: Printer | None) -> Printer | None:
    """Let `func` print objects of the type of this name, which need not be imported yet."""
    from .pretty_types import deferred_printers

    return _replace(deferred_printers, (type_module, type_name), func)


def safe_getattr(obj: Any, name: str, default: Any = None) -> Any:
    """`getattr` for objects that may raise anything."""
    try:
        return getattr(obj, name, default)
    except Exception:
        return default


def get_mro(cls: Any) -> Any:
    """The classes whose printers may serve an object of this class."""
    return cls.__mro__ if hasattr(cls, "__mro__") else (cls,)


def _or_copy(given: dict[Any, Printer] | None, default: dict[Any, Printer]) -> dict[Any, Printer]:
    return default.copy() if given is None else given


def _replace(printers: dict[Any, Printer], key: Any, func: Printer | None) -> Printer | None:
    before = printers.get(key)
    if func is not None:
        printers[key] = func
    return before
