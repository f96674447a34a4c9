"""`%%capture`, and cells in another language that are only shown."""

from __future__ import annotations

import shlex

from ..display import publish
from ..shell import shell
from .registry import cell_magic


@cell_magic("capture")
async def capture(line: str, body: str) -> None:
    """Run the cell and keep its output, under a name if one is given."""
    from ..capture import capture_output

    words = shlex.split(line)
    keep = {word for word in words if word.startswith("--no-")}
    names = [word for word in words if not word.startswith("--")]
    with capture_output(
        stdout="--no-stdout" not in keep,
        stderr="--no-stderr" not in keep,
        display="--no-display" not in keep,
    ) as captured:
        await shell.run_source(body)
    if names:
        shell.namespace[names[0]] = captured


@cell_magic("html", "HTML")
def html(_: str, body: str) -> None:
    """Show the cell as HTML."""
    publish({"text/html": body, "text/plain": "<IPython.core.display.HTML object>"})


@cell_magic("svg", "SVG")
def svg(_: str, body: str) -> None:
    """Show the cell as SVG."""
    publish({"image/svg+xml": body, "text/plain": "<IPython.core.display.SVG object>"})


@cell_magic("latex")
def latex(_: str, body: str) -> None:
    """Show the cell as LaTeX."""
    publish({"text/latex": body, "text/plain": "<IPython.core.display.Latex object>"})


@cell_magic("markdown")
def markdown(_: str, body: str) -> None:
    """Show the cell as Markdown."""
    publish({"text/markdown": body, "text/plain": "<IPython.core.display.Markdown object>"})


@cell_magic("javascript", "js")
def javascript(_: str, body: str) -> None:
    """Run the cell as JavaScript, where the page allows it."""
    publish(
        {"application/javascript": body, "text/plain": "<IPython.core.display.Javascript object>"}
    )
