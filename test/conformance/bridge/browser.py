"""The page of the kernel, in a Chromium that a small Node process drives."""

from __future__ import annotations

import asyncio
import json
import sys
from base64 import b64decode, b64encode
from pathlib import Path

from .wire import Message

DRIVER = Path(__file__).with_name("page.mjs")
# One message is one line, and a plot or a table can be large.
LONGEST_LINE = 1 << 30


class PageError(Exception):
    """The page could not start, crashed, or its browser ended."""


class BrowserPage:
    """Sends messages to the page and gives what it says, in order."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._process: asyncio.subprocess.Process | None = None

    async def open(self) -> None:
        """Starts the browser; returns when the kernel of its page can answer."""
        self._process = await asyncio.create_subprocess_exec(
            "node",
            str(DRIVER),
            self._url,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        if "ready" not in json.loads(await self._read_line()):
            raise PageError(f"{self._url} spoke before it was ready")

    def send(self, channel: str, message: Message) -> None:
        buffers = [b64encode(buffer).decode() for buffer in message["buffers"]]
        line = json.dumps({**message, "channel": channel, "buffers": buffers})
        assert self._process and self._process.stdin
        self._process.stdin.write(line.encode() + b"\n")

    async def receive(self) -> tuple[str, Message]:
        """The next message of the page and its channel."""
        message = json.loads(await self._read_line(), parse_constant=_reject_constant)
        message["buffers"] = [b64decode(buffer) for buffer in message.get("buffers", [])]
        return message.pop("channel"), message

    async def close(self) -> None:
        """Ends the browser; its driver does so when its standard input ends."""
        if self._process is None or self._process.returncode is not None:
            return
        assert self._process.stdin
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), timeout=5)
        except TimeoutError:
            print("bridge: the browser did not close in 5 s, killing it", file=sys.stderr)
            self._process.kill()
            await self._process.wait()

    async def _read_line(self) -> bytes:
        assert self._process and self._process.stdout
        line = await self._process.stdout.readline()
        if not line:
            code = await self._process.wait()
            raise PageError(f"the driver of the page ended with code {code}")
        return line


def _reject_constant(name: str) -> None:
    raise PageError(f"the page sent {name}, which is not JSON")
