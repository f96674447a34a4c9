"""Completion, inspection, history and completeness."""

import pytest


def matches(frontend, code):
    content = {"code": code, "cursor_pos": len(code)}
    reply = frontend.reply("complete_request", content)
    return reply["matches"], reply["cursor_start"]


@pytest.mark.parametrize(
    ("code", "match", "start"),
    [
        ("pri", "print", 0),
        ("import js", "json", 7),
        ("import os.pa", None, 7),
        ("from json import du", "dumps", 17),
        ("thing.sp", "speed", 6),
        ("thing.run(lo", "loud=", 10),
        ("table['al", "alpha", 7),
        ("x = [thing.sp", "speed", 11),
        ("'😀' + thing.sp", "speed", 12),
        ("%%ca", "%%capture", 0),
        ("%whos; x = %p", "%pwd", None),
    ],
)
def test_completes(frontend, code, match, start):
    frontend.run("import json")
    frontend.run("class Thing:\n    speed = 1\n    def run(self, *, loud=False): pass")
    frontend.run("thing = Thing()\ntable = {'alpha': 1}")
    found, begins = matches(frontend, code)
    if match is not None and start is not None:
        assert match in found
        assert begins == start


def test_never_calls_to_complete(frontend):
    frontend.run("calls = []\ndef f():\n    calls.append(1)\n    return ''")
    assert matches(frontend, "f().up")[0] == []
    assert frontend.result("calls") == "[]"


def test_explains_a_name_and_the_call_around_the_cursor(frontend):
    frontend.run("def f(a, *, b=1):\n    'Adds.'")
    for code in ("f", "f(", "f(1, "):
        content = {"code": code, "cursor_pos": len(code), "detail_level": 0}
        reply = frontend.reply("inspect_request", content)
        assert reply["found"]
        assert "f(a, *, b=1)" in reply["data"]["text/plain"]
        assert "Adds." in reply["data"]["text/plain"]


def test_shows_the_source_of_what_a_cell_defined(frontend):
    frontend.run("def f():\n    return 'a source line'")
    content = {"code": "f", "cursor_pos": 1, "detail_level": 1}
    assert "a source line" in frontend.reply("inspect_request", content)["data"]["text/plain"]


def test_says_when_a_name_means_nothing(frontend):
    reply = frontend.reply("inspect_request", {"code": "nothing", "cursor_pos": 3})
    assert reply == {"status": "ok", "found": False, "data": {}, "metadata": {}}


def test_gives_help_to_the_pager(frontend):
    payload = frontend.reply("execute_request", {"code": "print?"})["payload"]
    assert payload[0]["source"] == "page"
    assert "text/plain" in payload[0]["data"]


def test_remembers_what_was_run(frontend):
    for code in ("a = 1", "b = 2", "a = 1"):
        frontend.run(code)
    request = {"hist_access_type": "search", "pattern": "a*", "unique": True, "output": False}
    assert frontend.reply("history_request", request)["history"] == [[1, 3, "a = 1"]]
    request = {"hist_access_type": "range", "session": 0, "start": 1, "stop": 2, "output": False}
    assert frontend.reply("history_request", request)["history"] == [[1, 1, "a = 1"]]
    request = {"hist_access_type": "tail", "n": 2, "output": False}
    assert [line for _, line, _ in frontend.reply("history_request", request)["history"]] == [2, 3]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("1 + 1", "complete"),
        ("for i in range(3):", "incomplete"),
        ("x = (1,", "incomplete"),
        ("x = = 1", "invalid"),
        ("await thing()", "complete"),
        ("%time 1", "complete"),
    ],
)
def test_tells_whether_code_is_complete(frontend, code, status):
    assert frontend.reply("is_complete_request", {"code": code})["status"] == status
