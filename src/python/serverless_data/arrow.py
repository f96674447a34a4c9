"""Columns of pyarrow, where it is there: their buffers are nearly what is sent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from .columns import Column
from .errors import TableError
from .pack import Packer
from .schema import UNIT_NAMES, Field, Node, field, map_field


def arrow_column(name: str, chunks: Any) -> Column:
    """The column of an array, or of chunks of one."""
    kind = _plain_type(chunks.type)
    if isinstance(chunks, pa.ChunkedArray):
        chunks = pa.concat_arrays(chunks.chunks) if chunks.num_chunks else pa.array([], chunks.type)
    array = chunks if chunks.type == kind else _cast(chunks, kind)

    def write(rows: slice, packer: Packer) -> Node:
        return _node(array[rows.start : rows.stop], packer)

    return Column(_field(name, kind), write)


def _cast(array: Any, kind: Any) -> Any:
    if pa.types.is_dictionary(array.type):
        return _cast(array.dictionary_decode(), kind)
    return array.cast(kind)


def _plain_type(kind: Any) -> Any:
    """The type without what tables have no need of: dictionaries, views, large and small variants."""
    is_ = pa.types
    if is_.is_dictionary(kind):
        return _plain_type(kind.value_type)
    if isinstance(kind, pa.BaseExtensionType):
        raise TableError(f"holds {kind}, which tables cannot hold")
    if is_.is_large_string(kind) or kind == pa.string_view():
        return pa.string()
    if is_.is_large_binary(kind) or is_.is_fixed_size_binary(kind) or kind == pa.binary_view():
        return pa.binary()
    if is_.is_float16(kind):
        return pa.float32()
    if is_.is_time32(kind):
        return pa.time64("us")
    if is_.is_date64(kind):
        return pa.date32()
    if is_.is_decimal(kind) and kind.bit_width < 128:
        return pa.decimal128(kind.precision, kind.scale)
    if is_.is_map(kind):
        return pa.map_(_plain_type(kind.key_type), _plain_type(kind.item_type))
    if is_.is_list(kind) or is_.is_large_list(kind) or is_.is_fixed_size_list(kind):
        return pa.list_(kind.value_field.with_type(_plain_type(kind.value_type)))
    if is_.is_struct(kind):
        return pa.struct([part.with_type(_plain_type(part.type)) for part in kind])
    return kind


def _field(name: str, kind: Any) -> Field:
    is_ = pa.types
    if is_.is_integer(kind):
        return field(name, "int", bitWidth=kind.bit_width, isSigned=is_.is_signed_integer(kind))
    if is_.is_floating(kind):
        precision = "DOUBLE" if kind.bit_width == 64 else "SINGLE"
        return field(name, "floatingpoint", precision=precision)
    if is_.is_decimal(kind):
        return field(
            name,
            "decimal",
            precision=kind.precision,
            scale=kind.scale,
            bitWidth=kind.bit_width,
        )
    if is_.is_timestamp(kind):
        zone = {"timezone": kind.tz} if kind.tz else {}
        return field(name, "timestamp", unit=UNIT_NAMES[kind.unit], **zone)
    if is_.is_duration(kind):
        return field(name, "duration", unit=UNIT_NAMES[kind.unit])
    if is_.is_time64(kind):
        return field(name, "time", unit=UNIT_NAMES[kind.unit])
    if is_.is_map(kind):
        return map_field(name, _field("key", kind.key_type), _field("value", kind.item_type))
    if is_.is_list(kind):
        return field(name, "list", _field("item", kind.value_type))
    if is_.is_struct(kind):
        return field(name, "struct", *(_field(part.name, part.type) for part in kind))
    for matches, type_name, details in _FLAT:
        if matches(kind):
            return field(name, type_name, **details)
    raise TableError(f"holds {kind}, which tables cannot hold")


_FLAT: tuple[Any, ...] = (
    (pa.types.is_null, "null", {}),
    (pa.types.is_boolean, "bool", {}),
    (pa.types.is_string, "utf8", {}),
    (pa.types.is_binary, "binary", {}),
    (pa.types.is_date32, "date", {"unit": "DAY"}),
    (pa.types.is_interval, "interval", {"unit": "MONTH_DAY_NANO"}),
)


def _node(array: Any, packer: Packer) -> Node:
    """The buffers of an array, which begin with its first value."""
    if array.offset:
        array = array.take(pa.array(np.arange(len(array))))
    count = len(array)
    kind = array.type
    if pa.types.is_null(kind):
        return {"length": count, "nullCount": count, "buffers": [], "children": []}
    missing = np.asarray(array.is_null()) if array.null_count else None
    if pa.types.is_struct(kind):
        children = [_node(array.field(i), packer) for i in range(kind.num_fields)]
        return packer.node(count, missing, children=children)
    buffers = array.buffers()
    if pa.types.is_list(kind) or pa.types.is_map(kind):
        ends = _ends(buffers[1], count)
        child = _map_entries(array) if pa.types.is_map(kind) else array.values
        return packer.node(count, missing, [ends], [_node(child[: int(ends[-1])], packer)])
    if pa.types.is_string(kind) or pa.types.is_binary(kind):
        ends = _ends(buffers[1], count)
        data = buffers[2] or pa.py_buffer(b"")
        return packer.node(count, missing, [ends, np.frombuffer(data, "u1", int(ends[-1]))])
    size = (count + 7) // 8 if pa.types.is_boolean(kind) else count * kind.bit_width // 8
    data = np.frombuffer(buffers[1] or pa.py_buffer(b""), "u1", size)
    return packer.node(count, missing, [data])


def _ends(buffer: Any, count: int) -> np.ndarray:
    if buffer is None or buffer.size == 0:
        return np.zeros(count + 1, "<i4")
    return np.frombuffer(buffer, "<i4", count + 1)


def _map_entries(array: Any) -> Any:
    return pa.StructArray.from_arrays([array.keys, array.items], ["key", "value"])
