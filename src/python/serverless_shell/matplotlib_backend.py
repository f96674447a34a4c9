"""The backend that matplotlib loads: Agg, whose figures are shown in the cell.

After `plt.ioff()`, new figures are shown by `plt.show()` only.
"""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib import colors
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from .display import display
from .matplotlib import inline_backend

__all__ = ["FigureCanvas", "FigureManager", "flush_figures", "show"]


_new: list[Any] = []
"""The figures that the cell has made, the last made last."""


class FigureManager(FigureManagerBase):
    """Notes that there is a new figure to show at the end of the cell."""

    def __init__(self, canvas: Any, number: Any) -> None:
        super().__init__(canvas, number)
        if matplotlib.is_interactive():
            _new.append(canvas.figure)


class FigureCanvas(FigureCanvasAgg):
    """Agg's canvas; figures made by pyplot are shown at the end of the cell."""

    manager_class = FigureManager

    def draw_idle(self, *args: Any, **kwargs: Any) -> None:
        """Nothing sees a figure before it is shown, and then it is drawn."""


def show(close: bool | None = None, block: bool | None = None) -> None:
    """Show all figures, and close them."""
    close = inline_backend.close_figures if close is None else close
    managers = Gcf.get_all_fig_managers()
    try:
        for manager in managers:
            display(manager.canvas.figure, metadata=_background(manager.canvas.figure))
    finally:
        _new.clear()
        if close and managers:
            matplotlib.pyplot.close("all")


def flush_figures() -> None:
    """At the end of each cell, show the figures that it made."""
    if not _new:
        return
    if inline_backend.close_figures:
        show(True)
        return
    figures, _new[:] = _new[:], []
    active = [manager.canvas.figure for manager in Gcf.get_all_fig_managers()]
    for figure in figures:
        if figure in active:
            display(figure, metadata=_background(figure))


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
