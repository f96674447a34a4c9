"""What has been run: `In`, `Out`, and the answers to `history_request`."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any


class History:
    """The inputs of this session; earlier ones are not kept."""

    session_number = 1

    def __init__(self) -> None:
        #: (line number, input), in their order.
        self.entries: list[tuple[int, str]] = []
        self.outputs: dict[int, str] = {}

    def add(self, number: int, code: str) -> None:
        """Keep the input of a cell."""
        self.entries.append((number, code.rstrip("\n")))

    def replace(self, number: int, code: str) -> None:
        """Keep another input of the latest cell."""
        if self.entries and self.entries[-1][0] == number:
            self.entries[-1] = (number, code.rstrip("\n"))

    def answer(self, request: dict[str, Any]) -> list[Any]:
        """The entries that a `history_request` asks for: (session, line, input)."""
        kind = request.get("hist_access_type", "tail")
        if kind == "tail":
            entries = self.entries[-(request.get("n") or 0) or None :]
        elif kind == "range":
            entries = self._range(
                request.get("session") or 0, request.get("start") or 0, request.get("stop")
            )
        else:
            entries = self._search(
                request.get("pattern") or "*",
                request.get("n"),
                request.get("unique", False),
            )
        if not request.get("output", False):
            return [(self.session_number, number, code) for number, code in entries]
        return [
            (self.session_number, number, (code, self.outputs.get(number)))
            for number, code in entries
        ]

    def _range(self, session: int, start: int, stop: int | None) -> list[tuple[int, str]]:
        if session not in (0, self.session_number):
            return []
        last = self.entries[-1][0] + 1 if self.entries else 1
        first = start if start >= 0 else last + start
        end = last if stop is None else stop if stop >= 0 else last + stop
        return [entry for entry in self.entries if first <= entry[0] < end]

    def _search(self, pattern: str, most: int | None, unique: bool) -> list[tuple[int, str]]:
        found = [entry for entry in self.entries if fnmatchcase(entry[1], pattern)]
        if unique:
            latest = {code: number for number, code in found}
            found = sorted((number, code) for code, number in latest.items())
        return found[-most:] if most else found
