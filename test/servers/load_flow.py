"""A flow that loads an uploaded Parquet file into a DuckDB database.

`python load_flow.py DATABASE` serves it as the deployment `load/dataframe`, which
`%%dataframe upload` of the tests and of the demo starts.
"""

import hashlib
import os
import re
import sys
import tempfile
import urllib.request
from pathlib import Path
from time import sleep
from typing import Any, Literal

import duckdb
from prefect import flow, get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    update_progress_artifact,
)

SLICE_ROWS = 20_000
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@flow(name="load")
def load(
    file: str,
    sha256: str,
    table: str,
    mode: Literal["append", "replace", "fail"] = "append",
    partition: str | list[str] | None = None,
    description: str | None = None,
    options: dict[str, Any] | None = None,
) -> int:
    """Load the file at a URL into a table, in one transaction.

    `options.pause_seconds` makes each slice take so long, to watch or to cancel the job.
    """
    logger = get_run_logger()
    for name in (table, *columns_of(partition)):
        if not NAME.match(name):
            raise ValueError(f"{name!r} cannot be the name of a table or column")
    pause = float((options or {}).get("pause_seconds", 0))
    progress = create_progress_artifact(0, description=f"Loading {table}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.parquet"
        fetch(file, path, sha256)
        logger.info("Read %s bytes, checksum %s… is right", path.stat().st_size, sha256[:12])
        with duckdb.connect(os.environ["LOAD_DATABASE"]) as database:
            rows = insert(database, path, table, mode, pause, progress, logger)
            if description:
                quoted = description.replace("'", "''")
                database.execute(f"COMMENT ON TABLE {table} IS '{quoted}'")
    create_markdown_artifact(f"Loaded {rows:,} rows into `{table}` ({mode}).", key="load-result")
    logger.info("Loaded %s rows into %s", f"{rows:,}", table)
    return rows


def columns_of(partition: str | list[str] | None) -> list[str]:
    return [partition] if isinstance(partition, str) else list(partition or [])


def fetch(url: str, path: Path, sha256: str) -> None:
    """Read the file, and refuse it where its content is not what was uploaded."""
    digest = hashlib.sha256()
    with urllib.request.urlopen(url) as response, path.open("wb") as target:
        while chunk := response.read(1 << 20):
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != sha256:
        raise ValueError(f"the file has the checksum {digest.hexdigest()}, not {sha256}")


def insert(
    database: duckdb.DuckDBPyConnection,
    path: Path,
    table: str,
    mode: str,
    pause: float,
    progress: Any,
    logger: Any,
) -> int:
    source = f"read_parquet('{path}')"
    rows = database.execute(f"SELECT count(*) FROM {source}").fetchone()[0]
    exists = database.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [table]
    ).fetchone()[0]
    if exists and mode == "fail":
        raise ValueError(f"the table {table} exists already")
    database.execute("BEGIN")
    if exists and mode == "append":
        compare(database, source, table)
    else:
        database.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {source} LIMIT 0")
    for start in range(0, rows, SLICE_ROWS):
        database.execute(
            f"INSERT INTO {table} BY NAME SELECT * EXCLUDE (file_row_number)"
            f" FROM read_parquet('{path}', file_row_number = true)"
            f" WHERE file_row_number >= {start} AND file_row_number < {start + SLICE_ROWS}"
        )
        done = min(start + SLICE_ROWS, rows)
        update_progress_artifact(progress, 100 * done / rows)
        logger.info("%s of %s rows", f"{done:,}", f"{rows:,}")
        sleep(pause)
    database.execute("COMMIT")
    return rows


def compare(database: duckdb.DuckDBPyConnection, source: str, table: str) -> None:
    """Refuse to append rows of other columns."""

    def describe(what: str) -> dict[str, str]:
        found = database.execute(f"DESCRIBE SELECT * FROM {what}").fetchall()
        return {name: kind for name, kind, *_ in found}

    new, old = describe(source), describe(table)
    for name in new.keys() | old.keys():
        if new.get(name) != old.get(name):
            raise ValueError(
                f"cannot append: column {name!r} is {new.get(name, 'missing')} in the upload"
                f" and {old.get(name, 'missing')} in {table}"
            )


if __name__ == "__main__":
    os.environ["LOAD_DATABASE"] = sys.argv[1]
    load.serve(name="dataframe", limit=4, print_starting_message=False)
