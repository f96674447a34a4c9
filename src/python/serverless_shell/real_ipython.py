"""The real IPython, for what the thin shell does not have; loaded when a cell needs it."""

from __future__ import annotations

import sys
from typing import Any

from .display import publish
from .ipython import get_ipython
from .shell import shell


async def load_real_shell() -> Any:
    """IPython's `InteractiveShell`, working on the notebook's namespace and showing in its cells."""
    facade = get_ipython()
    if facade.real is None:
        await load_real_ipython()
        facade.real = _make_shell()
    return facade.real


async def load_real_ipython() -> None:
    """Put the real package in the place of the thin one that comes with this shell."""
    module = sys.modules.get("IPython")
    if module is not None and not getattr(module, "is_thin", False):
        return
    from .imports import load_packages

    await load_packages(["IPython"])
    for name in [name for name in sys.modules if name.partition(".")[0] == "IPython"]:
        del sys.modules[name]
    import IPython

    if getattr(IPython, "is_thin", False):
        raise ModuleNotFoundError(
            "This needs the package ipython, which the Pyodide distribution of this page lacks:"
            " “npx serverless-notebook vendor … --packages ipython” adds it.",
            name="IPython",
        )


def _share() -> None:
    """Let the real IPython find the notebook's shell, and show and capture through it."""
    import IPython
    from IPython.core import getipython, interactiveshell
    from IPython.utils import capture, io

    from .capture import CapturedIO, RichOutput, capture_output
    from .ipython import InteractiveShell

    IPython.get_ipython = getipython.get_ipython = get_ipython
    IPython.InteractiveShell = interactiveshell.InteractiveShell = InteractiveShell
    io.capture_output = capture_output
    capture.capture_output = capture_output
    capture.CapturedIO, capture.RichOutput = CapturedIO, RichOutput


def _make_shell() -> Any:
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type, default

    class Publisher(DisplayPublisher):
        """Shows in the notebook's cell."""

        def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:
            publish(
                data,
                metadata,
                transient=options.get("transient"),
                update=bool(options.get("update")),
            )

        def clear_output(self, wait: bool = False) -> None:
            from .display import clear_output

            clear_output(wait)

    class Formatter(DisplayFormatter):
        """The formatters of the thin shell, so that each type is registered once."""

        @default("formatters")
        def _formatters_default(self) -> Any:
            return shell.display_formatter.formatters

        def format(self, obj: Any, include: Any = None, exclude: Any = None) -> Any:
            return shell.display_formatter.format(obj, include, exclude)

    class BrowserShell(InteractiveShell):
        """IPython's shell without a terminal, files or signals of its own."""

        display_pub_class = Type(Publisher)

        def init_display_formatter(self) -> None:
            self.display_formatter = Formatter(parent=self)
            self.configurables.append(self.display_formatter)

        def init_history(self) -> None:
            from IPython.core.history import HistoryManager

            class History(HistoryManager):
                """What the notebook has run, for `%macro`, `%save` and `%rerun`."""

                input_hist_raw = input_hist_parsed = property(lambda _: shell._inputs)

            self.history_manager = History(shell=self, parent=self, enabled=False)
            self.configurables.append(self.history_manager)

        def init_virtualenv(self) -> None:
            pass

        def enable_gui(self, gui: Any = None) -> None:
            pass

    hooks = sys.excepthook, sys.displayhook
    # It would begin a session of its own under these names.
    names = ("_", "__", "___", "_i", "_ii", "_iii", "In", "Out", "_ih", "_oh", "_dh")
    kept = {name: shell.namespace[name] for name in names if name in shell.namespace}
    made = BrowserShell.instance(user_ns=shell.namespace, user_module=shell.module)
    sys.excepthook, sys.displayhook = hooks
    shell.namespace.update(kept)
    import builtins

    _share()
    builtins.get_ipython = get_ipython  # type: ignore[attr-defined]
    shell.namespace["get_ipython"] = get_ipython
    return made
