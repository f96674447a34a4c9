"""The classes of `IPython.display`: objects that are shown in a certain form."""

from __future__ import annotations

import json
import mimetypes
import os
import struct
from html import escape
from typing import Any

from .display import display
from .jsonable import base64


class DisplayObject:
    """Data, an address or a file, shown by its class's `_repr_*_`."""

    _read_flags = "r"
    _show_mem_addr = False
    metadata: dict[str, Any] | None = None

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        if isinstance(data, os.PathLike):
            data = str(data)
        if data is not None and isinstance(data, str) and self._is_reference(data):
            if data.startswith("http") and url is None:
                url, filename, data = data, None, None
            elif filename is None and url is None and os.path.exists(data):
                filename, data = data, None
        self.url = url
        self.filename = None if filename is None else str(filename)
        self.data = data
        self.metadata = metadata if metadata is not None else self.metadata or {}
        self.reload()
        self._check_data()

    def _is_reference(self, data: str) -> bool:
        if data.startswith(("http://", "https://")):
            return True
        return "\n" not in data and len(data) < 1024 and "<" not in data

    def _check_data(self) -> None:
        """Raise TypeError if the data is of the wrong type."""

    def reload(self) -> None:
        """Read the data again from its file or address."""
        if self.filename is not None:
            encoding = None if "b" in self._read_flags else "utf-8"
            with open(self.filename, self._read_flags, encoding=encoding) as file:
                self.data = file.read()
        elif self.url is not None:
            from urllib.request import urlopen

            with urlopen(self.url) as response:
                data = response.read()
            self.data = data if "b" in self._read_flags else data.decode("utf-8", "replace")

    def __repr__(self) -> str:
        if self._show_mem_addr:
            return object.__repr__(self)
        module = type(self).__module__
        # The record of a notebook names the class as IPython does.
        if module == __name__:
            module = "IPython.lib.display" if isinstance(self, Audio) else "IPython.core.display"
        return f"<{module}.{type(self).__name__} object>"

    def _with_metadata(self, value: Any) -> Any:
        return (value, dict(self.metadata)) if self.metadata else value


class TextDisplayObject(DisplayObject):
    """One whose data is text."""

    def _check_data(self) -> None:
        if self.data is not None and not isinstance(self.data, str):
            raise TypeError(f"{type(self).__name__} expects text, not {self.data!r}")


class Pretty(TextDisplayObject):
    """Plain text."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.data)


class HTML(TextDisplayObject):
    """HTML."""

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        if isinstance(data, str):
            start, end = data[:10].lower(), data[-10:].lower()
            if start.startswith("<iframe ") and end.endswith("</iframe>"):
                import warnings

                warnings.warn("Consider using IPython.display.IFrame instead", stacklevel=2)
        super().__init__(data, url, filename, metadata)

    def _is_reference(self, data: str) -> bool:
        return data.startswith(("http://", "https://"))

    def _repr_html_(self) -> Any:
        return self._with_metadata(self.data)

    def __html__(self) -> Any:
        return self._repr_html_()


class Markdown(TextDisplayObject):
    """Markdown."""

    def _repr_markdown_(self) -> Any:
        return self._with_metadata(self.data)


class Latex(TextDisplayObject):
    """LaTeX, with its own math delimiters."""

    def _repr_latex_(self) -> Any:
        return self._with_metadata(self.data)


class Math(TextDisplayObject):
    """LaTeX of one formula."""

    def _repr_latex_(self) -> Any:
        return self._with_metadata(f"$\\displaystyle {self.data.strip('$')}$")


class SVG(DisplayObject):
    """An SVG image."""

    def _check_data(self) -> None:
        if self.data is None:
            return
        from xml.dom import minidom

        text = self.data if isinstance(self.data, (str, bytes)) else str(self.data)
        document = minidom.parseString(text)
        found = document.getElementsByTagName("svg")
        root = found[0].toxml() if found else text
        self.data = root if isinstance(root, str) else root.decode("utf-8")

    def _repr_svg_(self) -> Any:
        return self._with_metadata(self.data)


class ProgressBar(DisplayObject):
    """A bar that is filled by setting `progress`, or by iterating over it."""

    def __init__(self, total: int) -> None:
        from os import urandom

        self.total = total
        self._progress = 0
        self.html_width = "60ex"
        self.text_width = 60
        self._display_id = urandom(8).hex()

    def __repr__(self) -> str:
        done = int(self.progress / self.total * self.text_width)
        return f"[{'=' * done}{' ' * (self.text_width - done)}] {self.progress}/{self.total}"

    def _repr_html_(self) -> str:
        return (
            f"<progress style='width:{self.html_width}' max='{self.total}'"
            f" value='{self.progress}'></progress>"
        )

    def display(self) -> None:
        """Show the bar."""
        display(self, display_id=self._display_id)

    def update(self) -> None:
        """Show its present state."""
        display(self, display_id=self._display_id, update=True)

    @property
    def progress(self) -> int:
        """How much is done."""
        return self._progress

    @progress.setter
    def progress(self, value: int) -> None:
        self._progress = value
        self.update()

    def __iter__(self) -> ProgressBar:
        self.display()
        self._progress = -1
        return self

    def __next__(self) -> int:
        self.progress += 1
        if self.progress < self.total:
            return self.progress
        raise StopIteration


class JSON(DisplayObject):
    """Anything that JSON can hold, shown as a tree."""

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        expanded: bool = False,
        metadata: dict[str, Any] | None = None,
        root: str = "root",
        **kwargs: Any,
    ) -> None:
        about = {"expanded": expanded, "root": root, **(metadata or {}), **kwargs}
        super().__init__(data, url, filename, about)
        if isinstance(self.data, str) and (url or filename):
            self.data = json.loads(self.data)

    def _check_data(self) -> None:
        if self.data is not None and not isinstance(self.data, (dict, list, str)):
            raise TypeError(
                f"{type(self).__name__} expects JSONable dict or list, not {self.data!r}"
            )

    def _is_reference(self, data: str) -> bool:
        return data.startswith(("http://", "https://"))

    def _repr_json_(self) -> Any:
        return self._with_metadata(self.data)


class GeoJSON(JSON):
    """A map's data."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        plain = f"<{type(self).__module__}.{type(self).__name__} object>"
        data = {"application/geo+json": self.data, "text/plain": plain}
        return data, {"application/geo+json": self.metadata}


class Javascript(TextDisplayObject):
    """JavaScript, run where the page allows it."""

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        lib: Any = None,
        css: Any = None,
    ) -> None:
        self.lib = [lib] if isinstance(lib, str) else list(lib or ())
        self.css = [css] if isinstance(css, str) else list(css or ())
        super().__init__(data, url, filename)

    def _is_reference(self, data: str) -> bool:
        return data.startswith(("http://", "https://"))

    def _repr_javascript_(self) -> str:
        styles = "".join(
            "var link = document.createElement('link');link.rel = 'stylesheet';"
            f"link.href = {json.dumps(href)};document.head.appendChild(link);\n"
            for href in self.css
        )
        code = self.data or ""
        for source in reversed(self.lib):
            code = (
                "new Promise(function(resolve, reject) {var script = document.createElement("
                "'script');script.onload = resolve;script.onerror = reject;"
                f"script.src = {json.dumps(source)};document.head.appendChild(script);"
                f"}}).then(() => {{\n{code}\n}});"
            )
        return styles + code


class Code(TextDisplayObject):
    """Source code."""

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        language: str | None = None,
    ) -> None:
        self.language = language
        super().__init__(data, url, filename)

    def _is_reference(self, data: str) -> bool:
        return data.startswith(("http://", "https://")) or super()._is_reference(data)

    def _repr_html_(self) -> str:
        return f'<div class="highlight"><pre>{escape(self.data or "")}</pre></div>'

    def _repr_latex_(self) -> str:
        return f"\\begin{{verbatim}}\n{self.data or ''}\n\\end{{verbatim}}"

    def __repr__(self) -> str:
        return self.data or ""


class Image(DisplayObject):
    """A PNG, JPEG, GIF or WebP image: data, a file, or the address of one."""

    _read_flags = "rb"
    _FORMATS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp"}

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        format: str | None = None,
        embed: bool | None = None,
        width: int | None = None,
        height: int | None = None,
        retina: bool = False,
        unconfined: bool = False,
        metadata: dict[str, Any] | None = None,
        alt: str | None = None,
    ) -> None:
        if isinstance(data, os.PathLike):
            data = str(data)
        name = filename or url or (data if isinstance(data, str) else None)
        if data is not None and isinstance(data, str):
            if data.startswith(("http://", "https://")):
                url, data = data, None
            elif os.path.exists(data):
                filename, data = data, None
        self.format = self._format(format, name, data)
        self.embed = embed if embed is not None else url is None
        self.width, self.height = width, height
        self.retina, self.unconfined, self.alt = retina, unconfined, alt
        super().__init__(data, url, filename, metadata)
        if retina and width is None and isinstance(self.data, bytes):
            self._halve()

    def _is_reference(self, data: str) -> bool:
        return False

    def _format(self, given: str | None, name: str | None, data: Any) -> str:
        if given is not None:
            known = self._FORMATS.get(given.lower())
            if known is None:
                raise ValueError(f"Cannot embed the '{given}' image format")
            return known
        extension = (name or "").rpartition(".")[2].partition("?")[0].lower()
        if extension in self._FORMATS:
            return self._FORMATS[extension]
        if isinstance(data, bytes):
            for start, kind in ((b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp")):
                if data.startswith(start):
                    return kind
        return "png"

    def _halve(self) -> None:
        if self.format == "png" and len(self.data) > 24:
            width, height = struct.unpack(">ii", self.data[16:24])
            self.width, self.height = width // 2, height // 2

    def reload(self) -> None:
        """Read the image again, if it is embedded."""
        if self.embed or self.filename is not None:
            super().reload()

    def _about(self) -> dict[str, Any]:
        about: dict[str, Any] = {}
        for name in ("width", "height", "alt"):
            value = getattr(self, name)
            if value is not None:
                about[name] = value
        if self.unconfined:
            about["unconfined"] = True
        return {**about, **(self.metadata or {})}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        if not self.embed:
            return {"text/html": self._repr_html_()}, {}
        mime = f"image/{self.format}"
        if self.data is None:
            raise FileNotFoundError("No such file or no data for the image.")
        data = self.data if isinstance(self.data, str) else base64(self.data)
        about = self._about()
        return {mime: data}, {mime: about} if about else {}

    def _repr_html_(self) -> str | None:
        if self.embed:
            return None
        attributes = "".join(
            f' {name}="{escape(str(value))}"'
            for name, value in (("width", self.width), ("height", self.height), ("alt", self.alt))
            if value is not None
        )
        if self.unconfined:
            attributes += ' class="unconfined"'
        return f'<img src="{self.url}"{attributes}/>'


class Video(DisplayObject):
    """A video: the address of one, or embedded data."""

    def __init__(
        self,
        data: Any = None,
        url: str | None = None,
        filename: str | None = None,
        embed: bool = False,
        mimetype: str | None = None,
        width: int | None = None,
        height: int | None = None,
        html_attributes: str = "controls",
    ) -> None:
        if isinstance(data, os.PathLike):
            data = str(data)
        if isinstance(data, str) and url is None and filename is None:
            if data.startswith(("http:", "https:")):
                url, data = data, None
            elif os.path.exists(data):
                filename, data = data, None
        self.mimetype, self.embed = mimetype, embed or filename is not None
        self.width, self.height, self.html_attributes = width, height, html_attributes
        self.url, self.filename, self.data = url, filename, data
        self.metadata = {}

    def _repr_html_(self) -> str:
        size = "".join(
            f' {name}="{value}"'
            for name, value in (("width", self.width), ("height", self.height))
            if value
        )
        source = self.url
        if self.embed or self.data is not None:
            data = self.data
            if data is None and self.filename is not None:
                with open(self.filename, "rb") as file:
                    data = file.read()
            kind = self.mimetype or mimetypes.guess_type(self.filename or "")[0] or "video/mp4"
            text = data if isinstance(data, str) else base64(data)
            source = f"data:{kind};base64,{text}"
        return (
            f'<video src="{source}" {self.html_attributes} {size}>\n'
            "      Your browser does not support the <code>video</code> element.\n    </video>"
        )


class Audio(DisplayObject):
    """Sound: samples with a rate, encoded data, a file, or the address of one."""

    _read_flags = "rb"

    def __init__(
        self,
        data: Any = None,
        filename: str | None = None,
        url: str | None = None,
        embed: bool | None = None,
        rate: int | None = None,
        autoplay: bool = False,
        normalize: bool = True,
        *,
        element_id: str | None = None,
    ) -> None:
        if filename is None and url is None and data is None:
            raise ValueError("No audio data found. Expecting filename, url, or data.")
        if embed is False and url is None:
            raise ValueError("No url found. Expecting url when embed=False")
        if isinstance(data, str) and data.startswith(("http:", "https:")):
            url, data = data, None
        elif isinstance(data, (str, os.PathLike)):
            filename, data = str(data), None
        self.embed = embed if embed is not None else url is None
        self.autoplay, self.element_id = autoplay, element_id
        self.mimetype = mimetypes.guess_type(filename or url or "")[0] or "audio/wav"
        super().__init__(data, url, filename)
        if self.data is not None and not isinstance(self.data, bytes):
            if rate is None:
                raise ValueError(
                    "rate must be specified when data is a numpy array or list of audio samples."
                )
            self.data = _wave(data, rate, normalize)
            self.mimetype = "audio/wav"

    def reload(self) -> None:
        """Read the sound again, if it is embedded."""
        if self.embed:
            super().reload()

    def _repr_html_(self) -> str:
        source = self.url
        if self.embed:
            source = f"data:{self.mimetype};base64,{base64(self.data)}"
        identity = f'id="{self.element_id}"' if self.element_id else ""
        autoplay = 'autoplay="autoplay"' if self.autoplay else ""
        return f"""
                <audio {identity} controls="controls" {autoplay}>
                    <source src="{source}" type="{self.mimetype}" />
                    Your browser does not support the audio element.
                </audio>
              """


def _wave(data: Any, rate: int, normalize: bool) -> bytes:
    """WAV of samples: one list, or one for each channel."""
    import wave
    from io import BytesIO

    channels = [list(part) for part in data] if hasattr(data[0], "__len__") else [list(data)]
    peak = max((abs(float(sample)) for part in channels for sample in part), default=0.0)
    if not normalize and peak > 1:
        raise ValueError("Audio data must be between -1 and 1 when normalize=False.")
    scale = 32767 / (peak if normalize and peak else 1)
    frames = [
        int(float(sample) * scale) for group in zip(*channels, strict=False) for sample in group
    ]
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(len(channels))
        file.setframerate(rate)
        file.setsampwidth(2)
        file.writeframes(struct.pack(f"<{len(frames)}h", *frames))
    return buffer.getvalue()


class IFrame:
    """Another page in a frame; further arguments are added to its address."""

    iframe = """
        <iframe
            width="{width}"
            height="{height}"
            src="{src}{params}"
            frameborder="0"
            allowfullscreen
            {extras}
        ></iframe>
        """

    def __init__(
        self, src: Any, width: Any, height: Any, extras: Any = None, **kwargs: Any
    ) -> None:
        self.src, self.width, self.height = str(src), width, height
        self.extras, self.params = list(extras or ()), kwargs

    def _repr_html_(self) -> str:
        params = ""
        if self.params:
            from urllib.parse import urlencode

            params = f"?{urlencode(self.params)}"
        return self.iframe.format(
            src=self.src,
            width=self.width,
            height=self.height,
            params=params,
            extras=" ".join(self.extras),
        )


class YouTubeVideo(IFrame):
    """A video of YouTube by its id."""

    def __init__(self, id: str, width: int = 400, height: int = 300, **kwargs: Any) -> None:
        self.id = id
        super().__init__(f"https://www.youtube.com/embed/{id}", width, height, **kwargs)


class FileLink:
    """A link to a file of the kernel."""

    def __init__(
        self,
        path: Any,
        url_prefix: str = "",
        result_html_prefix: str = "",
        result_html_suffix: str = "<br>",
    ) -> None:
        if os.path.isdir(path):
            raise ValueError(
                f"Cannot display a directory using FileLink. Use FileLinks to display '{path}'."
            )
        self.path, self.url_prefix = str(path), url_prefix
        self.result_html_prefix, self.result_html_suffix = result_html_prefix, result_html_suffix

    def _repr_html_(self) -> str:
        if not os.path.exists(self.path):
            return (
                f"Path (<tt>{self.path}</tt>) doesn't exist. It may still be in the process of"
                " being generated, or you may have the incorrect path."
            )
        address = escape(f"{self.url_prefix}{self.path}", quote=True)
        link = f"<a href='{address}' target='_blank'>{escape(self.path)}</a>"
        return f"{self.result_html_prefix}{link}{self.result_html_suffix}"

    def __repr__(self) -> str:
        return os.path.abspath(self.path)


class FileLinks(FileLink):
    """Links to the files of a folder."""

    def __init__(self, path: Any, url_prefix: str = "", recursive: bool = True, **_: Any) -> None:
        if not os.path.isdir(path):
            raise ValueError(
                f"Cannot display a file using FileLinks. Use FileLink to display '{path}'."
            )
        self.path, self.url_prefix, self.recursive = str(path).rstrip("/"), url_prefix, recursive

    def _repr_html_(self) -> str:
        lines = []
        for folder, _, names in os.walk(self.path):
            lines.append(f"{escape(folder)}/<br>")
            for name in sorted(names):
                address = escape(f"{self.url_prefix}{folder}/{name}", quote=True)
                lines.append(
                    f"&nbsp;&nbsp;<a href='{address}' target='_blank'>{escape(name)}</a><br>"
                )
            if not self.recursive:
                break
        return "\n".join(lines)


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


# Where notebooks know them from: their reprs and pickles say it.
for _class in (Code, Audio, IFrame, YouTubeVideo, FileLink, FileLinks):
    _class.__module__ = "IPython.lib.display"
for _class in (DisplayObject, TextDisplayObject, Pretty, HTML, Markdown, Latex, Math, SVG):
    _class.__module__ = "IPython.core.display"
for _class in (ProgressBar, JSON, GeoJSON, Javascript, Image, Video):
    _class.__module__ = "IPython.core.display"
