"""Notebooks as Python files in the percent format, so that they can be read and reviewed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

MARKER = re.compile(r"^# %%(?P<markdown> \[markdown\])?(?: tags=(?P<tags>\[.*\]))?$")


def read(path: Path) -> nbformat.NotebookNode:
    """The code cells of a file; a line `# %%`, maybe with tags, begins each of them."""
    cells = []
    lines: list[str] | None = None
    for line in path.read_text().splitlines():
        if marker := MARKER.match(line):
            lines = []
            if not marker["markdown"]:
                cells.append((lines, json.loads(marker["tags"] or "[]")))
        elif lines is not None:
            lines.append(line)
    return new_notebook(
        cells=[
            new_code_cell("\n".join(lines).strip("\n"), metadata={"tags": tags})
            for lines, tags in cells
        ]
    )
