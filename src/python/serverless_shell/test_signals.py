import asyncio

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
