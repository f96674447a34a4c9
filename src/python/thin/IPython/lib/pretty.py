"""The pretty printer behind text/plain."""

from serverless_shell.pretty import (
    PrettyPrinter,
    RepresentationPrinter,
    for_type,
    for_type_by_name,
    pprint,
    pretty,
)

__all__ = [
    "PrettyPrinter",
    "RepresentationPrinter",
    "for_type",
    "for_type_by_name",
    "pprint",
    "pretty",
]
