"""What of an output is compared, and what in it may differ between two runs of one kernel."""

from __future__ import annotations

import re
from typing import Any

RULES = [
    # Addresses of objects: <function f at 0x7f…>.
    (re.compile(r"\b0x[0-9a-fA-F]{4,16}\b"), "0x…"),
    # The file that stands for a cell in warnings and tracebacks.
    (re.compile(r"/tmp/ipykernel_\d+/\d+\.py"), "<cell>"),
    # Where Python and its packages are installed.
    (re.compile(r"(?:/[\w.+-]+)+/lib/python3\.\d+(?:\.zip)?/(?:site-packages/)?"), "<lib>/"),
    (re.compile(r"/lib/python3\.?\d+(?:\.zip)?/(?:site-packages/)?"), "<lib>/"),
    # What %time and %timeit measure.
    (re.compile(r"^(CPU times|Wall time): .*$", re.M), r"\1: …"),
    (re.compile(r"[\d.]+ [nµμm]?s ± [\d.]+ [nµμm]?s per loop"), "… per loop"),
]


def normalise(text: str, folder: str) -> str:
    """`text` without addresses, durations and the kernel's working `folder`."""
    text = text.replace(folder, "<folder>")
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def comparable(outputs: list[dict[str, Any]], folder: str) -> dict[str, Any]:
    """Streams by name, and the other outputs in their order as what they say in plain text."""
    streams: dict[str, str] = {}
    shown = []
    for output in outputs:
        match output["output_type"]:
            case "stream":
                streams[output["name"]] = streams.get(output["name"], "") + output["text"]
            case "error":
                evalue = normalise(output["evalue"], folder)
                shown.append({"error": output["ename"], "value": evalue})
            case kind:
                text = normalise(output["data"].get("text/plain", ""), folder)
                shown.append({kind: sorted(output["data"]), "text": text})
    return {
        "outputs": shown,
        **{name: normalise(text, folder) for name, text in sorted(streams.items())},
    }
