"""Errors that magics raise."""

from serverless_shell.magics.errors import UsageError
from serverless_shell.stdin import StdinNotImplementedError

__all__ = ["StdinNotImplementedError", "UsageError"]
