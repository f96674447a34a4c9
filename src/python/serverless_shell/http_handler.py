"""HTTP for `urllib.request` through the browser, which gives Python no sockets.

With it `urllib.request.urlopen(url)`, and what is built on it such as `pandas.read_csv(url)`, work
as they do on a server, for every site that allows the page to read it (CORS).
"""

from __future__ import annotations

from email.message import Message
from io import BytesIO
from urllib import request as urllib_request
from urllib.error import URLError
from urllib.response import addinfourl

# A browser sets these itself and warns about each attempt.
_BROWSERS_OWN = {
    "accept-encoding",
    "connection",
    "content-length",
    "cookie",
    "host",
    "origin",
    "referer",
    "user-agent",
}

# They describe the bytes on the wire, which the browser has already decoded.
_OF_THE_WIRE = {"content-encoding", "content-length", "transfer-encoding"}


class BrowserHandler(urllib_request.BaseHandler):
    """Answers `http:` and `https:` with a synchronous `XMLHttpRequest`, as a worker may."""

    def http_open(self, request: urllib_request.Request) -> addinfourl:
        from js import XMLHttpRequest
        from pyodide.ffi import JsException, to_js

        xhr = XMLHttpRequest.new()
        url = request.full_url
        try:
            xhr.open(request.get_method(), url, False)
            xhr.responseType = "arraybuffer"
            if isinstance(request.timeout, (int, float)):
                xhr.timeout = int(request.timeout * 1000)
            for name, value in request.header_items():
                if name.lower() not in _BROWSERS_OWN:
                    xhr.setRequestHeader(name, value)
            xhr.send(None if request.data is None else to_js(_body(request)))
        except JsException as error:
            raise URLError(
                f"the browser could not read {url} ({error.message}): is it online, and does "
                "the site allow other pages to read it (CORS)?"
            ) from None

        body = xhr.response.to_bytes() if xhr.response else b""
        headers = Message()
        for line in xhr.getAllResponseHeaders().splitlines():
            name, _, value = line.partition(":")
            if name.lower() not in _OF_THE_WIRE:
                headers[name] = value.strip()
        headers["content-length"] = str(len(body))
        response = addinfourl(BytesIO(body), headers, xhr.responseURL or url, xhr.status)
        # What `HTTPErrorProcessor` reads, as from an `http.client.HTTPResponse`.
        response.msg = xhr.statusText
        response.reason = xhr.statusText
        return response

    https_open = http_open

    def http_request(self, request: urllib_request.Request) -> urllib_request.Request:
        if request.data is not None and not request.has_header("Content-type"):
            request.add_unredirected_header("Content-type", "application/x-www-form-urlencoded")
        return request

    https_request = http_request


def _body(request: urllib_request.Request) -> bytes:
    data = request.data
    if isinstance(data, str):
        raise TypeError("POST data should be bytes, an iterable of bytes, or a file object.")
    if hasattr(data, "read"):
        return data.read()
    return bytes(data) if isinstance(data, (bytes, bytearray, memoryview)) else b"".join(data)


def install() -> None:
    """Makes `build_opener`, and so `urlopen`, use it; called when `urllib.request` is imported."""
    urllib_request.HTTPHandler = BrowserHandler
