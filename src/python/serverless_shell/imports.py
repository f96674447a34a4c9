"""Packages that a cell imports are loaded before it runs, and what is missing is explained."""

from __future__ import annotations

import ast
import sys

from .host import host, send, to_js

#: What a library imports by itself where these words are used with it.
_IMPLIED = {
    "networkx": {
        "matplotlib": ".draw .draw_networkx .draw_circular .draw_spring",
        "numpy": ".draw .draw_networkx .draw_circular .draw_spring .circular_layout .spring_layout",
        "scipy": ".adjacency_matrix .pagerank",
    },
    "pandas": {
        "jinja2": ".style",
        "lxml": ".read_html",
        "matplotlib": ".boxplot .hist .plot",
        "openpyxl": ".read_excel .to_excel",
        "pyarrow": ".read_parquet .to_parquet",
        "scipy": ".kde",
    },
    "sklearn": {
        "matplotlib": ".from_estimator .from_predictions .plot plot_tree .plot_tree",
        "pandas": "as_frame= .set_output fetch_openml .fetch_openml",
    },
    "sympy": {
        "matplotlib": "plot .plot init_printing .init_printing init_session",
        "numpy": "lambdify .lambdify",
    },
}


def imported_names(tree: ast.AST) -> list[str]:
    """The top-level names that the code imports, anywhere in it, in their order."""
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.name.partition(".")[0]] = None
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found[node.module.partition(".")[0]] = None
    return list(found)


async def load_imports(tree: ast.AST) -> None:
    """Load the packages that the cell is going to import and that the distribution has."""
    if _needs_real_ipython(tree):
        from .real_ipython import load_real_shell

        await load_real_shell()
    names = imported_names(tree)
    wanted = [name for name in names if not _is_importable(name)]
    wanted += [name for name in _implied(tree, wanted) if not _is_importable(name)]
    if "zoneinfo" in names and not _is_importable("tzdata"):
        wanted.append("tzdata")
    if wanted:
        await load(wanted)


async def load(imports: list[str]) -> None:
    """Load packages as `load_packages`; what cannot be had is explained when the import fails."""
    try:
        await load_packages(imports)
    except Exception as error:
        _failures.update(dict.fromkeys(imports, str(error).removeprefix("Error: ")))
    else:
        for name in imports:
            _failures.pop(name, None)


async def load_packages(imports: list[str]) -> None:
    """Load packages by the names under which they are imported, and show how that goes."""
    try:
        await host().loadPackagesForImports(to_js(imports), _report)
    finally:
        if _reported.pop("any", False):
            send("iopub", "serverless_progress", {"packages": [], "done": True})
        import importlib

        importlib.invalidate_caches()


def explain(error: BaseException) -> None:
    """Add to a ModuleNotFoundError what the reader can do about it."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return
    name = error.name.partition(".")[0]
    if name in _failures:
        note = f"The package could not be loaded: {_failures[name]} Run the cell again to retry."
    elif _is_importable(name):
        return
    else:
        note = (
            f"This Python runs in the browser and its distribution has no “{name}”. "
            f"If it is a pure Python package, “%pip install {name}” gets it."
        )
    if note not in getattr(error, "__notes__", []):
        error.add_note(note)


_failures: dict[str, str] = {}
_reported: dict[str, bool] = {}


def _report(text: str) -> None:
    import json

    _reported["any"] = True
    send("iopub", "serverless_progress", {**json.loads(text), "done": False})


def _is_importable(name: str) -> bool:
    if name in sys.modules:
        return True
    from importlib.util import find_spec

    try:
        return find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def _needs_real_ipython(tree: ast.AST) -> bool:
    """Whether the cell imports a part of IPython that the thin one does not have."""
    wanted: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            wanted |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            wanted.add(node.module)
    return any(name.partition(".")[0] == "IPython" and not _is_importable(name) for name in wanted)


def _implied(tree: ast.AST, wanted: list[str]) -> list[str]:
    """What else the cell is going to need, as far as it can be seen."""
    libraries = [name for name in _IMPLIED if name in wanted or name in sys.modules]
    if not libraries:
        return []
    words: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            words.add(f".{node.attr}")
        elif isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.keyword):
            words.add(f"{node.arg}=")
    needs = [item for library in libraries for item in _IMPLIED[library].items()]
    return [package for package, uses in needs if words & set(uses.split())]
