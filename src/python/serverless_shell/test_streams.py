"""Printed text arrives whole, in order and in few messages."""

from serverless_shell.streams import Outbox


def sent(worker):
    return "".join(item["content"]["text"] for item in worker.messages)


class TickingOutbox(Outbox):
    """The tick of an interrupt flushes while a text is being added."""

    def _run(self, name, parent):
        run = super()._run(name, parent)
        self.flush()
        return run


def test_loses_nothing_when_a_tick_flushes_in_the_middle_of_a_write(worker):
    outbox = TickingOutbox()
    for number in range(100):
        outbox.write("stdout", f"{number} ")
    outbox.flush()
    assert sent(worker) == "".join(f"{number} " for number in range(100))


def test_sends_many_lines_in_few_messages(worker):
    outbox = Outbox()
    for number in range(10_000):
        outbox.write("stdout", f"{number}\n")
    outbox.flush()
    assert sent(worker) == "".join(f"{number}\n" for number in range(10_000))
    assert len(worker.messages) < 100


def test_keeps_the_order_of_both_streams(worker):
    outbox = Outbox()
    for name in ("stdout", "stderr", "stdout"):
        outbox.write(name, name)
    outbox.flush()
    assert [item["content"]["name"] for item in worker.messages] == ["stdout", "stderr", "stdout"]


def test_does_not_send_the_start_of_a_line_when_a_tick_flushes_before_its_end(worker):
    outbox = Outbox()
    outbox.write("stdout", "a line")
    outbox.flush(60)
    outbox.write("stdout", "\n")
    outbox.flush()
    assert [m["content"]["text"] for m in worker.messages] == ["a line\n"]
