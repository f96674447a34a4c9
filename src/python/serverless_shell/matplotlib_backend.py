"""The backend that matplotlib loads: Agg, whose figures are shown in the cell."""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib import colors
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends.backend_agg import FigureCanvasAgg

from .display import display
from .matplotlib import inline_backend

__all__ = ["FigureCanvas", "flush_figures", "show"]


class FigureCanvas(FigureCanvasAgg):
    """Agg's canvas; figures made by pyplot are shown at the end of the cell."""


def show(close: bool | None = None, block: bool | None = None) -> None:
    """Show all figures, and close them."""
    close = inline_backend.close_figures if close is None else close
    managers = Gcf.get_all_fig_managers()
    try:
        for manager in managers:
            display(manager.canvas.figure, metadata=_background(manager.canvas.figure))
    finally:
        if close and managers:
            matplotlib.pyplot.close("all")


def flush_figures() -> None:
    """At the end of each cell, show the figures that it made."""
    if inline_backend.close_figures:
        show(True)


def _background(figure: Any) -> dict[str, str]:
    """Whether a transparent figure needs a light or a dark page to be readable."""
    if colors.to_rgba(figure.get_facecolor())[3]:
        return {}
    axes = figure.axes
    labels = [
        label for ax in axes for axis in (ax.xaxis, ax.yaxis) for label in axis.get_ticklabels()
    ]
    values = [colors.to_rgba(label.get_color()) for label in labels]
    lightness = [0.299 * r + 0.587 * g + 0.114 * b > 0.5 for r, g, b, _ in values]
    if lightness and (all(lightness) or not any(lightness)):
        return {"needs_background": "dark" if lightness[0] else "light"}
    return {}
