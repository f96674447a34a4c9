"""Errors of magics."""


class UsageError(Exception):
    """A magic was called wrongly, or does not exist."""
