"""The classes of `IPython.display`: objects that are shown in a certain form."""

from __future__ import annotations

import json
import os
from html import escape
from typing import Any

from .display import display


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

    def _ipython_display_(self) -> None:
        data = {"application/geo+json": self.data, "text/plain": "<IPython.display.GeoJSON object>"}
        display(data, metadata={"application/geo+json": self.metadata}, raw=True)


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
