"""The shell."""

from serverless_shell.ipython import get_ipython

__all__ = ["get_ipython"]
