"""The inline backend of this kernel, by the name that notebooks import; an installed one wins."""

__version__ = "0.1.7"
