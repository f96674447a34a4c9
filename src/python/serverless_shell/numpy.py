"""NumPy as notebooks know it from 64-bit machines, as far as WebAssembly lets it."""

from __future__ import annotations

import sys
from functools import wraps
from typing import Any

from .hooks import after_import

_SINGULAR = ("inv", "solve", "solve1")
_NOT_POSITIVE = ("cholesky_lo", "cholesky_up", "cholesky")


#: What makes integers whose type is not said.
_MAKERS = (
    ("numpy", ("array", "asarray", "arange", "zeros", "ones", "empty", "full", "fromiter")),
    ("numpy", ("eye", "identity", "linspace", "loadtxt", "diff", "dot", "max", "min")),
    ("numpy", ("sum", "prod", "cumsum", "cumprod", "argmax", "argmin", "argsort", "searchsorted")),
    ("numpy.random", ("randint",)),
)


def install(namespace: dict[str, Any]) -> None:
    """Adapt NumPy once it is imported; integers are 64 bits long for code of this namespace."""
    for module, names in _MAKERS:
        after_import(module, lambda module, names=names: _widen(module, names, namespace))
    after_import("pandas.core.dtypes.common", _widen_pandas)
    after_import("numpy._core.arrayprint", _print_alike)
    after_import("numpy.linalg._linalg", _report_failures)


def _print_alike(module: Any) -> None:
    """Arrays of 64-bit integers are shown without their type, as where these are the default."""
    module._typelessdata.append(module._nt.int64)


def _widen(module: Any, names: tuple[str, ...], namespace: dict[str, Any]) -> None:
    """Let these functions make integers as long as on 64-bit machines, where sums do not overflow.

    Only for code of cells: compiled parts of libraries count on the length of this platform.
    """
    for name in names:
        setattr(module, name, _widened(getattr(module, name), namespace))


def _widened(function: Any, namespace: dict[str, Any]) -> Any:
    @wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        if sys._getframe(1).f_globals is not namespace:
            return function(*arguments, **options)
        from numpy import generic, int64, intp, ndarray

        arguments = tuple(int64 if value is int else value for value in arguments)
        if _is_int(options.get("dtype")):
            options["dtype"] = int64
        result = function(*arguments, **options)
        if not isinstance(result, (ndarray, generic)) or result.dtype != intp:
            return result
        is_chosen = options.get("dtype") is not None or any(
            isinstance(value, (str, type)) or getattr(value, "dtype", None) == intp
            for value in arguments
        )
        return result if is_chosen else result.astype(int64)

    return call


def _is_int(dtype: Any) -> bool:
    # Not by comparison, in which the 32 bits of this platform are `int` too.
    return dtype is int or (isinstance(dtype, str) and dtype == "int")


def _widen_pandas(module: Any) -> None:
    """`astype(int)` of a column."""
    find = module.pandas_dtype

    @wraps(find)
    def pandas_dtype(dtype: Any) -> Any:
        return find("int64" if _is_int(dtype) else dtype)

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
