"""Images, videos and sounds of `IPython.display`."""

from __future__ import annotations

import mimetypes
import os
import struct
from html import escape
from typing import Any

from .display_objects import DisplayObject
from .jsonable import base64


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
        if isinstance(self.data, str):
            # Neither an address nor the name of a file that is there.
            raise FileNotFoundError(f"No such file or directory: {self.data!r}")
        data = base64(self.data)
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
        if data is not None and not embed:
            raise ValueError(
                "To embed videos, you must pass embed=True (this may make your notebook files huge)\n"
                "Consider passing Video(url='...')"
            )
        self.mimetype, self.embed = mimetype, embed
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
