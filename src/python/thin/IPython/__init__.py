"""The thin IPython of the browser's shell; the real one takes its place when a cell needs more."""

from serverless_shell.ipython import InteractiveShell, get_ipython

from . import display

__all__ = ["InteractiveShell", "display", "get_ipython"]
__version__ = "9.0.2"
version_info = (9, 0, 2)

#: Tells this package from the real one.
is_thin = True
