"""MIME bundles of objects: what a result looks like, in every form that the object offers.

The interface is the part of `IPython.core.formatters` that libraries use: `for_type`,
`for_type_by_name`, `lookup`, `pop`, `enabled`, and `format` for the whole bundle.
"""

from __future__ import annotations

import inspect
import sys
import types
from io import StringIO
from typing import Any

from .pretty import MAX_SEQ_LENGTH, RepresentationPrinter, get_mro
from .pretty_types import deferred_printers, singleton_printers, type_printers

_CANARY = "_ipython_canary_method_should_not_exist_"
_RAISE = object()


class FormatterWarning(UserWarning):
    """A formatter gave what is not of its MIME type."""


def real_method(obj: Any, name: str) -> Any:
    """The method of this name, unless the object would answer to any name."""
    try:
        if getattr(obj, _CANARY, None) is not None:
            return None
        method = getattr(obj, name, None)
    except Exception:
        return None
    if inspect.isclass(obj) and not isinstance(method, types.MethodType):
        return None
    return method if callable(method) else None


class Formatter:
    """Gives one MIME type of objects, by a function for their type or a method of their own."""

    def __init__(self, format_type: str, print_method: str, return_type: Any = str) -> None:
        self.format_type = format_type
        self.print_method = print_method
        self.return_type = return_type
        self.enabled = True
        self.singleton_printers: dict[int, Any] = {}
        self.type_printers: dict[Any, Any] = {}
        self.deferred_printers: dict[tuple[str, str], Any] = {}

    def __call__(self, obj: Any, **options: Any) -> Any:
        """The object in this MIME type, perhaps with metadata, or None."""
        return self._guarded(self._format, obj, **options)

    def _format(self, obj: Any, **options: Any) -> Any:
        if not self.enabled:
            return None
        try:
            printer = self.lookup(obj)
        except KeyError:
            method = real_method(obj, self.print_method)
            return None if method is None else method(**options)
        return printer(obj)

    def _guarded(self, function: Any, obj: Any, **options: Any) -> Any:
        """What the function gives; its failure is shown and counts as nothing."""
        try:
            result = function(obj, **options)
        except NotImplementedError:
            result = None
        except Exception:
            from .shell import shell

            shell.show_display_error()
            result = None
        return self._checked(result, obj)

    def _checked(self, result: Any, obj: Any) -> Any:
        first = result[0] if isinstance(result, tuple) and result else result
        if result is None or isinstance(first, self.return_type):
            return result
        import warnings

        warnings.warn(
            f"{self.format_type} formatter returned invalid type {type(result)}"
            f" (expected {self.return_type}) for object: {_safe_repr(obj)}",
            FormatterWarning,
            stacklevel=3,
        )
        return None

    def __contains__(self, typ: Any) -> bool:
        try:
            self.lookup_by_type(typ)
        except KeyError:
            return False
        return True

    def lookup(self, obj: Any) -> Any:
        """The function that formats this object; KeyError if there is none."""
        if id(obj) in self.singleton_printers:
            return self.singleton_printers[id(obj)]
        return self.lookup_by_type(getattr(obj, "__class__", None) or type(obj))

    def lookup_by_type(self, typ: Any) -> Any:
        """The function that formats objects of this type; KeyError if there is none."""
        if isinstance(typ, str):
            key = tuple(typ.rsplit(".", 1))
            if key in self.deferred_printers:
                return self.deferred_printers[key]  # type: ignore[index]
            for cls, printer in self.type_printers.items():
                if _name_of(cls) == key:
                    return printer
        else:
            for cls in get_mro(typ):
                if cls in self.type_printers or self._adopt(cls):
                    return self.type_printers[cls]
        raise KeyError(f"No registered printer for {typ!r}")

    def for_type(self, typ: Any, func: Any = None) -> Any:
        """Let `func` format objects of this type; returns what did before."""
        if isinstance(typ, str):
            return self.for_type_by_name(*typ.rsplit(".", 1), func)
        try:
            before = self.lookup_by_type(typ)
        except KeyError:
            before = None
        if func is not None:
            self.type_printers[typ] = func
        return before

    def for_type_by_name(self, type_module: str, type_name: str, func: Any = None) -> Any:
        """Let `func` format objects of the type of this name, imported or not."""
        try:
            before = self.lookup_by_type(f"{type_module}.{type_name}")
        except KeyError:
            before = None
        if func is not None:
            self.deferred_printers[type_module, type_name] = func
        return before

    def pop(self, typ: Any, default: Any = _RAISE) -> Any:
        """Forget the function for this type, and return it."""
        if isinstance(typ, str):
            key = tuple(typ.rsplit(".", 1))
            if key in self.deferred_printers:
                return self.deferred_printers.pop(key)  # type: ignore[arg-type]
            typ = next((cls for cls in self.type_printers if _name_of(cls) == key), typ)
        elif typ not in self.type_printers:
            self._adopt(typ)
        before = self.type_printers.pop(typ, default)
        if before is _RAISE:
            raise KeyError(f"No registered value for {typ!r}")
        return before

    def _adopt(self, cls: Any) -> bool:
        """Move a function that was registered by name to the class of that name."""
        key = _name_of(cls)
        if key not in self.deferred_printers:
            return False
        self.type_printers[cls] = self.deferred_printers.pop(key)
        return True


class PlainTextFormatter(Formatter):
    """`text/plain`, by the pretty printer."""

    def __init__(self) -> None:
        super().__init__("text/plain", "_repr_pretty_")
        self.pprint = True
        self.verbose = False
        self.max_width = 79
        self.newline = "\n"
        self.max_seq_length = MAX_SEQ_LENGTH
        self.float_format = "%r"
        self._float_precision = ""
        self.singleton_printers = singleton_printers.copy()
        self.type_printers = type_printers.copy()
        self.type_printers[float] = lambda obj, p, cycle: p.text(self.float_format % obj)
        self.deferred_printers = deferred_printers.copy()
        self.deferred_printers["numpy", "float64"] = self.type_printers[float]

    @property
    def float_precision(self) -> str:
        """How floats are written: a number of digits, a format, or nothing for `repr`."""
        return self._float_precision

    @float_precision.setter
    def float_precision(self, value: Any) -> None:
        value = str(value)
        digits = 8
        if "%" in value:
            try:
                value % 3.14159
            except Exception as error:
                raise ValueError(
                    f"Precision must be int or format string, not {value!r}"
                ) from error
            self.float_format = value
        elif value:
            try:
                digits = int(value)
            except ValueError as error:
                raise ValueError(
                    f"Precision must be int or format string, not {value!r}"
                ) from error
            if digits < 0:
                raise ValueError(f"int precision must be non-negative, not {digits!r}")
            self.float_format = f"%.{digits}f"
        else:
            self.float_format = "%r"
        if "numpy" in sys.modules and "%" not in value:
            sys.modules["numpy"].set_printoptions(precision=digits)
        self._float_precision = value

    def _format(self, obj: Any, **_: Any) -> str:
        if not self.pprint:
            return repr(obj)
        stream = StringIO()
        printer = RepresentationPrinter(
            stream,
            self.verbose,
            self.max_width,
            self.newline,
            max_seq_length=self.max_seq_length,
            singleton_pprinters=self.singleton_printers,
            type_pprinters=self.type_printers,
            deferred_pprinters=self.deferred_printers,
        )
        printer.pretty(obj)
        printer.flush()
        return stream.getvalue()


class IPythonDisplayFormatter(Formatter):
    """Objects that display themselves, by `_ipython_display_`."""

    def __init__(self) -> None:
        super().__init__("", "_ipython_display_", (type(None), bool))

    def _format(self, obj: Any, **_: Any) -> bool | None:
        if not self.enabled:
            return None
        try:
            printer = self.lookup(obj)
        except KeyError:
            method = real_method(obj, self.print_method)
            if method is None:
                return None
            method()
            return True
        printer(obj)
        return True


class MimeBundleFormatter(Formatter):
    """Objects that give a whole bundle, by `_repr_mimebundle_`."""

    def __init__(self) -> None:
        super().__init__("", "_repr_mimebundle_", dict)

    def _checked(self, result: Any, obj: Any) -> Any:
        result = super()._checked(result, obj)
        if result is None:
            return {}, {}
        return result if isinstance(result, tuple) else (result, {})


class DisplayFormatter:
    """All formatters together."""

    def __init__(self) -> None:
        binary = (bytes, str)
        self.ipython_display_formatter = IPythonDisplayFormatter()
        self.mimebundle_formatter = MimeBundleFormatter()
        self.formatters: dict[str, Formatter] = {"text/plain": PlainTextFormatter()}
        for format_type, method, return_type in (
            ("text/html", "html", str),
            ("text/markdown", "markdown", str),
            ("image/svg+xml", "svg", str),
            ("image/png", "png", binary),
            ("application/pdf", "pdf", binary),
            ("image/jpeg", "jpeg", binary),
            ("text/latex", "latex", str),
            ("application/json", "json", (list, dict)),
            ("application/javascript", "javascript", str),
        ):
            self.formatters[format_type] = Formatter(format_type, f"_repr_{method}_", return_type)

    @property
    def format_types(self) -> list[str]:
        """The MIME types that have a formatter."""
        return list(self.formatters)

    @property
    def active_types(self) -> list[str]:
        """The MIME types that are made; assign a list to restrict them."""
        return [name for name, formatter in self.formatters.items() if formatter.enabled]

    @active_types.setter
    def active_types(self, types: list[str]) -> None:
        for name, formatter in self.formatters.items():
            formatter.enabled = name in types

    def format(
        self, obj: Any, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The object's MIME bundle and its metadata; both empty if it displayed itself."""
        if self.ipython_display_formatter(obj):
            return {}, {}
        data, metadata = self.mimebundle_formatter(obj, include=include, exclude=exclude)
        data = {key: value for key, value in data.items() if _wanted(key, include, exclude)}
        metadata = {key: value for key, value in metadata.items() if _wanted(key, include, exclude)}
        for format_type, formatter in self.formatters.items():
            if format_type in data and not _registered(formatter, obj):
                continue
            if not _wanted(format_type, include, exclude):
                continue
            value = formatter(obj)
            about = None
            if isinstance(value, tuple) and len(value) == 2:
                value, about = value
            if value is not None:
                data[format_type] = value
            if about is not None:
                metadata[format_type] = about
        return data, metadata


def _wanted(format_type: str, include: Any, exclude: Any) -> bool:
    return (not include or format_type in include) and not (exclude and format_type in exclude)


def _registered(formatter: Formatter, obj: Any) -> bool:
    try:
        formatter.lookup(obj)
    except KeyError:
        return False
    return True


def _name_of(cls: Any) -> tuple[Any, Any]:
    return getattr(cls, "__module__", None), getattr(cls, "__name__", None)


def _safe_repr(obj: Any) -> str:
    try:
        return repr(obj)
    except Exception as error:
        return f"un-repr-able object ({error!r})"
