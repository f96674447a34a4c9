"""Runs notebooks on native ipykernel and on the browser's kernel and compares them cell by cell.

    python parity.py [--report FILE] [NOTEBOOK…]

Equal are text/plain, streams by name, the set of MIME types, and the names and values of errors.
"""

from __future__ import annotations

import argparse
import asyncio
import difflib
import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import percent
from nbclient import NotebookClient
from normalise import comparable

NOTEBOOKS = Path(__file__).with_name("notebooks")
BAR = 0.97
CELL_TIMEOUT_S = 120


@dataclass
class Run:
    """What one kernel made of the cells of a notebook."""

    cells: list[dict[str, Any]]
    seconds: float


async def run(path: Path, kernel_name: str, turn: asyncio.Semaphore) -> Run:
    notebook = percent.read(path) if path.suffix == ".py" else nbformat.read(path, 4)
    async with turn:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            client = NotebookClient(
                notebook,
                kernel_name=kernel_name,
                timeout=CELL_TIMEOUT_S,
                startup_timeout=CELL_TIMEOUT_S,
                allow_errors=True,
                resources={"metadata": {"path": folder}},
            )
            async with client.async_setup_kernel():
                folder = await working_folder(client)
                for index, cell in enumerate(notebook.cells):
                    await client.async_execute_cell(cell, index)
        seconds = time.monotonic() - start
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return Run([comparable(cell.outputs, folder) for cell in code_cells], seconds)


async def working_folder(client: NotebookClient) -> str:
    """The folder in which the kernel runs."""
    reply = await client.kc.execute_interactive(
        "", silent=True, user_expressions={"folder": "__import__('os').getcwd()"}
    )
    return reply["content"]["user_expressions"]["folder"]["data"]["text/plain"].strip("'")


async def compare(path: Path, native_turn: asyncio.Semaphore, turn: asyncio.Semaphore) -> Parity:
    native, ours = await asyncio.gather(
        run(path, "python3", native_turn), run(path, "serverless", turn)
    )
    notebook = percent.read(path) if path.suffix == ".py" else nbformat.read(path, 4)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    unequal = [
        difference(f"{path.stem}, cell {number}", source, expected, actual)
        for number, (source, expected, actual) in enumerate(
            zip(sources, native.cells, ours.cells, strict=True), 1
        )
        if expected != actual
    ]
    parity = Parity(path.stem, len(sources), unequal)
    print(f"{parity} (native {native.seconds:.1f} s, browser {ours.seconds:.1f} s)", flush=True)
    return parity


@dataclass
class Parity:
    name: str
    cells: int
    unequal: list[str]

    def __str__(self) -> str:
        return f"{self.name}: {self.cells - len(self.unequal)} of {self.cells} cells equal"


def difference(title: str, source: str, expected: dict[str, Any], actual: dict[str, Any]) -> str:
    diff = difflib.unified_diff(lines(expected), lines(actual), "native", "browser", lineterm="")
    return "\n".join([f"### {title}", source, "", *diff, ""])


def lines(view: dict[str, Any]) -> list[str]:
    """A cell's outputs as lines that a reader can compare."""
    result = []
    for output in view["outputs"]:
        for name, value in output.items():
            result += f"{name}: {value}".split("\n")
    for name in view.keys() - {"outputs"}:
        result += f"{name}: {view[name]}".split("\n")
    return result


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--report", type=Path, help="write the unequal cells to this file")
    options = parser.parse_args()
    paths = options.notebooks or sorted(NOTEBOOKS.glob("*.py"))

    # One native kernel beside two browsers keeps two cores busy.
    turns = asyncio.Semaphore(1), asyncio.Semaphore(2)
    with tempfile.TemporaryDirectory() as ipython_folder:
        os.environ["IPYTHONDIR"] = ipython_folder
        parities = await asyncio.gather(*(compare(path, *turns) for path in paths))

    unequal = [text for parity in parities for text in parity.unequal]
    cells = sum(parity.cells for parity in parities)
    for text in unequal:
        print(text)
    if options.report:
        options.report.write_text("\n".join(unequal))
    equal = cells - len(unequal)
    missing = max(0, math.ceil(BAR * cells) - equal)
    print(f"{equal} of {cells} cells equal: {equal / cells:.2%}; the bar is {BAR:.0%}")
    # What counts as failed is what is missing to the bar.
    print(f"{equal} passed, {missing} failed")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
