"""The functions of `IPython.display`."""

from serverless_shell.display import DisplayHandle, clear_output, display, update_display

__all__ = ["DisplayHandle", "clear_output", "display", "update_display"]
