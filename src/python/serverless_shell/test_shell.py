"""Cells run as in IPython."""

import pytest


def types(messages):
    return [item["type"] for item in messages]


def test_brackets_a_request_with_busy_and_idle(frontend):
    messages = frontend.request("execute_request", {"code": "1"})
    assert types(messages) == [
        "status",
        "execute_input",
        "execute_result",
        "execute_reply",
        "status",
    ]
    states = [item["content"]["execution_state"] for item in messages if item["type"] == "status"]
    assert states == ["busy", "idle"]
    assert {item["parent"]["msg_id"] for item in messages} == {"request-1"}


def test_shows_the_value_of_the_last_expression(frontend):
    assert frontend.result("x = 20\nx + 1") == "21"


def test_hides_the_value_before_a_semicolon(frontend):
    assert frontend.result("1 + 1;") is None
    assert frontend.result("1 + 1;  # why") is None
    assert frontend.result("'a;'") == "'a;'"


def test_keeps_results_by_number_and_by_age(frontend):
    frontend.run("10")
    frontend.run("20")
    assert frontend.result("(_, __, _1, Out[2], In[1])") == "(20, 10, 10, 20, '10')"


def test_leaves_an_underscore_that_the_reader_has_set(frontend):
    frontend.run("_ = 'mine'")
    frontend.run("5")
    assert frontend.result("_") == "'mine'"


def test_counts_only_what_is_stored(frontend):
    assert frontend.reply("execute_request", {"code": "1"})["execution_count"] == 1
    quiet = {"code": "2", "store_history": False}
    assert frontend.reply("execute_request", quiet)["execution_count"] == 1
    assert frontend.reply("execute_request", {"code": "3"})["execution_count"] == 2


def test_sends_nothing_of_a_silent_cell_but_what_it_prints(frontend):
    assert types(frontend.run("print('x')\n1", silent=True)) == ["stream", "execute_reply"]


def test_awaits_at_the_top_level(frontend):
    code = "import asyncio\nawait asyncio.sleep(0)\n[i async for i in agen()]"
    frontend.run("async def agen():\n    yield 1\n    yield 2")
    assert frontend.result(code) == "[1, 2]"


def test_tells_an_error_by_its_bare_name(frontend):
    error = frontend.error("import json\njson.loads('{')")
    assert error["ename"] == "JSONDecodeError"
    assert error["evalue"].startswith("Expecting property name")


def test_goes_on_after_an_error(frontend):
    frontend.run("x = 1\n1/0")
    assert frontend.result("x") == "1"


@pytest.mark.parametrize(
    "code", ["def f(): f()\nf()", "class A:\n    __repr__ = lambda s: s.x\n    x = 1\nA()"]
)
def test_survives_code_that_breaks_what_shows_it(frontend, code):
    frontend.run(code)
    assert frontend.result("1 + 1") == "2"


def test_survives_code_that_takes_its_builtins_and_streams_away(frontend):
    frontend.run("del __builtins__\nimport sys\nsys.stdout = None")
    assert frontend.text("print('still here')") == "still here\n"


def test_evaluates_user_expressions_after_the_code(frontend):
    content = {"code": "x = 2", "user_expressions": {"good": "x", "bad": "1/0"}}
    values = frontend.reply("execute_request", content)["user_expressions"]
    assert values["good"]["data"] == {"text/plain": "2"}
    assert values["bad"]["ename"] == "ZeroDivisionError"


def test_asks_the_reader(frontend, worker):
    worker.answers = ["Ada"]
    messages = frontend.run("name = input('Who? ')\nname")
    assert types(messages) == ["input_request", "execute_result", "execute_reply"]
    assert messages[0]["content"] == {"prompt": "Who? ", "password": False}
    assert messages[0]["channel"] == "stdin"


def test_does_not_ask_where_nobody_answers(frontend):
    messages = frontend.run("input()", allow_stdin=False)
    assert messages[0]["content"]["ename"] == "StdinNotImplementedError"


def test_prints_ten_thousand_lines_in_few_messages(frontend):
    messages = frontend.run("for i in range(10_000): print(i)")
    streams = [item["content"]["text"] for item in messages if item["type"] == "stream"]
    assert len(streams) <= 100
    assert "".join(streams) == "".join(f"{i}\n" for i in range(10_000))


def test_keeps_the_order_of_the_streams_and_displays(frontend):
    code = "import sys\nprint('a')\nprint('b', file=sys.stderr)\ndisplay(1)\nprint('c')"
    frontend.run("from serverless_shell.display import display")
    assert types(frontend.run(code))[:4] == ["stream", "stream", "display_data", "stream"]


def test_gives_late_output_to_the_cell_that_started_it(frontend):
    frontend.run("import asyncio\nasync def late():\n    await asyncio.sleep(0)\n    print('late')")
    frontend.run("task = late()")
    messages = frontend.run("await asyncio.gather(asyncio.create_task(task))")
    text = next(item for item in messages if item["type"] == "stream")
    assert text["parent"]["msg_id"] == "request-3"


def test_writes_json_whatever_is_shown(frontend):
    frontend.run("from serverless_shell.display import publish")
    messages = frontend.run("publish({'application/json': {'n': float('nan'), 's': '\\ud800'}})")
    assert messages[0]["content"]["data"]["application/json"] == {"n": "nan", "s": "\ufffd"}


def test_loads_what_a_cell_imports_and_lacks(frontend, worker):
    frontend.run("try:\n    import surely_missing.part\nexcept ImportError: pass\nimport json")
    assert worker.loaded == ["surely_missing"]


def test_says_what_to_do_about_a_module_that_is_missing(frontend):
    error = frontend.error("import surely_missing")
    assert error["ename"] == "ModuleNotFoundError"
    assert "%pip install surely_missing" in error["traceback"][-1]


def test_exits_without_taking_the_kernel_along(frontend):
    assert frontend.error("exit()")["ename"] == "SystemExit"
    assert frontend.result("1") == "1"


def test_pickles_what_a_cell_defines(frontend):
    frontend.run("import pickle\nclass Point:\n    x = 3")
    assert frontend.result("pickle.loads(pickle.dumps(Point())).x") == "3"


def test_keeps_future_imports_for_later_cells(frontend):
    frontend.run("from __future__ import annotations")
    assert frontend.result("def f(x: Undefined): pass\nf.__annotations__") == "{'x': 'Undefined'}"
    from serverless_shell import source

    source._future_flags = 0


def test_does_not_count_a_cell_without_code(frontend):
    frontend.run("1")
    assert frontend.reply("execute_request", {"code": " \n"})["execution_count"] == 1
    assert frontend.reply("execute_request", {"code": "2"})["execution_count"] == 2


def test_removes_the_indentation_of_the_first_line(frontend):
    assert frontend.result("    x = 1\ny = 2\n    x + y") == "3"


def test_places_errors_of_syntax_as_ipykernel_does(frontend):
    unindent = frontend.error("def f():\n  x = 1\n y = 2")
    assert unindent["evalue"].endswith("(<string>, line 3)")
    assert frontend.error("print('x'\n")["evalue"].endswith("line 1)")


def test_what_a_cell_sets_in_its_context_holds_for_the_next(frontend):
    frontend.run("import contextvars\nv = contextvars.ContextVar('v')\nv.set(3);")
    assert frontend.result("v.get()") == "3"


def test_raises_stop_iteration_as_it_is(frontend):
    error, _ = frontend.run("next(iter([]))")
    assert error["content"]["ename"] == "StopIteration"


def test_tells_the_error_before_what_hooks_show(frontend):
    frontend.run("hook = lambda: print('hook')\nevents = get_ipython().events")
    frontend.run("events.register('post_execute', hook)")
    assert types(frontend.run("1 / 0"))[:2] == ["error", "stream"]
    frontend.run("events.unregister('post_execute', hook)")


def test_names_the_file_of_a_cell_as_ipykernel_does(frontend):
    error, _ = frontend.run("def f():\nreturn 1")
    assert error["content"]["evalue"].endswith("(341325504.py, line 2)")


def test_calls_code_without_its_end_incomplete(frontend):
    error, _ = frontend.run("x = (1,")
    assert error["content"]["evalue"].startswith("incomplete input")


def test_names_where_a_syntax_error_without_a_file_is(frontend):
    error = frontend.error("import xml.etree.ElementTree as tree\ntree.fromstring('<a>')")
    assert error["evalue"] == "no element found: line 1, column 3 (<string>)"
