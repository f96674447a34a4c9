"""How notebooks define magics of their own."""

from serverless_shell.magics.classes import (
    Magics,
    cell_magic,
    line_cell_magic,
    line_magic,
    magics_class,
    needs_local_scope,
    no_var_expand,
    register_cell_magic,
    register_line_cell_magic,
    register_line_magic,
)
from serverless_shell.magics.errors import UsageError

__all__ = [
    "Magics",
    "UsageError",
    "cell_magic",
    "line_cell_magic",
    "line_magic",
    "magics_class",
    "needs_local_scope",
    "no_var_expand",
    "register_cell_magic",
    "register_line_cell_magic",
    "register_line_magic",
]
