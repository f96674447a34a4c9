"""Tables as they lie on the wire, made and read by pyarrow, which knows the layout best."""

from typing import Any

import pyarrow as pa
import pytest

from serverless_data.decode import decode
from serverless_data.encode import encode


def to_wire(table: Any) -> tuple[dict[str, Any], list[bytes]]:
    """The table as the page sends it."""
    header, buffers = encode("table", table)
    return header, [bytes(buffer) for buffer in buffers]


def from_wire(header: dict[str, Any], buffers: list[Any]) -> pa.Table:
    """What pyarrow finds in the buffers."""
    fields = header["fields"]
    columns = [
        pa.chunked_array(
            [_array(column, batch["columns"][i], buffers) for batch in header["batches"]],
            _type(column),
        )
        for i, column in enumerate(fields)
    ]
    table = pa.Table.from_arrays(columns, [column["name"] for column in fields])
    table.validate(full=True)
    return table


def _array(column: dict[str, Any], node: dict[str, Any], buffers: list[Any]) -> pa.Array:
    places = [
        place and pa.py_buffer(bytes(buffers[place[0]])).slice(place[1], place[2])
        for place in node["buffers"]
    ]
    children = [
        _array(child, part, buffers)
        for child, part in zip(column["children"], node["children"], strict=True)
    ]
    kind = _type(column)
    if pa.types.is_null(kind):
        return pa.nulls(node["length"])
    return pa.Array.from_buffers(
        kind, node["length"], places, node["nullCount"], children=children or None
    )


_UNITS = {"SECOND": "s", "MILLISECOND": "ms", "MICROSECOND": "us", "NANOSECOND": "ns"}


def _type(column: dict[str, Any]) -> pa.DataType:
    kind = column["type"]
    children = [
        pa.field(child["name"], _type(child), child["nullable"]) for child in column["children"]
    ]
    match kind["name"]:
        case "null":
            return pa.null()
        case "bool":
            return pa.bool_()
        case "int":
            return getattr(pa, f"{'' if kind['isSigned'] else 'u'}int{kind['bitWidth']}")()
        case "floatingpoint":
            return pa.float64() if kind["precision"] == "DOUBLE" else pa.float32()
        case "decimal":
            make = pa.decimal128 if kind["bitWidth"] == 128 else pa.decimal256
            return make(kind["precision"], kind["scale"])
        case "utf8":
            return pa.string()
        case "binary":
            return pa.binary()
        case "date":
            return pa.date32()
        case "time":
            return pa.time64(_UNITS[kind["unit"]])
        case "timestamp":
            return pa.timestamp(_UNITS[kind["unit"]], kind.get("timezone"))
        case "duration":
            return pa.duration(_UNITS[kind["unit"]])
        case "interval":
            return pa.month_day_nano_interval()
        case "list":
            return pa.list_(children[0])
        case "struct":
            return pa.struct(children)
        case "map":
            return pa.map_(*children[0].type)
    raise AssertionError(kind)


@pytest.fixture(params=["with pyarrow", "without pyarrow"])
def round_trip(request, monkeypatch):
    """Brings what a kernel may hold to the page and back, with pyarrow and without."""

    def bring(value: Any) -> Any:
        header, buffers = to_wire(value)
        if request.param == "without pyarrow":
            monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
        try:
            return decode(header, buffers)
        finally:
            monkeypatch.undo()

    return bring
