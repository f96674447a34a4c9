"""Whatever readers call a table can be read, or says which column cannot, and why."""

import datetime as dt
import enum
import math
import uuid
from decimal import Decimal
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serverless_data.conftest import from_wire, to_wire
from serverless_data.encode import encode_values, frame_info
from serverless_data.errors import TableError


def read(value):
    """What the page gets, as pyarrow reads it."""
    return from_wire(*to_wire(value))


def types(value):
    return {
        column["name"]: column.get("extension") or column["type"]["name"]
        for column in to_wire(value)[0]["fields"]
    }


def value_of(value):
    header, buffers = encode_values([("x", value)])
    table = from_wire(header, [bytes(buffer) for buffer in buffers])
    return header["fields"][0]["type"], table.column(0)[0].as_py()


@pytest.mark.parametrize(
    ("values", "dtype", "kind"),
    [
        ([1, 2], "int8", pa.int8()),
        ([1, 2**64 - 1], "uint64", pa.uint64()),
        ([1, None], "Int64", pa.int64()),
        ([1.5, math.inf], "float64", pa.float64()),
        ([1.5, None], "Float32", pa.float32()),
        ([1.5, -0.0], "float16", pa.float32()),
        ([True, False], "bool", pa.bool_()),
        ([True, None], "boolean", pa.bool_()),
        (["a", None], "string", pa.string()),
        (["a", None], "string[pyarrow]", pa.string()),
        (["a", None], "object", pa.string()),
        (["a", None], "category", pa.string()),
        ([5, 5, 7], "category", pa.int64()),
        (["2024-01-01", None], "datetime64[s]", pa.timestamp("s")),
        (["2024-01-01", None], "datetime64[ns, Asia/Tokyo]", pa.timestamp("ns", "Asia/Tokyo")),
        ([1, None], "timedelta64[ms]", pa.duration("ms")),
        ([1, None], "int32[pyarrow]", pa.int32()),
        ([Decimal("1.10"), None], pd.ArrowDtype(pa.decimal128(9, 2)), pa.decimal128(9, 2)),
        ([[1], None], pd.ArrowDtype(pa.large_list(pa.int8())), pa.list_(pa.int8())),
        (["a", None], pd.ArrowDtype(pa.dictionary(pa.int8(), pa.string())), pa.string()),
        (
            [{"a": 1}, None],
            pd.ArrowDtype(pa.struct([("a", pa.int8())])),
            pa.struct([("a", pa.int8())]),
        ),
        ([b"a", None], pd.ArrowDtype(pa.binary(1)), pa.binary()),
        ([dt.time(1), None], pd.ArrowDtype(pa.time32("s")), pa.time64("us")),
    ],
)
def test_types_of_pandas_are_kept(values, dtype, kind):
    series = pd.Series(values, dtype=dtype)
    column = read(pd.DataFrame({"x": series})).column("x")
    assert column.type == kind
    expected = pa.array(series, from_pandas=False) if kind != pa.float32() else None
    if expected is not None:
        expected = expected.cast(kind) if expected.type != kind else expected
        assert column.to_pylist() == expected.to_pylist()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(
        [
            st.integers(-(2**127), 2**127 - 1),
            st.booleans(),
            st.text(st.characters(codec="utf-8")),
            st.binary(),
            st.dates(),
            st.times(),
            st.datetimes(),
            st.datetimes(
                dt.datetime(1, 1, 3),
                dt.datetime(9999, 12, 29),
                timezones=st.just(ZoneInfo("Europe/Berlin")),
            ),
            st.datetimes(
                dt.datetime(1, 1, 3),
                dt.datetime(9999, 12, 29),
                timezones=st.sampled_from([ZoneInfo("Asia/Tokyo"), dt.UTC]),
            ),
            st.timedeltas(dt.timedelta(-(10**6)), dt.timedelta(10**6)),
            st.decimals(-(10**20), 10**20, places=5),
            st.lists(st.integers(-(2**63), 2**63 - 1) | st.none(), max_size=3),
            st.fixed_dictionaries({"a": st.integers(0, 9), "b": st.text("é𝒳") | st.none()}),
            st.dictionaries(st.integers(0, 9), st.text("ab"), min_size=1, max_size=3),
            st.lists(st.lists(st.dates(), max_size=2), max_size=2),
        ]
    ).flatmap(lambda values: st.lists(values | st.none(), min_size=1, max_size=8))
)
def test_objects_come_back_as_they_were(round_trip, values):
    frame = round_trip(pd.DataFrame({"x": pd.Series(values, dtype=object)}))
    back = [None if value is pd.NA or value is pd.NaT else value for value in frame["x"]]
    for ours, theirs in zip(back, values, strict=True):
        if isinstance(ours, pd.Timestamp | pd.Timedelta):
            assert ours == theirs
        else:
            assert ours == theirs, (ours, theirs)


def test_sparse_columns_are_filled():
    frame = pd.DataFrame({"x": pd.Series([0, 0, 2**60], dtype=pd.SparseDtype("int64"))})
    assert read(frame).to_pylist() == [{"x": 0}, {"x": 0}, {"x": 2**60}]


def test_indexes_are_kept_as_columns_unless_they_count_the_rows():
    assert read(pd.DataFrame({"x": [1]})).column_names == ["x"]
    assert read(pd.DataFrame({"x": [1, 2, 3]})[1:]).column_names == ["x"]
    assert read(pd.DataFrame({"x": [1]}, index=["a"])).column_names == ["index", "x"]
    assert read(pd.DataFrame({"index": [1]}, index=["a"])).column_names == ["level_0", "index"]
    assert read(pd.DataFrame({"x": [1]}).rename_axis("id")).column_names == ["id", "x"]
    levels = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None])
    table = read(pd.DataFrame({"x": [1, 2]}, index=levels))
    assert table.column_names == ["k", "level_1", "x"]
    assert table.column("level_1").to_pylist() == [1, 2]


def test_names_are_texts_and_may_be_the_same():
    frame = pd.DataFrame([[1, 2, 3]])
    frame.columns = pd.MultiIndex.from_tuples([("a", "b"), ("a", ""), (1, dt.date(2024, 1, 1))])
    assert read(frame).column_names == ["a.b", "a", "1.2024-01-01"]
    frame.columns = ["x", "x", None]
    assert read(frame).column_names == ["x", "x", "None"]


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        (pd.Series([1, 2], name="s"), [{"s": 1}, {"s": 2}]),
        (pd.Series([1], index=["a"]), [{"index": "a", "value": 1}]),
        (np.array([1.5]), [{"value": 1.5}]),
        (np.array([[1, 2], [3, 4]]), [{"0": 1, "1": 2}, {"0": 3, "1": 4}]),
        (np.array([(1, "a")], [("n", "i8"), ("s", "U1")]), [{"n": 1, "s": "a"}]),
        (np.ma.array([1, 2], mask=[False, True]), [{"value": 1}, {"value": None}]),
        (np.array(["2024-01-01"], "M8[D]"), [{"value": dt.date(2024, 1, 1)}]),
        (
            [{"a": 2**53 + 1}, {"a": None, "b": "x"}],
            [{"a": 2**53 + 1, "b": None}, {"a": None, "b": "x"}],
        ),
        ({"a": [1, 2], "b": ["x", None]}, [{"a": 1, "b": "x"}, {"a": 2, "b": None}]),
        ([1, 2], [{"value": 1}, {"value": 2}]),
        (pa.table({"a": [1]}), [{"a": 1}]),
        ([], []),
    ],
)
def test_other_tables_are_read_too(value, rows):
    assert read(value).to_pylist() == rows


def test_what_is_missing_is_missing_and_nan_is_a_number():
    frame = pd.DataFrame(
        {
            "f": pd.Series([math.nan, 1.0]),
            "o": pd.Series([math.nan, "a"], dtype=object),
            "d": pd.Series([Decimal("NaN"), Decimal(1)], dtype=object),
            "n": pd.Series([math.nan, 2**60], dtype=object),
            "m": pd.Series([math.nan, None], dtype=object),
            "t": pd.Series([pd.NaT, pd.NA], dtype=object),
        }
    )
    table = read(frame)
    assert [column.null_count for column in table.columns] == [0, 1, 1, 1, 1, 2]
    assert math.isnan(table.column("f")[0].as_py())
    assert math.isnan(table.column("m")[0].as_py())
    assert table.column("n").to_pylist() == [None, 2**60]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, "a"], "arrow.json"),
        ([[1, "a"], None], "arrow.json"),
        ([{"a": 1}, {"b": "x"}], "arrow.json"),
        ([{}], "arrow.json"),
        ([True, 1], "arrow.json"),
        ([1, 2.5], "floatingpoint"),
        ([2**53 + 1, 2.5], "arrow.json"),
        ([{"a": 1}, {"b": 2}], "map"),
        ([{"a": 1}, {"a": None}], "struct"),
        ([Decimal(1), 2], "decimal"),
        ([2**200], "decimal"),
        ([[], [[]]], "list"),
    ],
)
def test_mixed_values_are_json_where_json_has_them(values, kind):
    assert types(pd.DataFrame({"x": pd.Series(values, dtype=object)})) == {"x": kind}


class Colour(enum.Enum):
    RED = 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            pd.Series([1j]),
            "Column “x” holds complex numbers (complex128), which tables cannot hold",
        ),
        (pd.Series(pd.period_range("2024", periods=1, freq="M")), "Column “x” holds periods"),
        (pd.Series(pd.interval_range(0, 1)), "Column “x” holds intervals"),
        (
            pd.Series(["a", dt.date(2024, 1, 1)]),
            "Column “x” mixes str (row 0) and datetime.date (row 1)",
        ),
        (pd.Series([b"a", "b"]), "Column “x” mixes bytes (row 0) and str (row 1)"),
        (pd.Series([None, uuid.UUID(int=1)]), "Column “x” holds uuid.UUID (row 1)"),
        (pd.Series([Colour.RED]), "Colour (row 0), which tables cannot hold"),
        (
            pd.Series(["a", "\ud800"], dtype=object),
            "Column “x” holds half of a character (a lone surrogate) in row 1",
        ),
        (pd.Series([10**80]), "Column “x” needs 81 digits"),
        (pd.Series([Decimal("Infinity")]), "Column “x” holds Decimal('Infinity')"),
        (pd.Series([pd.offsets.MonthEnd()], dtype=object), "Column “x” holds"),
        (
            pd.Series(
                [dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 1, tzinfo=dt.UTC)],
                dtype=object,
            ),
            "Column “x” mixes times with a zone and times without one",
        ),
    ],
)
def test_what_cannot_be_read_says_which_column_and_why(values, message):
    with pytest.raises(TableError) as caught:
        to_wire(pd.DataFrame({"x": values}))
    assert message in str(caught.value)


@pytest.mark.parametrize("value", [1, "text", None, np.zeros((1, 1, 1)), object])
def test_what_is_no_table_says_what_it_is(value):
    with pytest.raises(TableError, match="“table” is"):
        to_wire(value)


@pytest.mark.parametrize(
    ("value", "kind", "back"),
    [
        (2**63, {"name": "int", "bitWidth": 64, "isSigned": False}, 2**63),
        (np.int8(5), {"name": "int", "bitWidth": 64, "isSigned": True}, 5),
        (np.float32(0.5), {"name": "floatingpoint", "precision": "DOUBLE"}, 0.5),
        (np.str_("a"), {"name": "utf8"}, "a"),
        (np.array(5), {"name": "int", "bitWidth": 64, "isSigned": True}, 5),
        (
            np.datetime64("2024-01-01T00:00:00.000000001"),
            {"name": "timestamp", "unit": "NANOSECOND"},
            None,
        ),
        (pd.NaT, {"name": "null"}, None),
        (None, {"name": "null"}, None),
        ((1, 2), {"name": "list"}, [1, 2]),
        (range(2), {"name": "list"}, [0, 1]),
        ({3}, {"name": "list"}, [3]),
        (pd.Series([1, 2]), {"name": "list"}, [1, 2]),
        (
            pd.Timestamp("2024-01-01", tz="Europe/Berlin"),
            {"name": "timestamp", "unit": "MICROSECOND", "timezone": "Europe/Berlin"},
            None,
        ),
        (
            dt.timedelta(seconds=1),
            {"name": "duration", "unit": "MICROSECOND"},
            dt.timedelta(seconds=1),
        ),
    ],
)
def test_values_are_exact(value, kind, back):
    found, read_back = value_of(value)
    assert found == kind
    if back is not None:
        assert read_back == back


def test_frames_say_how_they_are_made():
    frame = pd.DataFrame({"a": [1], 5: ["x"]})
    assert frame_info("df", frame) == {
        "name": "df",
        "numRows": 1,
        "columns": [{"name": "a", "type": "int64"}, {"name": "5", "type": "object"}],
    }
