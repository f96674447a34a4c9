from types import SimpleNamespace

from serverless_shell import event_loop


class Loop:
    """As Pyodide's event loop: it counts what is in progress, and looks at what failed."""

    def __init__(self):
        self.in_progress = 1
        self.told = []

    def _decrement_in_progress(self, done=None):
        if done:
            self.told.append(done.exception())
        self.in_progress -= 1


def test_an_error_of_a_task_is_left_to_who_asks_for_it():
    loop = Loop()
    event_loop._tell_errors_when_nobody_can_ask(loop)
    loop._decrement_in_progress(SimpleNamespace(exception=lambda: ValueError()))
    assert loop.told == []
    assert loop.in_progress == 0


def test_the_count_stays_a_method_of_the_loop():
    loop = Loop()
    event_loop._tell_errors_when_nobody_can_ask(loop)
    assert loop._decrement_in_progress.__self__ is loop
