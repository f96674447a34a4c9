"""Pictures of formulas, which SymPy offers beside their LaTeX."""

from __future__ import annotations

from io import BytesIO
from typing import Any


def latex_to_png(
    s: str,
    encode: bool = False,
    backend: Any = None,
    wrap: bool = False,
    color: str = "Black",
    scale: float = 1.0,
) -> bytes | str | None:
    """The formula as matplotlib draws it; None if it cannot, or is not loaded."""
    try:
        from matplotlib.font_manager import FontProperties
        from matplotlib.mathtext import math_to_image
    except ImportError:
        return None
    formula = s.replace("$$", "$")
    picture = BytesIO()
    try:
        math_to_image(
            f"${formula}$" if wrap else formula,
            picture,
            prop=FontProperties(size=12),
            dpi=120 * scale,
            format="png",
            color=color,
        )
    except (ValueError, RuntimeError):
        return None
    if not encode:
        return picture.getvalue()
    from base64 import encodebytes

    return encodebytes(picture.getvalue()).decode("ascii")


__all__ = ["latex_to_png"]
