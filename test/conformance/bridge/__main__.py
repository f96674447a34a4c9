"""`python -m bridge -f CONNECTION_FILE`, what the kernelspec starts."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from .browser import PageError
from .kernel import BridgeKernel


async def main() -> int:
    parser = argparse.ArgumentParser(prog="bridge")
    parser.add_argument("-f", required=True, type=Path, dest="connection_file")
    connection = json.loads(parser.parse_args().connection_file.read_text())
    url = os.environ.get("SERVERLESS_KERNEL_URL")
    if not url:
        print("bridge: set SERVERLESS_KERNEL_URL to the page of the kernel", file=sys.stderr)
        return 2

    # Interrupts come as messages; a Ctrl+C in the terminal of the client is not for the kernel.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    code = 0
    kernel = BridgeKernel(connection, url)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, kernel.stop)
    parent = asyncio.create_task(end_with_parent(kernel))
    try:
        await kernel.run()
    except* PageError as group:
        print(f"bridge: {first_cause(group)}", file=sys.stderr)
        code = 1
    finally:
        parent.cancel()
    return code


def first_cause(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def end_with_parent(kernel: BridgeKernel) -> None:
    """Stops the kernel when the client that started it is gone without having shut it down."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)
    kernel.stop()


sys.exit(asyncio.run(main()))
