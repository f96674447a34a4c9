"""The real XMLHttpRequest is tried by the end-to-end tests; here one that answers from a table."""

import sys
import urllib.request
from types import ModuleType
from typing import ClassVar
from urllib.error import HTTPError, URLError

import pytest

from serverless_shell.http_handler import BrowserHandler


class JsException(Exception):
    message = "NetworkError"


class Buffer:
    def __init__(self, content: bytes):
        self.content = content

    def to_bytes(self) -> bytes:
        return self.content


class XMLHttpRequest:
    """One synchronous request; `sent` keeps what the browser was asked for."""

    sent: ClassVar[list["XMLHttpRequest"]] = []
    answers: ClassVar = {
        "http://site/a.csv": (200, "OK", b"a,b\n1,2\n"),
        "https://site/missing": (404, "Not Found", b"nothing here"),
    }

    @classmethod
    def new(cls) -> "XMLHttpRequest":
        cls.sent.append(cls())
        return cls.sent[-1]

    def open(self, method: str, url: str, asynchronous: bool) -> None:
        assert not asynchronous
        self.method, self.responseURL, self.headers = method, url, {}

    def setRequestHeader(self, name: str, value: str) -> None:
        self.headers[name.lower()] = value

    def send(self, body: bytes | None) -> None:
        self.body = body
        if self.responseURL not in self.answers:
            raise JsException
        self.status, self.statusText, content = self.answers[self.responseURL]
        self.response = Buffer(content)

    def getAllResponseHeaders(self) -> str:
        return "content-type: text/csv; charset=utf-8\r\ncontent-encoding: gzip\r\n"


@pytest.fixture
def opener(monkeypatch):
    js, pyodide, ffi = (
        ModuleType("js"),
        ModuleType("pyodide"),
        ModuleType("pyodide.ffi"),
    )
    js.XMLHttpRequest = XMLHttpRequest
    ffi.JsException, ffi.to_js = JsException, bytes
    for name, module in {"js": js, "pyodide": pyodide, "pyodide.ffi": ffi}.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(urllib.request, "HTTPHandler", BrowserHandler)
    XMLHttpRequest.sent.clear()
    return urllib.request.build_opener()


def test_reads_the_body_as_a_file(opener):
    with opener.open("http://site/a.csv") as response:
        assert response.status == 200
        assert response.headers.get_content_charset() == "utf-8"
        assert response.read() == b"a,b\n1,2\n"


def test_hides_the_encoding_that_the_browser_has_decoded(opener):
    headers = opener.open("http://site/a.csv").headers
    assert "content-encoding" not in headers
    assert headers["content-length"] == "8"


def test_raises_http_error_with_the_status_and_the_body(opener):
    with pytest.raises(HTTPError, match="404: Not Found") as caught:
        opener.open("https://site/missing")
    assert caught.value.read() == b"nothing here"


def test_names_the_url_and_the_remedy_when_the_browser_could_not_read_it(opener):
    with pytest.raises(URLError, match=r"http://elsewhere/x \(NetworkError\).*CORS"):
        opener.open("http://elsewhere/x")


def test_posts_a_body_and_leaves_out_headers_that_are_the_browsers_own(opener):
    request = urllib.request.Request(
        "http://site/a.csv", data=b"x=1", headers={"User-Agent": "me", "X-Token": "t"}
    )
    opener.open(request)
    (sent,) = XMLHttpRequest.sent
    assert (sent.method, sent.body) == ("POST", b"x=1")
    assert sent.headers == {
        "x-token": "t",
        "content-type": "application/x-www-form-urlencoded",
    }
