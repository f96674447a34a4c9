"""Frames and links of `IPython.display`."""

from __future__ import annotations

import os
from html import escape
from typing import Any


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
        link = self._link(self.path, self.path)
        return f"{self.result_html_prefix}{link}{self.result_html_suffix}"

    def _link(self, path: str, text: str) -> str:
        address = escape(f"{self.url_prefix}{path}", quote=True)
        return f"<a href='{address}' target='_blank'>{escape(text)}</a>"

    def __repr__(self) -> str:
        return os.path.abspath(self.path)


class FileLinks(FileLink):
    """Links to the files of a folder."""

    def __init__(
        self,
        path: Any,
        url_prefix: str = "",
        included_suffixes: Any = None,
        result_html_prefix: str = "",
        result_html_suffix: str = "<br>",
        recursive: bool = True,
    ) -> None:
        if not os.path.isdir(path):
            raise ValueError(
                f"Cannot display a file using FileLinks. Use FileLink to display '{path}'."
            )
        self.path, self.url_prefix, self.recursive = str(path).rstrip("/"), url_prefix, recursive
        self.included_suffixes = included_suffixes
        self.result_html_prefix, self.result_html_suffix = result_html_prefix, result_html_suffix

    def _folders(self) -> list[tuple[str, list[str]]]:
        """Each folder that has files to show, with their names."""
        walk = sorted(os.walk(self.path))
        folders = []
        for folder, _, names in walk if self.recursive else walk[:1]:
            names = [
                name
                for name in names
                if self.included_suffixes is None
                or os.path.splitext(name)[1] in self.included_suffixes
            ]
            if names:
                folders.append((folder, names))
        return folders

    def _repr_html_(self) -> str:
        lines = []
        before, after = self.result_html_prefix, self.result_html_suffix
        for folder, names in self._folders():
            lines.append(f"{before}{escape(folder)}/{after}")
            for name in names:
                link = self._link(f"{folder}/{name}", name)
                lines.append(f"{before}&nbsp;&nbsp;{link}{after}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        lines = []
        for folder, names in self._folders():
            lines += [f"{folder}/", *(f"  {name}" for name in names)]
        return "\n".join(lines)
