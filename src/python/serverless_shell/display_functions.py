"""The functions `display_png`, `display_html`, … of `IPython.display`."""

from __future__ import annotations

from typing import Any

from .display import display


def _display_mimetype(mimetype: str, objs: tuple[Any, ...], raw: bool, metadata: Any) -> None:
    if raw:
        objs = tuple({mimetype: obj} for obj in objs)
    if metadata:
        metadata = {mimetype: metadata}
    display(*objs, raw=raw, metadata=metadata, include=[mimetype, "text/plain"])


def _shower(mimetype: str, name: str) -> Any:
    def show(*objs: Any, raw: bool = False, metadata: Any = None) -> None:
        _display_mimetype(mimetype, objs, raw, metadata)

    show.__name__ = show.__qualname__ = f"display_{name}"
    show.__doc__ = f"Show objects as {mimetype}; with `raw`, text that already is."
    return show


display_pretty = _shower("text/plain", "pretty")
display_html = _shower("text/html", "html")
display_markdown = _shower("text/markdown", "markdown")
display_svg = _shower("image/svg+xml", "svg")
display_png = _shower("image/png", "png")
display_jpeg = _shower("image/jpeg", "jpeg")
display_latex = _shower("text/latex", "latex")
display_json = _shower("application/json", "json")
display_javascript = _shower("application/javascript", "javascript")
display_pdf = _shower("application/pdf", "pdf")


def set_matplotlib_formats(*formats: str, **kwargs: Any) -> None:
    """Set the formats in which figures are shown."""
    from .matplotlib import inline_backend

    inline_backend.set_formats(formats, **kwargs)


def set_matplotlib_close(close: bool = True) -> None:
    """Set whether figures are closed at the end of the cell."""
    from .matplotlib import inline_backend

    inline_backend.close_figures = close
