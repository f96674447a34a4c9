"""Figures in the cell: the inline backend, without importing matplotlib before the reader does.

Behaves as the package matplotlib_inline, which is what notebooks expect of Jupyter.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from .hooks import after_import

_BACKEND = "module://matplotlib_inline.backend_inline"


def install() -> None:
    """Make the inline backend the default, and set it up once pyplot is imported."""
    os.environ.setdefault("MPLBACKEND", _BACKEND)
    # Not the folder in which the notebook runs, where the reader would find it.
    os.environ.setdefault("MPLCONFIGDIR", "/tmp/matplotlib")
    after_import("matplotlib", _after_matplotlib)
    after_import("matplotlib.backend_bases", _show_without_display)
    after_import("matplotlib.pyplot", _after_pyplot)


def activate() -> None:
    """Show figures in the cell again, after another backend was chosen."""
    module = sys.modules.get("matplotlib")
    if module is None:
        os.environ["MPLBACKEND"] = _BACKEND
        return
    if module.rcParams._get("backend") != _BACKEND:
        module.use(_BACKEND)
    module.interactive(True)


class InlineBackend:
    """What `%config InlineBackend.…` can set."""

    def __init__(self) -> None:
        self._formats = {"png"}
        self.print_figure_kwargs: dict[str, Any] = {"bbox_inches": "tight"}
        self.close_figures = True
        self.rc: dict[str, Any] = {}

    @classmethod
    def instance(cls) -> InlineBackend:
        """The one that there is."""
        return inline_backend

    @property
    def figure_formats(self) -> set[str]:
        """The formats of figures, all of which are sent."""
        return self._formats

    @figure_formats.setter
    def figure_formats(self, value: Any) -> None:
        self.set_formats(value)

    @property
    def figure_format(self) -> str:
        """The one format of figures: png, retina, jpeg, svg or pdf."""
        return ",".join(sorted(self.figure_formats))

    @figure_format.setter
    def figure_format(self, value: str) -> None:
        self.set_formats([value])

    def set_formats(self, formats: Any, **print_figure_kwargs: Any) -> None:
        """Set the formats, and register how a figure is written in each of them."""
        formats = {formats} if isinstance(formats, str) else set(formats)
        aliases = {"png2x": "retina", "jpg": "jpeg"}
        formats = {aliases.get(name, name) for name in formats}
        unknown = formats - set(_MIME_TYPES)
        if unknown:
            supported = ",".join(map(repr, sorted([*_MIME_TYPES, *aliases])))
            unsupported = ",".join(map(repr, sorted(unknown)))
            raise ValueError(f"supported formats are: {supported} not {unsupported}")
        self._formats = formats
        self.print_figure_kwargs.update(print_figure_kwargs)
        register()


inline_backend = InlineBackend()

_MIME_TYPES = {
    "png": "image/png",
    "retina": "image/png",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}


def register() -> None:
    """Let the formatters write figures, if matplotlib is there."""
    if "matplotlib.figure" not in sys.modules:
        return
    from matplotlib.figure import Figure

    from .shell import shell

    for mime in set(_MIME_TYPES.values()):
        shell.display_formatter.formatters[mime].type_printers.pop(Figure, None)
    for name in inline_backend.figure_formats:
        formatter = shell.display_formatter.formatters[_MIME_TYPES[name]]
        formatter.for_type(Figure, lambda figure, name=name: print_figure(figure, name))


def print_figure(figure: Any, name: str) -> Any:
    """The figure in one format; with its size if it is meant for a high resolution."""
    from io import BytesIO

    if not figure.axes and not figure.lines:
        # An empty figure has no bounding box; as IPython, show nothing.
        return None
    options = dict(inline_backend.print_figure_kwargs)
    dpi = options.pop("dpi", figure.dpi)
    if dpi == "figure":
        dpi = figure.dpi
    retina = name == "retina"
    if figure.canvas is None:
        from matplotlib.backend_bases import FigureCanvasBase

        FigureCanvasBase(figure)
    buffer = BytesIO()
    figure.canvas.print_figure(
        buffer,
        format="png" if retina else name,
        facecolor=figure.get_facecolor(),
        edgecolor=figure.get_edgecolor(),
        dpi=dpi * 2 if retina else dpi,
        **options,
    )
    data = buffer.getvalue()
    if name == "svg":
        return data.decode("utf-8")
    if retina:
        from struct import unpack

        width, height = unpack(">ii", data[16:24])
        return data, {"width": width // 2, "height": height // 2}
    return data


def _after_matplotlib(module: Any) -> None:
    module.interactive(True)
    if inline_backend.rc:
        module.rcParams.update(inline_backend.rc)


def _show_without_display(module: Any) -> None:
    """Do nothing in `figure.show()`, as on a server without a display, which Agg does not need."""
    module.FigureManagerBase.show = lambda self: None


def _after_pyplot(_: Any) -> None:
    from .matplotlib_backend import flush_figures
    from .shell import shell

    register()
    if flush_figures not in shell.hooks["post_execute"]:
        shell.hooks["post_execute"].append(flush_figures)
