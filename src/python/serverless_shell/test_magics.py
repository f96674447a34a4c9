"""The magics of IPython that the shell has of its own, and those that a notebook defines."""


def test_times_a_line_and_gives_its_value(frontend):
    assert "Wall time" in frontend.text("%time 40 + 2")
    assert frontend.result("%time 40 + 2") == "42"


def test_measures_many_runs(frontend):
    text = frontend.text("%timeit -n 3 -r 2 x = 1")
    assert "2 runs, 3 loops each" in text


def test_measures_a_cell_after_its_set_up(frontend):
    assert "per loop" in frontend.text("%%timeit -n 2 -r 1 x = 5\nx + 1")


def test_captures_what_a_cell_prints_and_shows(frontend):
    frontend.run("from IPython.display import display")
    assert frontend.text("%%capture kept\nprint('quiet')\ndisplay(1)") == ""
    assert frontend.result("(kept.stdout, len(kept.outputs))") == "('quiet\\n', 1)"


def test_writes_and_runs_a_file(frontend, tmp_path):
    path = tmp_path / "part.py"
    assert frontend.text(f"%%writefile {path}\nloaded = 7\n") == f"Writing {path}\n"
    frontend.run(f"%run {path}")
    assert frontend.result("loaded") == "7"


def test_lists_the_names_of_the_notebook(frontend):
    frontend.run("number = 1\nwords = ['a']")
    assert frontend.result("%who_ls") == "['number', 'words']"
    assert "n=1" in frontend.text("%whos")


def test_forgets_all_names(frontend):
    frontend.run("number = 1")
    frontend.run("%reset -f")
    assert frontend.error("number")["ename"] == "NameError"


def test_shows_a_cell_of_another_language(frontend):
    data = frontend.run("%%html\n<b>bold</b>")[0]["content"]["data"]
    assert data["text/html"] == "<b>bold</b>\n"


def test_runs_magics_that_a_notebook_defines(frontend):
    frontend.run(
        "from IPython.core.magic import (Magics, magics_class, line_cell_magic,"
        " register_line_magic)\n"
        "@register_line_magic\ndef shout(line):\n    return line.upper()"
    )
    assert frontend.result("%shout hey") == "'HEY'"
    frontend.run(
        "@magics_class\nclass Mine(Magics):\n    @line_cell_magic\n"
        "    def join(self, line, cell=''):\n        return f'{line}|{cell}'\n"
        "get_ipython().register_magics(Mine)"
    )
    assert frontend.result("%%join a\nb") == "'a|b\\n'"


def test_fills_names_into_the_line(frontend):
    frontend.run("place = '/'")
    assert frontend.text("%cd {place}") == "/\n"


def test_says_that_there_is_no_operating_system(frontend):
    for code in ("!ls", "%%bash\nls", "x = !ls"):
        assert "runs in the browser" in frontend.error(code)["evalue"]


def test_shows_every_expression_when_the_notebook_asks_for_it(frontend):
    frontend.run("from IPython.core.interactiveshell import InteractiveShell")
    frontend.run("InteractiveShell.ast_node_interactivity = 'all'")
    try:
        values = [item for item in frontend.run("1\n2") if item["type"] == "execute_result"]
        assert len(values) == 2
    finally:
        frontend.run("InteractiveShell.ast_node_interactivity = 'last_expr'")


def test_calls_hooks_around_each_cell(frontend):
    frontend.run(
        "calls = []\nget_ipython().events.register('post_execute', lambda: calls.append(1))"
    )
    assert frontend.result("len(calls)") == "1"
    from serverless_shell.shell import shell

    shell.hooks["post_execute"].clear()


def test_says_that_a_magic_does_not_exist_without_a_traceback(frontend, monkeypatch):
    from serverless_shell import real_ipython

    class Real:
        find_line_magic = find_cell_magic = staticmethod(lambda name: None)

    async def load_real_shell():
        return Real

    monkeypatch.setattr(real_ipython, "load_real_shell", load_real_shell)
    messages = frontend.run("%nosuch")
    assert [item["type"] for item in messages] == ["stream", "execute_reply"]
    assert messages[0]["content"]["text"] == (
        "UsageError: Line magic function `%nosuch` not found.\n"
    )
    assert messages[1]["content"]["status"] == "error"


def test_runs_a_line_that_starts_like_a_magic(frontend):
    assert frontend.result("pwd") == frontend.result("%pwd")
    assert frontend.result("pwd = 3\npwd") == "3"
    assert frontend.result("pwd") == "3"


def test_says_that_there_is_no_such_magic_without_loading_ipython(frontend):
    assert frontend.text("%nosuch", "stderr") == (
        "UsageError: Line magic function `%nosuch` not found.\n"
    )
    assert frontend.worker.loaded == []


def test_lists_names_in_the_columns_of_ipython(frontend):
    frontend.run("a, text, items = 5, 'x' * 60, [1, 2]")
    assert frontend.text("%whos").splitlines() == [
        "Variable   Type    Data/Info",
        "----------------------------",
        "a          int     5",
        "items      list    n=2",
        f"text       str     {'x' * 25}<...>{'x' * 25}",
    ]


def test_gives_the_body_of_a_cell_magic_as_whole_lines(frontend, tmp_path):
    path = tmp_path / "part.py"
    frontend.run(f"%%writefile {path}\nfirst = 1")
    frontend.run(f"%%writefile -a {path}\nsecond = first + 1")
    frontend.run(f"%run {path}")
    assert frontend.result("second") == "2"


def test_runs_a_file_as_if_it_were_imported(frontend, tmp_path):
    path = tmp_path / "part.py"
    frontend.run(f"%%writefile {path}\nprint(__name__)")
    assert frontend.text(f"%run {path}") == "__main__\n"
    assert frontend.text(f"%run -n {path}") == "part\n"
    assert frontend.result("__name__") == "'__main__'"


def test_says_which_file_cannot_be_run(frontend):
    assert frontend.error("%run nosuch.py")["evalue"] == "File `'nosuch.py'` not found."


def test_says_which_variable_the_environment_lacks(frontend):
    said = frontend.text("%env NO_SUCH_VARIABLE", "stderr")
    assert said == "UsageError: Environment does not have key: NO_SUCH_VARIABLE\n"


def test_loads_an_extension_once(frontend):
    frontend.run("%load_ext autoreload")
    assert "already loaded" in frontend.text("%load_ext autoreload")
    assert frontend.text("%reload_ext autoreload") == ""


def test_shows_the_last_error_again(frontend):
    frontend.error("1 / 0")
    assert frontend.error("%tb")["ename"] == "ZeroDivisionError"


def test_knows_the_names_of_matplotlibs_backends(frontend):
    assert frontend.text("%matplotlib inline", "stderr") == ""
    assert "needs a desktop" in frontend.text("%matplotlib qt", "stderr")
    assert frontend.error("%matplotlib nosuch")["ename"] == "RuntimeError"


def test_goes_to_folders_and_back(frontend, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    assert frontend.text("%cd inner") == f"{tmp_path}/inner\n"
    assert frontend.text("%cd -") == f"{tmp_path}\n"
    assert "No such file" in frontend.text("%cd nowhere")


def test_tells_a_file_where_it_is(frontend, tmp_path):
    path = tmp_path / "part.py"
    frontend.run(f"%%writefile {path}\nprint(__file__)")
    assert frontend.text(f"%run {path}") == f"{path}\n"
    assert frontend.error("__file__")["ename"] == "NameError"


def test_gives_a_file_its_arguments(frontend, tmp_path):
    path = tmp_path / "part.py"
    frontend.run(f"%%writefile {path}\nimport sys\nprint(sys.argv[1:])")
    assert frontend.text(f"%run {path} a --b=c -n") == "['a', '--b=c', '-n']\n"


def test_explains_a_cell_magic(frontend):
    assert frontend.text("%%timeit?", "stderr") == ""
    assert frontend.text("?", "stderr") == ""


def test_gives_the_times_of_all_runs(frontend):
    frontend.run("result = %timeit -o -q -n 2 -r 3 pass")
    assert frontend.result("len(result.all_runs)") == "3"


def test_has_the_displays_as_a_module_of_ipython(frontend):
    frontend.run("from IPython import display as shows")
    assert frontend.result("shows.HTML.__name__") == "'HTML'"


def test_lists_magics_that_have_no_description(frontend):
    frontend.run(
        "from IPython.core.magic import register_line_magic\n"
        "@register_line_magic\ndef silent(line): pass"
    )
    assert "error" not in [item["type"] for item in frontend.run("%quickref")]
