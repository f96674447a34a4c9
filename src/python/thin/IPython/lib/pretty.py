"""The pretty printer behind text/plain."""

from serverless_shell.pretty import RepresentationPrinter

__all__ = ["RepresentationPrinter"]
