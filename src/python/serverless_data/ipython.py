"""What only the real IPython needs."""

from __future__ import annotations

from typing import Any


def replace_input(shell: Any, source: str) -> None:
    """Replace the input of the running cell wherever IPython keeps it, also in its database."""
    history = shell.history_manager
    number = len(history.input_hist_raw) - 1
    if number < 1:
        return
    parsed = shell.transform_cell(source)
    raw, old = source.rstrip("\n"), history.input_hist_raw[number]
    history.input_hist_raw[number] = raw
    history.input_hist_parsed[number] = parsed.rstrip("\n")
    history._i00 = raw
    shell.user_ns[f"_i{number}"] = raw
    with history.db_input_cache_lock:
        history.db_input_cache[:] = [
            (number, parsed.rstrip("\n"), raw) if entry[0] == number and entry[2] == old else entry
            for entry in history.db_input_cache
        ]
    _replace_saved(history, number, parsed.rstrip("\n"), raw)


def _replace_saved(history: Any, number: int, parsed: str, raw: str) -> None:
    """IPython writes its database from a thread of its own: it may have been there already."""
    database = getattr(history, "db", None)
    if not getattr(history, "enabled", False) or not hasattr(database, "execute"):
        return
    try:
        history.writeout_cache()
        with database:
            database.execute(
                "UPDATE history SET source = ?, source_raw = ? WHERE session = ? AND line = ?",
                (parsed, raw, history.session_number, number),
            )
    except Exception:
        # A database that is locked or gone is IPython's to complain about; the cell is not hurt.
        return
