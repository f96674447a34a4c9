"""The page installs the package into any kernel: here into a real ipykernel, as the page does it."""

import uuid
from pathlib import Path

import pyarrow as pa
import pytest
from jupyter_client.manager import start_new_kernel

from serverless_data.conftest import from_wire, to_wire

FOLDER = Path(__file__).parent
LOADER = "serverless_data/loader.py"
SECONDS = 60


class Page:
    """Does what `src/kernel/tables/data-comm.ts` does, over ZeroMQ."""

    def __init__(self, client):
        self.client = client
        self.comm = uuid.uuid4().hex
        files = {
            f"serverless_data/{path.name}": path.read_text()
            for path in FOLDER.glob("*.py")
            if not path.name.startswith(("test_", "conftest"))
        }
        loader = files.pop(LOADER)
        text = f"{loader}\ninstall(files, shell)"
        self.run(f'exec({text!r}, {{"files": {files!r}, "shell": get_ipython()}})', silent=True)
        self.send("comm_open", {"target_name": "serverless-notebook.data", "data": {}})

    def run(self, code, **options):
        """The messages of a cell, and its reply."""
        messages = []
        reply = self.client.execute_interactive(
            code, output_hook=messages.append, timeout=SECONDS, **options
        )
        assert reply["content"]["status"] == "ok", reply["content"]
        return reply, messages

    def result(self, code):
        _, messages = self.run(code)
        return next(
            message["content"]["data"]["text/plain"]
            for message in messages
            if message["msg_type"] == "execute_result"
        )

    def send(self, kind, content, buffers=()):
        message = self.client.session.msg(kind, {"comm_id": self.comm, **content})
        self.client.session.send(self.client.shell_channel.socket, message, buffers=buffers)

    def request(self, op, buffers=(), **details):
        data = {"id": uuid.uuid4().hex, "op": op, **details}
        self.send("comm_msg", {"data": data}, buffers)
        while True:
            message = self.client.get_iopub_msg(timeout=SECONDS)
            answer = message["content"].get("data")
            if message["msg_type"] == "comm_msg" and answer["id"] == data["id"]:
                return answer, message["buffers"]


@pytest.fixture(scope="module")
def page():
    manager, client = start_new_kernel(
        startup_timeout=SECONDS,
        kernel_name="python3",
        extra_arguments=["--HistoryManager.enabled=True"],
    )
    try:
        yield Page(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


TABLE = pa.table(
    {
        "n": pa.array([2**53 + 1, None]),
        "s": pa.array(["𝒳", None]),
        "t": pa.array([0, None], pa.timestamp("us", "Europe/Berlin")),
    }
)


def test_tables_are_written_and_read(page):
    header, buffers = to_wire(TABLE)
    answer, _ = page.request("write", buffers, name="df", header=header)
    assert answer["ok"], answer
    assert page.result("df.dtypes.astype(str).tolist()") == (
        "['Int64', 'object', 'datetime64[us, Europe/Berlin]']"
    )
    answer, buffers = page.request("read", name="df")
    assert from_wire(answer["result"], buffers).equals(TABLE)


def test_values_and_frames_are_those_of_the_cells(page):
    page.run("x = 2 ** 100\nimport pandas as pd\nsmall = pd.DataFrame({'a': [1]})")
    answer, _ = page.request("values", expressions=["x"])
    assert answer["result"]["fields"][0]["type"]["bitWidth"] == 128
    answer, _ = page.request("values", expressions=["missing"])
    assert (answer["ename"], answer["evalue"]) == ("NameError", "name 'missing' is not defined")
    answer, _ = page.request("frames")
    assert [frame["name"] for frame in answer["result"]] == ["df", "small"]


def test_a_cell_that_the_page_answered_is_as_if_the_kernel_had(page):
    header, buffers = to_wire(pa.table({"a": [1]}))
    assert page.request("write", buffers, name=":0", header=header)[0]["ok"]
    source = "%%sql\nSELECT 1;"
    bridge = '__import__("serverless_data.bridge", fromlist=["bridge"])'
    reply, messages = page.run(f"{bridge}.finish({source!r}, ((':0', 'shown'),), True)")
    number = reply["content"]["execution_count"]
    shown = next(each["content"] for each in messages if each["msg_type"] == "execute_result")
    assert shown["data"]["text/plain"] == "   a\n0  1"
    assert shown["execution_count"] == number
    assert page.result(f"_ is shown is Out[{number}]") == "True"
    assert page.result(f"_i{number}") == repr(source)
    # As IPython keeps a magic that it runs itself.
    parsed = "get_ipython().run_cell_magic('sql', '', 'SELECT 1;\\n')"
    assert page.result(f"In[{number}]") == repr(parsed)
    history = page.client.history(
        raw=True,
        hist_access_type="range",
        session=0,
        start=number,
        stop=number + 1,
        reply=True,
        timeout=SECONDS,
    )
    assert history["content"]["history"][0][2] == source
    tail = page.client.history(raw=True, hist_access_type="tail", n=4, reply=True, timeout=SECONDS)
    assert source in [entry[2] for entry in tail["content"]["history"]]


def test_installing_twice_changes_nothing(page):
    Page(page.client)
    assert page.result("shown.a.tolist()") == "[1]"
    assert "serverless_data" not in page.result("[name for name in dir() if name[0] != '_']")
