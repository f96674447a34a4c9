"""`%pip`: packages from the distribution or from PyPI, by micropip."""

from __future__ import annotations

import shlex
import sys
from typing import Any

from .registry import line_magic


@line_magic("pip", "micropip")
async def pip(line: str) -> None:
    """Install, list, show or uninstall packages."""
    words = shlex.split(line.partition("#")[0])
    command, arguments = (words[0], words[1:]) if words else ("", [])
    if command == "install":
        await _install(arguments)
    elif command in ("list", "freeze"):
        await _list(command == "freeze")
    elif command == "show":
        _show(arguments)
    elif command == "uninstall":
        await _uninstall([word for word in arguments if not word.startswith("-")])
    else:
        print(
            f"%pip {command or '…'} is not possible in the browser; install, uninstall,"
            " list, freeze and show are.",
            file=sys.stderr,
        )


@line_magic("conda")
async def conda(line: str) -> None:
    """Only `%conda install` has a counterpart in the browser, which is `%pip install`."""
    words = [word for word in line.split() if word not in ("-y", "--yes")]
    await pip(" ".join(words))


async def _micropip() -> Any:
    from ..imports import load

    try:
        import micropip  # type: ignore[import-not-found]
    except ImportError:
        await load(["micropip"])
        import micropip  # type: ignore[import-not-found]
    return micropip


async def _install(arguments: list[str]) -> None:
    requirements, options = _parse(arguments)
    if not requirements:
        raise ValueError("%pip install needs the names of packages")
    micropip = await _micropip()
    before = {name: package.version for name, package in micropip.list().items()}
    try:
        await micropip.install(requirements, keep_going=True, **options)
    except Exception as error:
        raise PackageError(_plainly(error, requirements)) from None
    import importlib

    importlib.invalidate_caches()
    added = [
        f"{name}-{package.version}"
        for name, package in micropip.list().items()
        if before.get(name) != package.version
    ]
    if added:
        print("Successfully installed", " ".join(sorted(added)))
    else:
        for name in requirements:
            print(f"Requirement already satisfied: {name}")


class PackageError(Exception):
    """A package cannot be installed."""


def _parse(arguments: list[str]) -> tuple[list[str], dict[str, Any]]:
    requirements: list[str] = []
    options: dict[str, Any] = {}
    rest = iter(arguments)
    for word in rest:
        if word in ("-r", "--requirement"):
            with open(next(rest)) as file:
                lines = (line.partition("#")[0].strip() for line in file)
                requirements += [line for line in lines if line]
        elif word in ("-i", "--index-url", "--extra-index-url"):
            options.setdefault("index_urls", []).append(next(rest))
        elif word == "--pre":
            options["pre"] = True
        elif word == "--no-deps":
            options["deps"] = False
        elif not word.startswith("-"):
            requirements.append(word)
    return requirements, options


def _plainly(error: Exception, requirements: list[str]) -> str:
    text = str(error).strip()
    names = ", ".join(requirements)
    if "Can't find a pure Python 3 wheel" in text:
        return (
            f"{names}: there is no wheel that runs in the browser, neither a pure Python one nor"
            f" one for this distribution.\n{text}"
        )
    if "404" in text or "Can't fetch metadata" in text:
        return f"{names}: the package index does not know it, or cannot be reached.\n{text}"
    return f"{names} could not be installed: {text}"


async def _list(freeze: bool) -> None:
    packages = sorted((await _micropip()).list().items(), key=lambda item: item[0].lower())
    if freeze:
        for name, package in packages:
            print(f"{name}=={package.version}")
        return
    width = max([7, *(len(name) for name, _ in packages)])
    print(f"{'Package':<{width}} Version\n{'-' * width} -------")
    for name, package in packages:
        print(f"{name:<{width}} {package.version}")


def _show(names: list[str]) -> None:
    from importlib.metadata import PackageNotFoundError, metadata

    for name in names:
        try:
            about = metadata(name)
        except PackageNotFoundError:
            print(f"WARNING: Package(s) not found: {name}", file=sys.stderr)
            continue
        for field in ("Name", "Version", "Summary", "Home-page", "Author", "License"):
            print(f"{field}: {about.get(field, '')}")


async def _uninstall(names: list[str]) -> None:
    micropip = await _micropip()
    micropip.uninstall(names)
    for name in names:
        print(f"Successfully uninstalled {name}")
