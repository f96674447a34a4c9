"""Objects are shown in every form they offer, as IPython shows them."""

import base64
import struct
import zlib

import pytest


def png(width=4, height=2):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\0\0\0" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def shown(frontend, code):
    frontend.run("from IPython.display import *")
    messages = frontend.run(code)
    return [item for item in messages if item["type"].endswith(("display_data", "execute_result"))]


@pytest.mark.parametrize(
    ("code", "mime", "value"),
    [
        ("HTML('<b>x</b>')", "text/html", "<b>x</b>"),
        ("Markdown('# x')", "text/markdown", "# x"),
        ("Latex('$x$')", "text/latex", "$x$"),
        ("Math('x^2')", "text/latex", "$\\displaystyle x^2$"),
        ("JSON({'a': 1})", "application/json", {"a": 1}),
        ("Javascript('1')", "application/javascript", "1"),
    ],
)
def test_shows_text_of_a_mime_type(frontend, code, mime, value):
    data = shown(frontend, code)[0]["content"]["data"]
    assert data[mime] == value
    assert data["text/plain"].startswith("<IPython.core.display.")


def test_shows_an_image_with_its_size(frontend):
    code = f"Image(data={png()!r}, width=100)"
    content = shown(frontend, code)[0]["content"]
    assert base64.b64decode(content["data"]["image/png"]) == png()
    assert content["metadata"] == {"image/png": {"width": 100}}


def test_halves_a_retina_image(frontend):
    content = shown(frontend, f"Image({png()!r}, retina=True)")[0]["content"]
    assert content["metadata"]["image/png"] == {"width": 2, "height": 1}


def test_changes_a_display_by_its_handle(frontend):
    messages = shown(frontend, "h = display('a', display_id=True)\nh.update('b')")
    assert [item["type"] for item in messages] == ["display_data", "update_display_data"]
    ids = {item["content"]["transient"]["display_id"] for item in messages}
    assert len(ids) == 1


def test_clears_the_output(frontend):
    frontend.run("from IPython.display import clear_output")
    assert frontend.run("clear_output(wait=True)")[0]["content"] == {"wait": True}


def test_shows_the_error_of_one_form_and_goes_on_with_the_others(frontend):
    frontend.run(
        "class Odd:\n    def _repr_html_(self): return 1/0\n    __repr__ = lambda s: 'odd'"
    )
    messages = frontend.run("Odd()")
    assert messages[0]["content"]["ename"] == "ZeroDivisionError"
    assert messages[1]["content"]["data"] == {"text/plain": "odd"}
    assert messages[2]["content"]["status"] == "ok"


def test_lets_an_object_display_itself(frontend):
    frontend.run("class Own:\n    def _ipython_display_(self): print('own')")
    assert frontend.text("Own()") == "own\n"
    assert frontend.result("Own()") is None


def test_takes_a_bundle_with_metadata(frontend):
    frontend.run(
        "class Both:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/x-own': 'x'}, {'text/x-own': {'y': 1}}"
    )
    content = frontend.run("Both()")[0]["content"]
    assert content["data"]["text/x-own"] == "x"
    assert content["metadata"] == {"text/x-own": {"y": 1}}


def test_formats_types_that_a_notebook_registers(frontend):
    frontend.run(
        "html = get_ipython().display_formatter.formatters['text/html']\n"
        "html.for_type(complex, lambda z: f'<i>{z}</i>')"
    )
    assert frontend.run("1j")[0]["content"]["data"]["text/html"] == "<i>1j</i>"
    frontend.run("html.pop(complex)")


def test_lists_the_files_of_a_folder(frontend, tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text("")
    (tmp_path / "inner" / "b.csv").write_text("")
    code = f"FileLinks({str(tmp_path)!r}, included_suffixes=['.txt'])"
    data = shown(frontend, code)[0]["content"]["data"]
    assert data["text/plain"] == f"{tmp_path}/inner/\n  a.txt"
    assert data["text/html"].count("<a ") == 1


def test_names_the_image_that_is_not_there(frontend):
    error = next(
        item["content"]
        for item in frontend.run("from IPython.display import Image\nImage('nofile.png')")
        if item["type"] == "error"
    )
    assert error["evalue"] == "No such file or directory: 'nofile.png'"


def test_embeds_a_video_only_when_asked(frontend):
    frontend.run("from IPython.display import Video")
    assert frontend.error("Video('nofile.mp4')")["ename"] == "ValueError"
    assert shown(frontend, "Video(b'1', embed=True, mimetype='video/mp4')")


def test_shows_a_map_under_its_own_type(frontend):
    content = shown(frontend, "GeoJSON({'type': 'Point', 'coordinates': [0, 0]})")[0]["content"]
    assert set(content["data"]) == {"application/geo+json", "text/plain"}


def test_publishes_a_bundle(frontend):
    content = shown(frontend, "publish_display_data({'text/plain': 'x'})")[0]["content"]
    assert content["data"] == {"text/plain": "x"}
