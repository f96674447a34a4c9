"""Settings of figures."""

from serverless_shell.matplotlib import InlineBackend

__all__ = ["InlineBackend"]
