"""The older name of `IPython.utils.capture`."""

from serverless_shell.capture import CapturedIO, capture_output

__all__ = ["CapturedIO", "capture_output"]
