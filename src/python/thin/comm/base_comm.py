"""The base classes that widgets import by this name."""

from serverless_shell.comm import Comm as BaseComm
from serverless_shell.comm import CommManager

__all__ = ["BaseComm", "CommManager"]
