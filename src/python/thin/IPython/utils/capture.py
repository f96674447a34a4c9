"""Keeping what code prints and shows."""

from serverless_shell.capture import CapturedIO, RichOutput, capture_output

__all__ = ["CapturedIO", "RichOutput", "capture_output"]
