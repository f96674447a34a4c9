"""Displays that notebooks import by this name."""

from serverless_shell.display_objects import Audio, Code, FileLink, FileLinks, IFrame, YouTubeVideo

__all__ = ["Audio", "Code", "FileLink", "FileLinks", "IFrame", "YouTubeVideo"]
