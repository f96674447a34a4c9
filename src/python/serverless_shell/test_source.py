"""Which text is a magic, and which is Python."""

import pytest

from serverless_shell.source import is_quiet, transform


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("%pwd", "await get_ipython().line_magic('pwd', '')"),
        ("x = %pwd", "x = await get_ipython().line_magic('pwd', '')"),
        ("if 1:\n    %pwd", "if 1:\n    get_ipython().run_line_magic('pwd', '')"),
        ("!ls it's", 'get_ipython().system("ls it\'s")'),
        ("files = !ls", "files = get_ipython().getoutput('ls')"),
        ("print?", "get_ipython().run_line_magic('pinfo', 'print')"),
        ("??a.b", "get_ipython().run_line_magic('pinfo2', 'a.b')"),
        ("str.*find*?", "get_ipython().run_line_magic('psearch', 'str.*find*')"),
        ("%time 1\nx = 1\n!ls", None),
    ],
)
def test_turns_what_only_ipython_understands_into_calls(text, python):
    result = transform(text)
    compile(result, "<test>", "exec", 0x2000)
    if python is not None:
        assert result == python


@pytest.mark.parametrize(
    "text",
    [
        "x = (10\n% 3)",
        'text = """\n%pwd\n!ls\n"""',
        "a = 'is it?'",
        "x = [1,\n     2]  # why?",
        "print(5 % 3)",
    ],
)
def test_leaves_python_alone(text):
    assert transform(text) == text


def test_leaves_code_that_is_wrong_as_it_was_written():
    assert transform("x = = 1") == "x = = 1"


def test_gives_a_cell_magic_the_whole_cell():
    result = transform("%%html --isolated\n<b>%x?</b>")
    assert result == "await get_ipython().cell_magic('html', '--isolated', '<b>%x?</b>\\n')\n"


def test_removes_a_common_indentation_and_prompts():
    assert transform("    x = 1\n    y = 2") == "x = 1\ny = 2"
    assert transform(">>> x = 1\n... y = 2").split("\n")[:2] == ["x = 1", "y = 2"]


def test_sees_a_semicolon_only_where_the_code_ends():
    assert is_quiet("x;")
    assert is_quiet("x;  # comment")
    assert not is_quiet("'x;'")
    assert not is_quiet("x # ;")
