"""The shell that runs in Pyodide: Jupyter's kernel side, small and fast to import.

`src/kernel/worker/host.ts` says how the worker uses it.
"""

import sys

from .requests import handle, kernel_info
from .shell import shell
from .streams import outbox

__all__ = ["flush", "handle", "kernel_info"]

flush = outbox.flush

if sys.platform == "emscripten":
    shell.install()
