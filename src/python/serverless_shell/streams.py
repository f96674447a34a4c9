"""`sys.stdout` and `sys.stderr`: what is printed travels in few, large messages.

Text waits in an outbox that both streams share, so that their order is kept, and leaves when it is
old or large, when another message has to follow it, or when the cell ends.
"""

from __future__ import annotations

import asyncio
import io
from time import monotonic
from typing import Any

from .host import send
from .parent import current_parent

_FLUSH_SECONDS = 0.05
_FLUSH_CHARACTERS = 64 * 1024
_MESSAGE_CHARACTERS = 1024 * 1024
# A cell that prints to both streams in turn would need a message per line; beyond this many runs
# in one outbox the order between the two streams is given up.
_MOST_RUNS = 20


class Outbox:
    """Runs of text that wait to be sent, in the order in which they were written."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, str, list[str]]] = []
        self._characters = 0
        self._oldest = 0.0
        self._flushed = 0.0
        #: The tick of an interrupt flushes between any two steps of Python (see `signals.py`): in
        #: the middle of a write it would send the run that the text is about to join.
        self._is_writing = False
        #: The event loop that flushes before long; one timer at a time, since code that never
        #: awaits would leave thousands behind.
        self._waiting_loop: asyncio.AbstractEventLoop | None = None
        #: Instead of being sent, text goes to these (`%%capture`, `capture_output`).
        self.taps: list[Any] = []

    def write(self, name: str, text: str) -> None:
        """Keep the text, and send everything if it is time."""
        for tap in reversed(self.taps):
            if tap.take_text(name, text):
                return
        self._is_writing = True
        try:
            self._add(name, text)
        finally:
            self._is_writing = False
        # The first line leaves at once: one long call of compiled code may follow it.
        since = self._flushed if text.endswith("\n") else self._oldest
        if self._characters > _FLUSH_CHARACTERS or monotonic() - since > _FLUSH_SECONDS:
            self.flush()

    def flush(self, least_age: float = 0.0) -> None:
        """Send everything, unless none of it is that many seconds old."""
        if self._is_writing or (least_age and monotonic() - self._oldest < least_age):
            return
        runs, self._runs = self._runs, []
        self._characters = 0
        self._flushed = monotonic()
        for name, parent, pieces in runs:
            text = "".join(pieces)
            for start in range(0, len(text), _MESSAGE_CHARACTERS):
                part = text[start : start + _MESSAGE_CHARACTERS]
                send("iopub", "stream", {"name": name, "text": part}, parent=parent)

    def _add(self, name: str, text: str) -> None:
        parent = current_parent()
        run = self._run(name, parent)
        if run is None:
            if not self._runs:
                self._oldest = monotonic()
                self._flush_later()
            run = []
            self._runs.append((name, parent, run))
        run.append(text)
        self._characters += len(text)

    def _flush_later(self) -> None:
        """For code that awaits, and tasks that outlive their cell; nothing else sends their text."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if loop is not self._waiting_loop:
            self._waiting_loop = loop
            loop.call_later(_FLUSH_SECONDS, self._flush_now)

    def _flush_now(self) -> None:
        self._waiting_loop = None
        self.flush()

    def _run(self, name: str, parent: str) -> list[str] | None:
        """The pieces that more text of this stream may join."""
        for index, (its_name, its_parent, pieces) in enumerate(reversed(self._runs)):
            if its_name == name and its_parent == parent:
                return pieces
            if index == 0 and len(self._runs) < _MOST_RUNS:
                return None
        return None


outbox = Outbox()


class OutStream(io.TextIOBase):
    """One of the two standard streams, as code that prints sees it."""

    __module__ = "ipykernel.iostream"
    encoding = "UTF-8"  # type: ignore[assignment]
    errors = "strict"  # type: ignore[assignment]
    newlines = None
    line_buffering = False
    write_through = False
    mode = "w"

    def __init__(self, name: str, fileno: int) -> None:
        super().__init__()
        # Named as in Jupyter, which handlers of logging show.
        self.name = self._name = name
        self._fileno = fileno
        self._buffer: _Bytes | None = None

    def write(self, text: str) -> int:
        """Write text, which must be a `str`."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            outbox.write(self._name, text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write each of the texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Send what waits."""
        outbox.flush()

    def isatty(self) -> bool:
        """There is no terminal."""
        return False

    def writable(self) -> bool:
        """It can be written."""
        return True

    def readable(self) -> bool:
        """It cannot be read."""
        return False

    def fileno(self) -> int:
        """The descriptor that C code writes to."""
        return self._fileno

    def close(self) -> None:
        """A cell that closes its output leaves it open for the next one."""
        self.flush()

    @property
    def closed(self) -> bool:
        """Never."""
        return False

    def reconfigure(self, **_: Any) -> None:
        """Accept what `io.TextIOWrapper` does; there is nothing to change."""

    def set_parent(self, _: Any) -> None:
        """Accept what ipykernel's streams do; the parent comes with the context."""

    @property
    def buffer(self) -> _Bytes:
        """The same stream for bytes of UTF-8."""
        if self._buffer is None:
            self._buffer = _Bytes(self)
        return self._buffer


class _Bytes(io.BufferedIOBase):
    """The binary side of a stream."""

    def __init__(self, text: OutStream) -> None:
        from codecs import getincrementaldecoder

        super().__init__()
        self._text = text
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def write(self, data: Any) -> int:
        """Write bytes; characters may be split between calls."""
        data = bytes(data)
        self._text.write(self._decoder.decode(data))
        return len(data)

    def flush(self) -> None:
        """Send what waits."""
        self._text.flush()

    def writable(self) -> bool:
        """It can be written."""
        return True

    def fileno(self) -> int:
        """The descriptor that C code writes to."""
        return self._text.fileno()

    def close(self) -> None:
        """Stay open, as the text side does."""
        self.flush()


stdout = OutStream("stdout", 1)
stderr = OutStream("stderr", 2)
