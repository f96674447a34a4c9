"""Parts of IPython that notebooks import by this name."""

from . import pretty

__all__ = ["pretty"]
