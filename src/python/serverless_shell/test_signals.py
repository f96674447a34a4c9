import asyncio
import contextlib

import pytest

from serverless_shell import signals


class Loop:
    """As Pyodide's event loop: everything that is called soon goes through `call_later`."""

    def __init__(self):
        self.scheduled = []

    def call_later(self, delay, callback, *args, context=None):
        handle = asyncio.Handle(callback, args, asyncio.new_event_loop(), context)
        self.scheduled.append(handle)
        return handle

    def bookkeeping(self, done):
        done.append("bookkeeping")

    def run(self):
        due, self.scheduled = self.scheduled, []
        for handle in due:
            handle._run()


@pytest.fixture
def loop():
    loop = Loop()
    signals._hold_back_while_suspended(loop)
    return loop


def test_calls_wait_until_python_is_no_longer_suspended(loop):
    done = []
    with signals._suspended():
        loop.call_later(0, done.append, "timer")
        loop.run()
        assert done == []
    loop.run()
    assert done == ["timer"]


def test_what_the_loop_counts_for_itself_is_not_held_back(loop):
    done = []
    with signals._suspended():
        loop.call_later(0, loop.bookkeeping, done)
        loop.run()
        assert done == ["bookkeeping"]
        assert signals._deferred == []


def run(code):
    async def execute():
        return await signals.interruptible(code())

    # Not asyncio.run, which sets a handler for SIGINT.
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        return loop.run_until_complete(execute())


async def fail():
    await asyncio.sleep(0)
    raise ValueError("it failed")


def test_code_can_catch_the_error_of_what_it_awaits():
    async def code():
        try:
            await asyncio.create_task(fail())
        except ValueError as error:
            return str(error)

    assert run(code) == "it failed"


def test_an_error_of_what_was_awaited_shows_no_frame_of_the_shell_in_between():
    async def code():
        await asyncio.create_task(fail())

    with pytest.raises(ValueError) as caught:
        run(code)
    assert [entry.name for entry in caught.traceback][-2:] == ["code", "fail"]


def test_an_interrupt_ends_what_is_awaited():
    async def code():
        asyncio.get_running_loop().call_soon(signals.cancel)
        try:
            await asyncio.Future()
        except KeyboardInterrupt:
            await asyncio.sleep(0)
            return "caught"

    assert run(code) == "caught"


def test_an_interrupt_of_code_that_awaits_calls_the_handler_that_the_code_has_set(monkeypatch):
    monkeypatch.setattr(signals.signal, "getsignal", lambda _: lambda *_: seen.set())

    async def code():
        asyncio.get_running_loop().call_soon(signals.cancel)
        await seen.wait()
        return "through"

    seen = asyncio.Event()
    assert run(code) == "through"
