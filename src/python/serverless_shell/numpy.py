"""NumPy as notebooks know it from 64-bit machines, as far as WebAssembly lets it."""

from __future__ import annotations

from typing import Any

from .hooks import after_import

_SINGULAR = ("inv", "solve", "solve1")
_NOT_POSITIVE = ("cholesky_lo", "cholesky_up", "cholesky")


def install() -> None:
    """Adapt NumPy once it is imported."""
    after_import("numpy._core.arrayprint", _print_alike)
    after_import("numpy.linalg._linalg", _report_failures)


def _print_alike(module: Any) -> None:
    """Arrays of 64-bit integers are shown without their type, as where these are the default."""
    module._typelessdata.append(module._nt.int64)


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
