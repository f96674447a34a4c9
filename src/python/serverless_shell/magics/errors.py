"""Errors of magics."""


class UsageError(Exception):
    """A magic was called wrongly, or does not exist."""


def is_usage_error(error: BaseException) -> bool:
    """Whether it is one, of this shell or of the real IPython."""
    return any(kind.__name__ == UsageError.__name__ for kind in type(error).__mro__)
