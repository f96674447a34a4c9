"""The ZMQ sockets of a kernel, and who gets which message of the page."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import zmq
import zmq.asyncio

from .browser import BrowserPage
from .wire import Message, Wire

REQUEST_CHANNELS = ("shell", "control", "stdin")
PORTS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


class BridgeKernel:
    """Binds the ports of a connection file and answers on them with the kernel of a page."""

    def __init__(self, connection: dict[str, Any], url: str) -> None:
        self._connection = connection
        self._url = url
        self._wire = Wire(connection["key"], connection["signature_scheme"])
        self._context = zmq.asyncio.Context()
        self._sockets = {
            "shell": self._bind("shell", zmq.ROUTER),
            "control": self._bind("control", zmq.ROUTER),
            "stdin": self._bind("stdin", zmq.ROUTER),
            "iopub": self._bind("iopub", zmq.PUB),
            "hb": self._bind("hb", zmq.REP),
        }
        # Who sent a request: a message id alone does not say it, since two clients can share ids.
        self._senders: dict[tuple[str, str], list[bytes]] = {}
        self._shutdown_answered = asyncio.Event()
        self._ended = asyncio.Event()

    async def run(self) -> None:
        """Serves until a shutdown request was answered or `stop` was called."""
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(self._heartbeat()), tasks.create_task(self._serve())]
            await self._ended.wait()
            for task in running:
                task.cancel()
        self._context.destroy(linger=1000)

    def stop(self) -> None:
        self._ended.set()

    async def _serve(self) -> None:
        page = BrowserPage(self._url)
        try:
            await page.open()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._forward_replies(page))
                for channel in REQUEST_CHANNELS:
                    tasks.create_task(self._forward_requests(channel, page))
        finally:
            await page.close()

    async def _forward_requests(self, channel: str, page: BrowserPage) -> None:
        while True:
            frames = await self._sockets[channel].recv_multipart()
            try:
                identities, message = self._wire.unpack(frames)
            except ValueError as error:
                print(f"bridge: dropped on {channel}: {error}", file=sys.stderr)
                continue
            self._senders[key(message["header"])] = identities
            match message["header"]["msg_type"]:
                case "connect_request":
                    # Only who bound the ports can say which they are.
                    self._answer(channel, message, {port: self._connection[port] for port in PORTS})
                    continue
                case "shutdown_request":
                    asyncio.get_running_loop().create_task(self._end_after(message, channel))
            page.send(channel, message)

    async def _forward_replies(self, page: BrowserPage) -> None:
        while True:
            channel, message = await page.receive()
            parent = message["parent_header"]
            if channel == "iopub":
                topic = f"kernel.{message['header']['session']}.{message['header']['msg_type']}"
                await self._send(channel, message, [topic.encode()])
            else:
                # A client's stdin socket has the identity of its shell socket.
                await self._send(channel, message, self._senders.get(key(parent), []))
            if message["header"]["msg_type"] == "shutdown_reply":
                self._shutdown_answered.set()

    async def _end_after(self, request: Message, channel: str) -> None:
        try:
            await asyncio.wait_for(self._shutdown_answered.wait(), timeout=1)
        except TimeoutError:
            print("bridge: the page did not answer shutdown_request in 1 s", file=sys.stderr)
            self._answer(channel, request, {"restart": request["content"].get("restart", False)})
        await asyncio.sleep(0.05)  # for the idle that follows the reply
        self.stop()

    def _answer(self, channel: str, request: Message, content: dict[str, Any]) -> None:
        """Answers in place of the page, with a header made from that of the request."""
        header = request["header"]
        reply_type = header["msg_type"].replace("_request", "_reply")
        reply = {
            "header": {**header, "msg_id": f"{header['msg_id']}_bridge", "msg_type": reply_type},
            "parent_header": header,
            "content": {"status": "ok", **content},
        }
        self._sockets[channel].send_multipart(self._wire.pack(reply, self._senders[key(header)]))

    async def _send(self, channel: str, message: Message, identities: list[bytes]) -> None:
        await self._sockets[channel].send_multipart(self._wire.pack(message, identities))

    async def _heartbeat(self) -> None:
        while True:
            await self._sockets["hb"].send(await self._sockets["hb"].recv())

    def _bind(self, channel: str, kind: int) -> zmq.asyncio.Socket:
        socket = self._context.socket(kind)
        socket.linger = 1000
        transport, ip = self._connection["transport"], self._connection["ip"]
        separator = ":" if transport == "tcp" else "-"
        socket.bind(f"{transport}://{ip}{separator}{self._connection[f'{channel}_port']}")
        return socket


def key(header: dict[str, Any]) -> tuple[str, str]:
    return header.get("msg_id", ""), header.get("msg_type", "")
