"""How objects of the standard types are laid out by the pretty printer."""

from __future__ import annotations

import collections
import os
import re
import types
from contextlib import suppress
from typing import Any

from .pretty import Printer, RepresentationPrinter, get_mro, safe_getattr

_BUILTIN_MODULES = (None, "__builtin__", "builtins", "exceptions")
_RE_FLAGS = ("IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "UNICODE", "VERBOSE", "DEBUG")


class RawText:
    """Printed as its text."""

    def __init__(self, value: str) -> None:
        self.value = value

    def _repr_pretty_(self, p: RepresentationPrinter, cycle: bool) -> None:
        p.text(self.value)


class RawStringLiteral:
    """Printed as a string literal with the prefix `r`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def _repr_pretty_(self, p: RepresentationPrinter, cycle: bool) -> None:
        p.text("r" + repr(self.value).replace("\\\\", "\\"))


class CallExpression:
    """Printed as a call, one argument a line if it is long."""

    def __init__(self, name: str, /, *args: Any, **kwargs: Any) -> None:
        self.name = name
        self.args = args
        self.kwargs = kwargs

    @classmethod
    def factory(cls, name: str) -> Any:
        """A function that makes calls of this name."""
        return lambda *args, **kwargs: cls(name, *args, **kwargs)

    def _repr_pretty_(self, p: RepresentationPrinter, cycle: bool) -> None:
        opening = self.name + "("
        with p.group(len(opening), opening, ")"):
            arguments = [("", value) for value in self.args]
            arguments += [(name + "=", value) for name, value in self.kwargs.items()]
            for index, (prefix, value) in enumerate(arguments):
                if index:
                    p.text(",")
                    p.breakable()
                if prefix:
                    with p.group(len(prefix), prefix):
                        p.pretty(value)
                else:
                    p.pretty(value)


def print_by_repr(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    """The object's own `repr`, line by line."""
    with p.group():
        for index, line in enumerate(repr(obj).splitlines()):
            if index:
                p.break_()
            p.text(line)


def print_default(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    """The class and the address, as of an object without a `repr` of its own."""
    cls = safe_getattr(obj, "__class__") or type(obj)
    if safe_getattr(cls, "__repr__") is not object.__repr__:
        print_by_repr(obj, p, cycle)
        return
    p.begin_group(1, "<")
    p.pretty(cls)
    p.text(f" at 0x{id(obj):x}")
    if cycle:
        p.text(" ...")
    elif p.verbose:
        _print_attributes(obj, p)
    p.end_group(1, ">")


def _print_attributes(obj: Any, p: RepresentationPrinter) -> None:
    first = True
    for name in dir(obj):
        if name.startswith("_"):
            continue
        try:
            value = getattr(obj, name)
        except AttributeError:
            continue
        if isinstance(value, types.MethodType):
            continue
        if not first:
            p.text(",")
        first = False
        p.breakable()
        p.text(name + "=")
        with p.indent(len(name) + 1):
            p.pretty(value)


def _sequence(opening: str, closing: str) -> Printer:
    def printer(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
        if cycle:
            p.text(opening + "..." + closing)
            return
        p.begin_group(len(opening), opening)
        _print_items(obj, p)
        if isinstance(obj, tuple) and len(obj) == 1:
            p.text(",")
        p.end_group(len(opening), closing)

    return printer


def _set(opening: str, closing: str) -> Printer:
    def printer(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
        if cycle:
            p.text(opening + "..." + closing)
        elif not obj:
            p.text(type(obj).__name__ + "()")
        else:
            small = not p.max_seq_length or len(obj) < p.max_seq_length
            p.begin_group(len(opening), opening)
            _print_items(_sorted(obj) if small else obj, p)
            p.end_group(len(opening), closing)

    return printer


def _dict(opening: str, closing: str) -> Printer:
    def printer(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
        if cycle:
            p.text("{...}")
            return
        p.begin_group(len(opening), opening)
        for index, key in p._enumerate(obj.keys()):
            if index:
                p.text(",")
                p.breakable()
            p.pretty(key)
            p.text(": ")
            p.pretty(obj[key])
        p.end_group(len(opening), closing)

    return printer


def _print_items(items: Any, p: RepresentationPrinter) -> None:
    for index, item in p._enumerate(items):
        if index:
            p.text(",")
            p.breakable()
        p.pretty(item)


def _sorted(items: Any) -> list[Any]:
    """The items in some order that is always the same, where there is one."""
    for key in (None, str):
        try:
            return sorted(items, key=key)
        except Exception:
            continue
    return list(items)


def _super(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    p.begin_group(8, "<super: ")
    p.pretty(obj.__thisclass__)
    p.text(",")
    p.breakable()
    p.pretty(obj.__self__)
    p.end_group(8, ">")


class _Flags:
    def __init__(self, value: int) -> None:
        self.value = value

    def _repr_pretty_(self, p: RepresentationPrinter, cycle: bool) -> None:
        names = [f"re.{flag}" for flag in _RE_FLAGS if self.value & getattr(re, flag)]
        for index, name in enumerate(names):
            p.text("|" + name if index else name)


def _pattern(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    arguments = [RawStringLiteral(obj.pattern)]
    p.pretty(CallExpression("re.compile", *arguments, *([_Flags(obj.flags)] if obj.flags else [])))


def _namespace(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    if cycle:
        p.pretty(CallExpression("namespace", RawText("...")))
    else:
        p.pretty(CallExpression("namespace", **obj.__dict__))


def _type(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    if next(cls for cls in get_mro(type(obj)) if "__repr__" in vars(cls)) is not type:
        print_by_repr(obj, p, cycle)
        return
    name = safe_getattr(obj, "__qualname__")
    if not isinstance(name, str):
        name = obj.__name__
        if not isinstance(name, str):
            name = "<unknown type>"
    module = safe_getattr(obj, "__module__")
    p.text(name if module in _BUILTIN_MODULES else f"{module}.{name}")


def _function(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    name = safe_getattr(obj, "__qualname__", obj.__name__)
    if obj.__module__ and obj.__module__ not in _BUILTIN_MODULES:
        name = f"{obj.__module__}.{name}"
    with suppress(ValueError):
        name += str(_signature(obj))
    p.text(f"<function {name}>")


def _signature(obj: Any) -> Any:
    import sys
    from inspect import signature

    if sys.version_info >= (3, 14):
        from annotationlib import Format

        return signature(obj, annotation_format=Format.FORWARDREF)
    return signature(obj)


def _exception(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
    cls = obj.__class__
    name = getattr(cls, "__qualname__", cls.__name__)
    if cls.__module__ not in ("builtins", "exceptions"):
        name = f"{cls.__module__}.{name}"
    p.pretty(CallExpression(name, *getattr(obj, "args", ())))


def _collection(arguments: Any, empty: bool = False) -> Printer:
    """A printer of a class of `collections` as a call of it."""

    def printer(obj: Any, p: RepresentationPrinter, cycle: bool) -> None:
        name = obj.__class__.__name__
        if cycle:
            p.pretty(CallExpression(name, RawText("...")))
        elif empty and not len(obj):
            p.pretty(CallExpression(name))
        else:
            args, kwargs = arguments(obj)
            p.pretty(CallExpression(name, *args, **kwargs))

    return printer


def _deque(obj: Any) -> Any:
    return (list(obj),), {} if obj.maxlen is None else {"maxlen": obj.maxlen}


singleton_printers: dict[int, Printer] = {
    id(one): print_by_repr for one in (None, True, False, Ellipsis, NotImplemented)
}

type_printers: dict[Any, Printer] = {
    int: print_by_repr,
    float: print_by_repr,
    str: print_by_repr,
    bytes: print_by_repr,
    range: print_by_repr,
    slice: print_by_repr,
    types.MethodType: print_by_repr,
    tuple: _sequence("(", ")"),
    list: _sequence("[", "]"),
    dict: _dict("{", "}"),
    set: _set("{", "}"),
    frozenset: _set("frozenset({", "})"),
    super: _super,
    re.Pattern: _pattern,
    type: _type,
    types.FunctionType: _function,
    types.BuiltinFunctionType: _function,
    types.SimpleNamespace: _namespace,
    types.MappingProxyType: _dict("mappingproxy({", "})"),
    type(os.environ): _dict("environ{", "}"),
    BaseException: _exception,
    collections.defaultdict: _collection(lambda obj: ((obj.default_factory, dict(obj)), {})),
    collections.OrderedDict: _collection(lambda obj: ((list(obj.items()),), {}), empty=True),
    collections.Counter: _collection(lambda obj: ((dict(obj.most_common()),), {}), empty=True),
    collections.deque: _collection(_deque),
    collections.UserList: _collection(lambda obj: ((obj.data,), {})),
}

deferred_printers: dict[tuple[str, str], Printer] = {
    ("datetime", "datetime"): print_by_repr,
    ("datetime", "timedelta"): print_by_repr,
}
