"""`%matplotlib`, `%config` and other settings."""

from __future__ import annotations

import ast
import sys
from typing import Any

from ..shell import shell
from .registry import line_magic

_DESKTOPS = "gtk gtk3 gtk4 macosx osx qt qt4 qt5 qt6 tk wx"


@line_magic("matplotlib")
def matplotlib(line: str) -> None:
    """Figures are shown in the cell, which is the only way a browser has."""
    name = line.strip()
    if name in ("-l", "--list"):
        print("Available matplotlib backends: ['agg', 'inline']")
    elif name in ("", "auto"):
        print("Using matplotlib backend: module://matplotlib_inline.backend_inline")
    elif name in _DESKTOPS.split():
        print(
            f"Matplotlib's “{name}” needs a desktop: figures are shown in the cell.",
            file=sys.stderr,
        )
    elif name not in ("agg", "inline", "ipympl", "nbagg", "notebook", "widget"):
        raise RuntimeError(f"{name!r} is not a recognised GUI loop or backend name")
    if name not in ("-l", "--list"):
        from ..matplotlib import activate

        activate()


@line_magic("pylab")
async def pylab(_: str) -> None:
    """Import numpy and matplotlib as pylab does."""
    await shell.run_source("import numpy\nimport matplotlib\nfrom matplotlib.pylab import *;")


@line_magic("gui")
def gui(_: str) -> None:
    """There is no desktop; accepted so that notebooks run."""


@line_magic("config")
def config(line: str) -> Any:
    """Set `InlineBackend.…` or `InteractiveShell.ast_node_interactivity`, or show a setting."""
    name, separator, text = (part.strip() for part in line.partition("="))
    owner, _, attribute = name.partition(".")
    targets = {
        "InlineBackend": lambda: (
            __import__("serverless_shell.matplotlib", fromlist=["inline_backend"]).inline_backend
        ),
        "InteractiveShell": lambda: shell,
    }
    if owner not in targets:
        if separator:
            return None
        print("Available objects for config:\n    InlineBackend\n    InteractiveShell")
        return None
    target = targets[owner]()
    attribute = "interactivity" if attribute == "ast_node_interactivity" else attribute
    if not separator:
        return getattr(target, attribute)
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = text
    try:
        setattr(target, attribute, value)
    except ValueError as error:
        # As IPython, which notices it in a handler that cannot raise.
        print(f"ERROR:root:{error}", file=sys.stderr)
    return None


@line_magic("precision")
def precision(line: str) -> str:
    """Set how many digits floats are shown with."""
    formatter: Any = shell.display_formatter.formatters["text/plain"]
    formatter.float_precision = line.strip()
    return formatter.float_format


@line_magic("pprint")
def pprint(_: str) -> None:
    """Turn pretty printing on or off."""
    formatter: Any = shell.display_formatter.formatters["text/plain"]
    formatter.pprint = not formatter.pprint
    print(f"Pretty printing has been turned {'ON' if formatter.pprint else 'OFF'}")


@line_magic("xmode")
def xmode(line: str) -> None:
    """How much of a traceback is shown: Plain, Context, Verbose or Minimal."""
    from .. import tracebacks

    mode = line.strip().capitalize() or "Context"
    if mode not in ("Plain", "Context", "Verbose", "Minimal"):
        raise ValueError(f"Unrecognized mode in FormattedTB: <{mode}>")
    tracebacks.mode = mode
    print(f"Exception reporting mode: {mode}")


@line_magic("tb")
def tb(_: str) -> None:
    """Show the last error again."""
    error = getattr(sys, "last_value", None)
    if error is None:
        print("No traceback available to show.", file=sys.stderr)
    else:
        shell.show_error(error)


@line_magic("colors", "autosave", "autoreload")
def accepted(_: str) -> None:
    """Accepted so that notebooks run; there is nothing to set here."""


_loaded: set[str] = set()


@line_magic("load_ext")
async def load_ext(line: str) -> None:
    """Load an extension of IPython."""
    name = line.strip()
    if name in _loaded:
        print(f"The {name} extension is already loaded. To reload it, use:")
        print(f"  %reload_ext {name}")
        return
    await reload_ext(line)


@line_magic("reload_ext")
async def reload_ext(line: str) -> None:
    """Load an extension of IPython, also if it has been loaded before."""
    name = line.strip()
    if name in ("autoreload", "IPython.extensions.autoreload"):
        _loaded.add(name)
        return
    from importlib import import_module

    from ..imports import load
    from ..ipython import get_ipython

    await load([name.partition(".")[0]])
    module = import_module(name)
    load_extension = getattr(module, "load_ipython_extension", None)
    if load_extension is None:
        print(f"The {name} module is not an IPython extension.")
        return
    load_extension(get_ipython())
    _loaded.add(name)


@line_magic("unload_ext")
def unload_ext(line: str) -> None:
    """Unload an extension of IPython."""
    from ..ipython import get_ipython

    if line.strip() not in _loaded:
        print(f"The {line.strip()} extension is not loaded.")
    _loaded.discard(line.strip())
    unload = getattr(sys.modules.get(line.strip()), "unload_ipython_extension", None)
    if unload:
        unload(get_ipython())
