"""What the page gets when something is wrong."""

import builtins
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest

from serverless_data import bridge
from serverless_data.conftest import to_wire


class Kernel:
    """The part of `get_ipython()` that is needed, and a comm that keeps what is sent."""

    def __init__(self):
        self.user_ns = {"__builtins__": builtins, "kept": pd.DataFrame({"a": [1]})}
        self.kernel = SimpleNamespace(comm_manager=self)
        self.answers = []
        bridge.install(self)

    def register_target(self, name, target):
        assert name == "serverless-notebook.data"
        target(self, {})

    def on_msg(self, callback):
        self.receive = callback

    def send(self, data, buffers):
        self.answers.append(data)

    def request(self, buffers=(), **data):
        self.receive({"content": {"data": {"id": "1", **data}}, "buffers": list(buffers)})
        return self.answers[-1]


@pytest.fixture
def kernel():
    return Kernel()


def test_a_table_that_does_not_fit_into_memory_leaves_all_as_it_was(kernel):
    header, buffers = to_wire(pa.table({"x": [1]}))
    huge = 1 << 45
    header["numRows"] = header["batches"][0]["length"] = huge
    header["batches"][0]["columns"][0]["length"] = huge
    kept = kernel.user_ns["kept"]
    answer = kernel.request(buffers, op="write", name="kept", header=header)
    assert answer["ename"] == "MemoryError"
    assert answer["evalue"].startswith("The table does not fit in the memory of the kernel")
    assert kernel.user_ns["kept"] is kept


@pytest.mark.parametrize("name", ["", "a b", "1a", "class", "a.b"])
def test_only_names_of_variables_are_written(kernel, name):
    header, buffers = to_wire(pa.table({"x": [1]}))
    answer = kernel.request(buffers, op="write", name=name, header=header)
    assert answer["ename"] == "ValueError"
    assert "cannot be the name of a variable" in answer["evalue"]


def test_texts_that_are_not_unicode_are_refused_with_their_column(kernel):
    header, _ = to_wire(pa.table({"x": ["ab"]}))
    offsets = header["batches"][0]["columns"][0]["buffers"][1]
    data = header["batches"][0]["columns"][0]["buffers"][2]
    buffer = bytearray(64)
    buffer[offsets[1] + 4 : offsets[1] + 8] = (2).to_bytes(4, "little")
    buffer[data[1] : data[1] + 2] = b"\xff\xfe"
    answer = kernel.request([buffer], op="write", name="x", header=header)
    assert not answer["ok"]
    assert "Column “x”" in answer["evalue"]


def test_json_that_is_none_is_refused_with_its_row(kernel):
    header, buffers = to_wire(pd.DataFrame({"x": pd.Series([[1, "a"], {}], dtype=object)}))
    place = header["batches"][0]["columns"][0]["buffers"][2]
    text = bytearray(buffers[place[0]])
    text[place[1]] = ord("]")
    answer = kernel.request([text], op="write", name="x", header=header)
    assert answer["evalue"].startswith("Column “x”: row 0 is no JSON")


def test_staged_frames_get_their_names_all_or_none(kernel):
    header, buffers = to_wire(pa.table({"x": [1]}))
    kernel.replace_input = lambda source: None
    kernel.request(buffers, op="write", name=":1", header=header)
    with pytest.raises(KeyError):
        bridge.finish("%%sql", ((":1", "one"), (":missing", "two")), True)
    assert set(kernel.user_ns) == {"__builtins__", "kept"}


def test_errors_of_expressions_are_those_of_python(kernel):
    assert kernel.request(op="values", expressions=["1 / 0"])["ename"] == "ZeroDivisionError"
    assert kernel.request(op="values", expressions=["a b"])["ename"] == "SyntaxError"
    assert kernel.request(op="read", name="nothing")["evalue"] == "name 'nothing' is not defined"
