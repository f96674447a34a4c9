"""The backend under the name that Jupyter gives it, and settings of figures."""

from serverless_shell.display_functions import set_matplotlib_close, set_matplotlib_formats
from serverless_shell.matplotlib_backend import FigureCanvas, flush_figures, show

__all__ = [
    "FigureCanvas",
    "flush_figures",
    "set_matplotlib_close",
    "set_matplotlib_formats",
    "show",
]
