"""A worker for the shell under test, which keeps what is sent."""

import asyncio
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


class Worker(ModuleType):
    """Stands where `src/kernel/worker` does: it only notes messages and gives answers."""

    def __init__(self) -> None:
        super().__init__("serverless_host")
        self.messages: list[dict[str, Any]] = []
        self.answers: list[str] = []
        self.loaded: list[str] = []

    def send(self, channel, msg_type, content, parent, metadata, buffers) -> None:
        self.messages.append(
            {
                "channel": channel,
                "type": msg_type,
                "content": json.loads(content),
                "parent": json.loads(parent),
                "buffers": list(buffers),
            }
        )

    def readInput(self) -> str:
        return self.answers.pop(0)

    async def loadPackagesForImports(self, imports, report) -> None:
        self.loaded += imports


class Frontend:
    """Sends requests to the shell, as a page does."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self._count = 0

    def request(self, msg_type: str, content: dict[str, Any], buffers=()) -> list[dict[str, Any]]:
        """Every message that the request causes."""
        from serverless_shell import handle

        self._count += 1
        header = {"msg_id": f"request-{self._count}", "msg_type": msg_type, "session": "test"}
        start = len(self.worker.messages)
        message = json.dumps({"header": header, "content": content})
        asyncio.run(handle(message, list(buffers)))
        return self.worker.messages[start:]

    def run(self, code: str, **options: Any) -> list[dict[str, Any]]:
        """What a cell causes, without busy, idle and its own input."""
        messages = self.request("execute_request", {"code": code, **options})
        return [item for item in messages if item["type"] not in ("status", "execute_input")]

    def reply(self, msg_type: str, content: dict[str, Any]) -> dict[str, Any]:
        """The content of the reply."""
        messages = self.request(msg_type, content)
        return next(item["content"] for item in messages if item["channel"] == "shell")

    def result(self, code: str) -> str | None:
        """The text/plain of a cell's value."""
        for item in self.run(code):
            if item["type"] == "execute_result":
                return item["content"]["data"]["text/plain"]
        return None

    def text(self, code: str, stream: str = "stdout") -> str:
        """What a cell prints."""
        parts = [item["content"] for item in self.run(code) if item["type"] == "stream"]
        return "".join(part["text"] for part in parts if part["name"] == stream)

    def error(self, code: str) -> dict[str, Any]:
        """The content of the cell's error."""
        return next(item["content"] for item in self.run(code) if item["type"] == "error")


@pytest.fixture
def worker():
    """A fresh worker, in whose place the shell finds itself."""
    made = Worker()
    sys.modules["serverless_host"] = made
    yield made
    del sys.modules["serverless_host"]


_THIN = str(Path(__file__).parent.parent / "thin")


def _forget_ipython() -> dict[str, ModuleType]:
    packages = {"IPython", "comm", "matplotlib_inline"}
    names = [name for name in sys.modules if name.partition(".")[0] in packages]
    return {name: sys.modules.pop(name) for name in names}


@pytest.fixture
def thin_ipython():
    """Imports of IPython find the thin one, as they do in the browser."""
    real = _forget_ipython()
    sys.path.insert(0, _THIN)
    yield
    sys.path.remove(_THIN)
    _forget_ipython()
    sys.modules.update(real)


@pytest.fixture
def frontend(worker, thin_ipython):
    """A frontend of a shell with an empty namespace; the interpreter is put back afterwards."""
    import builtins

    from serverless_shell.ipython import get_ipython
    from serverless_shell.shell import shell

    kept = sys.stdout, sys.stderr, sys.displayhook, sys.modules["__main__"], builtins.input
    shell.reset()
    shell.execution_count = 1
    shell.history.entries.clear()
    builtins.get_ipython = get_ipython
    sys.modules["__main__"] = shell.module
    from serverless_shell import stdin

    builtins.input = stdin.read_line
    yield Frontend(worker)
    sys.stdout, sys.stderr, sys.displayhook, sys.modules["__main__"], builtins.input = kept
    del builtins.get_ipython
