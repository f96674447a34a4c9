"""Loads rows of Trino's TPC-H into native DuckDB, writes them as Parquet, and runs the queries.

Usage: native.py FOLDER QUERIES. In the folder, TABLE.json has `{"columns": [[name, type], …]}` in its
first line and one row in each other. Prints the results as JSON.
"""

import json
import re
import sys
from pathlib import Path

import duckdb
import pyarrow


def load(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Makes a table of a file, with the types that Trino says, and a Parquet file of the table."""
    with file.open(encoding="utf-8") as lines:
        columns = json.loads(next(lines))["columns"]
        rows = [json.loads(line) for line in lines]
    declared = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    connection.execute(f'CREATE TABLE "{file.stem}" ({declared})')
    arrays = {name: [row[i] for row in rows] for i, (name, _) in enumerate(columns)}
    frame = pyarrow.table(arrays)  # noqa: F841 -- DuckDB finds it by its name
    casts = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns)
    connection.execute(f'INSERT INTO "{file.stem}" SELECT {casts} FROM frame')
    connection.execute(f"COPY \"{file.stem}\" TO '{file.with_suffix('.parquet')}' (FORMAT parquet)")


def main(folder: Path, queries: Path) -> None:
    """Prints what each query gives."""
    connection = duckdb.connect()
    for file in sorted(folder.glob("*.json")):
        load(connection, file)
    results = {}
    for name, sql in re.findall(r"-- (Q\d+)\n(.+?)(?=\n-- Q|\Z)", queries.read_text(), re.S):
        cursor = connection.execute(sql)
        columns = [column[0] for column in cursor.description]
        results[name] = {"sql": sql.strip(), "columns": columns, "rows": cursor.fetchall()}
    json.dump(results, sys.stdout, default=str)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
