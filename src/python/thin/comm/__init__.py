"""The package `comm` of this kernel, so that widgets need no other; an installed one wins."""

from serverless_shell.comm import Comm, CommManager, create_comm, get_comm_manager

__all__ = ["BaseComm", "CommManager", "DummyComm", "create_comm", "get_comm_manager"]

BaseComm = DummyComm = Comm
