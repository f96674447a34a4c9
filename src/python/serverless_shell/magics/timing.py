"""`%time`, `%timeit`: how long code takes."""

from __future__ import annotations

import time as clock
from typing import Any

from ..shell import shell
from .classes import no_var_expand
from .registry import cell_magic, line_magic


@line_magic("time")
@no_var_expand
async def time_line(line: str) -> Any:
    """Run a statement once and print how long it took."""
    return await _time(line)


@cell_magic("time")
@no_var_expand
async def time_cell(line: str, body: str) -> Any:
    """Run a cell once and print how long it took."""
    return await _time(f"{line}\n{body}" if line else body)


async def _time(code: str) -> Any:
    cpu, wall = clock.process_time(), clock.perf_counter()
    try:
        return await shell.run_value(code)
    finally:
        cpu, wall = clock.process_time() - cpu, clock.perf_counter() - wall
        print(f"CPU times: user {_span(cpu)}, sys: 0 ns, total: {_span(cpu)}")
        print(f"Wall time: {_span(wall)}")


@line_magic("timeit")
@no_var_expand
def timeit_line(line: str) -> Any:
    """Run a statement many times and print the mean time of a run."""
    return _timeit(line, "")


@cell_magic("timeit")
@no_var_expand
def timeit_cell(line: str, body: str) -> Any:
    """Run a cell many times; the line is the set-up."""
    return _timeit(line, body)


def _timeit(line: str, body: str) -> Any:
    from getopt import getopt
    from timeit import Timer

    from ..source import transform

    words = line.split()
    options, rest = getopt(words, "n:r:tcp:qo")
    chosen = dict(options)
    # The statement as it was written, after its options.
    statement = line.split(maxsplit=len(words) - len(rest))[-1] if rest else ""
    setup, code = (statement, body) if body else ("pass", statement)
    timer = Timer(
        transform(code).rstrip() or "pass", transform(setup) or "pass", globals=shell.namespace
    )
    repeat = int(chosen.get("-r", 7))
    number = int(chosen.get("-n", 0))
    if not number:
        number, _ = timer.autorange()
    seconds = [span / number for span in timer.repeat(repeat, number)]
    result = TimeitResult(number, repeat, seconds, int(chosen.get("-p", 3)))
    if "-q" not in chosen:
        print(result)
    return result if "-o" in chosen else None


class TimeitResult:
    """What `%timeit -o` gives: the times of each run, in seconds."""

    __module__ = "IPython.core.magics.execution"

    def __init__(self, loops: int, repeat: int, timings: list[float], precision: int) -> None:
        self.loops, self.repeat, self.timings = loops, repeat, timings
        #: The seconds that each run took with all of its loops.
        self.all_runs = [seconds * loops for seconds in timings]
        self.best, self.worst = min(timings), max(timings)
        self._precision = precision

    @property
    def average(self) -> float:
        """The mean."""
        return sum(self.timings) / len(self.timings)

    @property
    def stdev(self) -> float:
        """The standard deviation."""
        mean = self.average
        return (sum((span - mean) ** 2 for span in self.timings) / len(self.timings)) ** 0.5

    def __str__(self) -> str:
        mean, deviation = _span(self.average, self._precision), _span(self.stdev, self._precision)
        runs = f"{self.repeat} run{'s' if self.repeat != 1 else ''}"
        loops = f"{self.loops:,} loop{'s' if self.loops != 1 else ''} each"
        return f"{mean} ± {deviation} per loop (mean ± std. dev. of {runs}, {loops})"

    def __repr__(self) -> str:
        return f"<TimeitResult : {self}>"


def _span(seconds: float, precision: int = 3) -> str:
    """A span of time in the unit that suits it."""
    if seconds >= 60:
        minutes, seconds = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
        return " ".join(f"{count}{unit}" for count, unit in parts if count)
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("\u03bcs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.{precision}g} {unit}"
    return f"{seconds / 1e-9:.{precision}g} ns"
