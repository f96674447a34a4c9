"""What notebooks import to show things."""

from serverless_shell.display import (
    DisplayHandle,
    clear_output,
    display,
    publish_display_data,
    update_display,
)
from serverless_shell.display_functions import (
    display_html,
    display_javascript,
    display_jpeg,
    display_json,
    display_latex,
    display_markdown,
    display_pdf,
    display_png,
    display_pretty,
    display_svg,
    set_matplotlib_close,
    set_matplotlib_formats,
)
from serverless_shell.display_links import FileLink, FileLinks, IFrame, YouTubeVideo
from serverless_shell.display_media import Audio, Image, Video
from serverless_shell.display_objects import (
    HTML,
    JSON,
    SVG,
    Code,
    DisplayObject,
    GeoJSON,
    Javascript,
    Latex,
    Markdown,
    Math,
    Pretty,
    ProgressBar,
    TextDisplayObject,
)

__all__ = [
    "HTML",
    "JSON",
    "SVG",
    "Audio",
    "Code",
    "DisplayHandle",
    "DisplayObject",
    "FileLink",
    "FileLinks",
    "GeoJSON",
    "IFrame",
    "Image",
    "Javascript",
    "Latex",
    "Markdown",
    "Math",
    "Pretty",
    "ProgressBar",
    "TextDisplayObject",
    "Video",
    "YouTubeVideo",
    "clear_output",
    "display",
    "display_html",
    "display_javascript",
    "display_jpeg",
    "display_json",
    "display_latex",
    "display_markdown",
    "display_pdf",
    "display_png",
    "display_pretty",
    "display_svg",
    "publish_display_data",
    "set_matplotlib_close",
    "set_matplotlib_formats",
    "update_display",
]

# Where notebooks know them from: their reprs and pickles say it.
for _class in (Code, Audio, IFrame, YouTubeVideo, FileLink, FileLinks):
    _class.__module__ = "IPython.lib.display"
for _class in (DisplayObject, TextDisplayObject, Pretty, HTML, Markdown, Latex, Math, SVG):
    _class.__module__ = "IPython.core.display"
for _class in (ProgressBar, JSON, GeoJSON, Javascript, Image, Video):
    _class.__module__ = "IPython.core.display"
