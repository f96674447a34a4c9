"""The shell's class, whose settings notebooks change."""

from serverless_shell.ipython import InteractiveShell

__all__ = ["InteractiveShell"]
