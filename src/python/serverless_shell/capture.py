"""`capture_output`: what code prints and shows is kept instead of sent."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from .display import publish
from .streams import outbox


class RichOutput:
    """One captured display."""

    def __init__(self, content: dict[str, Any], update: bool) -> None:
        self.data = content["data"]
        self.metadata = content["metadata"]
        self.transient = content.get("transient") or {}
        self.update = update

    def display(self) -> None:
        """Show it after all."""
        publish(self.data, self.metadata, transient=self.transient, update=self.update)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return self.data, self.metadata


class CapturedIO:
    """What a block has printed and shown."""

    def __init__(self) -> None:
        self._text: dict[str, list[str]] = {"stdout": [], "stderr": []}
        self.outputs: list[RichOutput] = []

    def __str__(self) -> str:
        return self.stdout

    @property
    def stdout(self) -> str:
        """The text printed to `sys.stdout`."""
        return "".join(self._text["stdout"])

    @property
    def stderr(self) -> str:
        """The text printed to `sys.stderr`."""
        return "".join(self._text["stderr"])

    def show(self) -> None:
        """Print and show all of it again."""
        import sys

        sys.stdout.write(self.stdout)
        sys.stderr.write(self.stderr)
        for output in self.outputs:
            output.display()

    __call__ = show


class capture_output:
    """Context manager that gives a `CapturedIO`."""

    def __init__(self, stdout: bool = True, stderr: bool = True, display: bool = True) -> None:
        self._streams = {name for name, on in (("stdout", stdout), ("stderr", stderr)) if on}
        self._display = display
        self._captured = CapturedIO()

    def __enter__(self) -> CapturedIO:
        outbox.flush()
        outbox.taps.append(self)
        return self._captured

    def __exit__(
        self, kind: type | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        outbox.taps.remove(self)

    def take_text(self, name: str, text: str) -> bool:
        """Keep text of a stream, if it is one of ours."""
        if name not in self._streams:
            return False
        self._captured._text[name].append(text)
        return True

    def take_display(self, content: dict[str, Any], update: bool) -> bool:
        """Keep a display."""
        if self._display:
            self._captured.outputs.append(RichOutput(content, update))
        return self._display


# Where notebooks know them from: their reprs say it.
for _class in (CapturedIO, RichOutput, capture_output):
    _class.__module__ = "IPython.utils.capture"
