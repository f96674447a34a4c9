"""Displays that notebooks import by this name."""

from IPython.display import Audio, Code, FileLink, FileLinks, IFrame, YouTubeVideo

__all__ = ["Audio", "Code", "FileLink", "FileLinks", "IFrame", "YouTubeVideo"]
