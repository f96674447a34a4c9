"""Libraries ask whether the shell is one of a terminal; it never is."""

from serverless_shell.ipython import InteractiveShell

__all__ = ["TerminalInteractiveShell"]


class TerminalInteractiveShell(InteractiveShell):
    """A shell in a terminal, of which there is none."""
