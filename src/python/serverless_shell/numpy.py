"""NumPy as notebooks know it from 64-bit machines, as far as WebAssembly lets it.

Integers whose type nobody says are 32 bits long here. Code of cells gets them 64 bits long, where sums
do not overflow: from functions, which know who calls them, and from methods of arrays, whose calls
`source.py` passes through `method`. Compiled parts of libraries count on the length of this platform.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from .hooks import after_import

_SINGULAR = ("inv", "solve", "solve1")
_NOT_POSITIVE = ("cholesky_lo", "cholesky_up", "cholesky")

#: They make integers of what has no type, such as a list.
_MAKERS = {
    "numpy": """
        arange array asarray clip concatenate cross diag diff dot empty empty_like eye fromfunction
        fromiter full full_like hstack identity indices inner kron linspace loadtxt max meshgrid min
        ones ones_like outer repeat sort stack tile tri unique where vstack zeros zeros_like
    """,
    "numpy.random": "binomial choice permutation poisson randint",
}
#: They count or number, whatever they are given.
_COUNTERS = {
    "numpy": """
        argmax argmin argpartition argsort argwhere bincount diag_indices digitize flatnonzero
        histogram lexsort nonzero searchsorted tril_indices triu_indices unravel_index
    """,
    "numpy.linalg": "matrix_rank",
}
#: They add up, in integers as long as the platform's or longer.
_SUMS = {"numpy": "cumprod cumsum prod sum trace"}

_UFUNCS = """
    abs absolute add floor_divide gcd lcm maximum minimum mod multiply negative power remainder sign
    square subtract
""".split()
_METHODS = {
    **dict.fromkeys(_UFUNCS, "maker"),
    **dict.fromkeys("accumulate astype choice dot outer permutation reduce".split(), "maker"),
    **dict.fromkeys("binomial multinomial poisson randint".split(), "maker"),
    **dict.fromkeys("argmax argmin argpartition argsort nonzero searchsorted".split(), "counter"),
    **dict.fromkeys(_SUMS["numpy"].split(), "sum"),
}
#: The methods whose calls pass through `method`.
METHODS = frozenset(_METHODS)


def install(namespace: dict[str, Any]) -> None:
    """Adapt NumPy once it is imported; integers are 64 bits long for code of this namespace."""
    for kind, functions in (("maker", _MAKERS), ("counter", _COUNTERS), ("sum", _SUMS)):
        for module, names in functions.items():
            after_import(module, _widen(kind, names.split(), namespace))
    builtins.__serverless_method__ = method  # type: ignore[attr-defined]
    after_import("pandas.core.dtypes.common", _widen_pandas)
    after_import("numpy._core.getlimits", _widen_limits(namespace))
    after_import("numpy._core.arrayprint", _print_alike)
    after_import("numpy.linalg._linalg", _report_failures)


def method(bound: Any) -> Any:
    """NumPy's method or ufunc with 64-bit integers; any other as it is."""
    owner = getattr(bound, "__self__", None)
    is_ufunc = type(bound).__name__ == "ufunc"
    library = type(owner).__module__.partition(".")[0]
    if not is_ufunc and library not in ("numpy", "pandas"):
        return bound
    kind = _METHODS.get(bound.__name__, "maker")
    if library == "pandas" and kind != "counter":
        return bound
    return lambda *arguments, **options: _call(bound, kind, owner, arguments, options)


def _widen_limits(namespace: dict[str, Any]) -> Callable[[Any], None]:
    """`iinfo(int)`, where a cell asks for it."""

    def widen(module: Any) -> None:
        make = module.iinfo.__init__

        @wraps(make)
        def __init__(self: Any, int_type: Any) -> None:
            is_asked = sys._getframe(1).f_globals is namespace
            make(self, _wide(int_type) if is_asked else int_type)

        module.iinfo.__init__ = __init__

    return widen


def _print_alike(module: Any) -> None:
    """Arrays of 64-bit integers are shown without their type, as those of 32 bits are anyway.

    Not instead of them: libraries make many more of these than readers do.
    """
    module._typelessdata.append(module._nt.int64)


def _widen(kind: str, names: list[str], namespace: dict[str, Any]) -> Callable[[Any], None]:
    def widen(module: Any) -> None:
        for name in names:
            setattr(module, name, _widened(getattr(module, name), kind, namespace))

    return widen


def _widened(function: Any, kind: str, namespace: dict[str, Any]) -> Any:
    @wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        if sys._getframe(1).f_globals is not namespace:
            return function(*arguments, **options)
        if kind == "sum" and arguments and isinstance(arguments[0], (list, tuple)):
            from numpy import asarray

            arguments = (asarray(arguments[0]), *arguments[1:])
        return _call(function, kind, arguments[0] if arguments else None, arguments, options)

    return call


def _call(
    function: Any, kind: str, subject: Any, arguments: tuple[Any, ...], options: dict[str, Any]
) -> Any:
    from numpy import intp

    is_cast = function.__name__ == "astype"
    arguments = tuple(_wide(item) if item is int or is_cast else item for item in arguments)
    if "dtype" in options:
        options["dtype"] = _wide(options["dtype"])
    if kind == "sum":
        return function(*arguments, **_with_accumulator(subject, options))
    result = function(*arguments, **options)
    if kind == "counter" or (function.__name__ == "where" and len(arguments) == 1):
        return _lengthened(result)
    is_chosen = options.get("dtype") is not None or any(
        isinstance(value, (str, type)) or getattr(value, "dtype", None) == intp
        for value in (subject, *arguments)
    )
    if not is_chosen:
        return _lengthened(result)
    if function.__name__ == "unique" and type(result) is tuple:
        return result[0], *map(_lengthened, result[1:])
    return result


def _with_accumulator(subject: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Sums of shorter integers are made in 64 bits."""
    from numpy import generic, int64, ndarray, uint64

    is_chosen = options.get("dtype") is not None or options.get("out") is not None
    if is_chosen or not isinstance(subject, (ndarray, generic)) or subject.dtype.itemsize >= 8:
        return options
    wide = {"b": int64, "i": int64, "u": uint64}.get(subject.dtype.kind)
    return {**options, "dtype": wide} if wide else options


def _lengthened(result: Any) -> Any:
    from numpy import int64, intp

    if type(result) is tuple:
        return tuple(map(_lengthened, result))
    # Also a column of pandas; a sparse matrix stays as its library made it.
    library = type(result).__module__.partition(".")[0]
    if library in ("numpy", "pandas") and getattr(result, "dtype", None) == intp:
        return result.astype(int64)
    return result


def _wide(dtype: Any) -> Any:
    """The type with 64 bits where it says `int`, also in the fields of a structure."""
    if isinstance(dtype, list):
        return [
            (field[0], _wide(field[1]), *field[2:]) if type(field) is tuple else field
            for field in dtype
        ]
    return "int64" if _is_int(dtype) else dtype


def _is_int(dtype: Any) -> bool:
    # Not by comparison, in which the 32 bits of this platform are `int` too.
    return dtype is int or (isinstance(dtype, str) and dtype == "int")


def _widen_pandas(module: Any) -> None:
    """`astype(int)` of a column."""
    find = module.pandas_dtype

    @wraps(find)
    def pandas_dtype(dtype: Any) -> Any:
        return find(_wide(dtype))

    module.pandas_dtype = pandas_dtype


def _report_failures(module: Any) -> None:
    """WebAssembly has no floating-point flags, by which NumPy learns that LAPACK has failed."""
    functions = module._umath_linalg
    module._umath_linalg = _Checked(functions, module)


class _Checked:
    """The functions of LAPACK; those that give NaN where they fail raise LinAlgError."""

    def __init__(self, functions: Any, module: Any) -> None:
        self._functions = functions
        for names, message in (
            (_SINGULAR, "Singular matrix"),
            (_NOT_POSITIVE, "Matrix is not positive definite"),
        ):
            for name in names:
                function = getattr(functions, name, None)
                if function is not None:
                    setattr(self, name, _checked(function, message, module))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._functions, name)


def _checked(function: Any, message: str, module: Any) -> Any:
    def call(*arrays: Any, **options: Any) -> Any:
        from numpy import isfinite, isnan

        result = function(*arrays, **options)
        if isnan(result).any() and all(isfinite(array).all() for array in arrays):
            raise module.LinAlgError(message)
        return result

    return call
