"""What arrives in Python is what pyarrow says that it is."""

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from serverless_data.conftest import from_wire, to_wire
from serverless_data.decode import decode
from serverless_data.zones import zone_name

INT64 = st.integers(-(2**63), 2**63 - 1)
TEXT = st.text(st.characters(codec="utf-8"))
#: Python's own limits; what lies beyond has tests of its own.
MICROS = st.integers(-62_135_510_400_000_000, 253_402_214_400_000_000)
DAY = 86_400_000_000


def decimals(precision, scale):
    most = 10**precision - 1
    return st.integers(-most, most).map(lambda digits: Decimal(digits).scaleb(-scale))


LEAVES = [
    (pa.bool_(), st.booleans()),
    *[
        (getattr(pa, f"int{bits}")(), st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1))
        for bits in (8, 16, 32, 64)
    ],
    *[(getattr(pa, f"uint{bits}")(), st.integers(0, 2**bits - 1)) for bits in (8, 16, 32, 64)],
    (pa.float32(), st.floats(width=32)),
    (pa.float64(), st.floats()),
    (pa.decimal128(9, 2), decimals(9, 2)),
    (pa.decimal256(28, 28), decimals(28, 28)),
    (pa.string(), TEXT),
    (pa.binary(), st.binary()),
    (pa.date32(), st.dates()),
    (pa.time64("us"), st.times()),
    (pa.time64("ns"), st.integers(0, DAY - 1).map(lambda us: us * 1000)),
    (pa.timestamp("us"), MICROS),
    (pa.timestamp("s"), MICROS.map(lambda us: us // 1_000_000)),
    (pa.timestamp("ns"), INT64.filter(lambda ns: ns > -(2**63))),
    (pa.timestamp("us", "UTC"), MICROS),
    (pa.timestamp("us", "Europe/Berlin"), MICROS),
    (pa.timestamp("ms", "+05:30"), MICROS.map(lambda us: us // 1000)),
    (pa.duration("us"), st.integers(-(2**53), 2**53)),
    (pa.duration("ns"), INT64.filter(lambda ns: ns > -(2**63))),
    (pa.null(), st.none()),
]

columns = st.sampled_from(LEAVES).flatmap(
    lambda leaf: st.tuples(st.just(leaf[0]), st.lists(st.none() | leaf[1], max_size=20))
)
nested = columns.flatmap(
    lambda column: st.sampled_from(
        [
            (pa.list_(column[0]), [column[1], None, [], column[1][:1]]),
            (
                pa.struct([("a", column[0]), ("b", pa.string())]),
                [None, *({"a": value, "b": "𝒳"} for value in column[1])],
            ),
            (
                pa.map_(pa.string(), column[0]),
                [None, [], [(str(i), value) for i, value in enumerate(column[1])]],
            ),
            (pa.list_(pa.list_(column[0])), [[column[1], None], None, [[]]]),
        ]
    )
)


def frame_of(array):
    header, buffers = to_wire(pa.table({"x": array}))
    return decode(header, buffers)


def same(ours, theirs):
    """Whether two values are one, of one type; NaN is NaN, and -0.0 is not 0.0."""
    if isinstance(theirs, float):
        return isinstance(ours, float) and (
            (math.isnan(ours) and math.isnan(theirs))
            or (ours == theirs and math.copysign(1, ours) == math.copysign(1, theirs))
        )
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(same(ours[key], theirs[key]) for key in theirs)
    if isinstance(theirs, dt.datetime):
        # Zones of pytz have whole minutes; the instant and the zone are the same.
        return ours == theirs and zone_name(ours) == zone_name(theirs)
    return type(ours) is type(theirs) and ours == theirs


def python(value):
    """What pandas gives, as Python's value that pyarrow gives."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, (np.generic,)):
        return value.item()
    return value


def plain(kind, value):
    """Pyarrow's maps are lists of pairs."""
    if value is None:
        return None
    if pa.types.is_map(kind):
        return {key: plain(kind.item_type, item) for key, item in value}
    if pa.types.is_list(kind):
        return [plain(kind.value_type, item) for item in value]
    if pa.types.is_struct(kind):
        return {part.name: plain(part.type, value[part.name]) for part in kind}
    return value


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(columns)
def test_every_value_is_that_of_pyarrow(column):
    kind, values = column
    array = pa.array(values, kind)
    frame = frame_of(array)
    ours = [python(value) for value in frame["x"]]
    for mine, theirs in zip(ours, array.to_pylist(), strict=True):
        if isinstance(mine, pd.Timedelta) and not isinstance(theirs, pd.Timedelta):
            theirs = pd.Timedelta(theirs)
        if isinstance(mine, (pd.Timestamp, pd.Timedelta)):
            assert mine == theirs
            assert isinstance(theirs, (dt.datetime, pd.Timestamp, pd.Timedelta))
        else:
            assert same(mine, theirs), (mine, theirs)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(nested)
def test_every_value_in_lists_structs_and_maps_is_that_of_pyarrow(column):
    kind, values = column
    array = pa.array(values, kind)
    frame = frame_of(array)
    expected = [plain(kind, value) for value in array.to_pylist()]
    assert all(map(same, frame["x"].tolist(), expected)), (frame["x"].tolist(), expected)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(columns | nested)
def test_what_is_sent_is_laid_out_as_pyarrow_does(column):
    kind, values = column
    table = pa.table({"x": pa.array(values, kind)})
    header, buffers = to_wire(table)
    assert (
        from_wire(header, buffers).column(0).to_pylist()
        == pytest.approx(table.column(0).to_pylist(), nan_ok=True)
        if pa.types.is_floating(kind)
        else repr(from_wire(header, buffers).column(0).to_pylist())
        == repr(table.column(0).to_pylist())
    )


@pytest.mark.parametrize(
    ("kind", "value", "without", "with_missing"),
    [
        *[(getattr(pa, f"int{b}")(), 1, f"int{b}", f"Int{b}") for b in (8, 16, 32, 64)],
        *[(getattr(pa, f"uint{b}")(), 1, f"uint{b}", f"UInt{b}") for b in (8, 16, 32, 64)],
        (pa.float32(), 1.5, "float32", "Float32"),
        (pa.float64(), 1.5, "float64", "Float64"),
        (pa.bool_(), True, "bool", "boolean"),
        (pa.string(), "a", "object", "object"),
        (pa.timestamp("s"), 1, "datetime64[s]", "datetime64[s]"),
        (pa.timestamp("ns"), 1, "datetime64[ns]", "datetime64[ns]"),
        *[
            (pa.timestamp("us", zone), 1, f"datetime64[us, {zone}]", f"datetime64[us, {zone}]")
            for zone in ("UTC", "Asia/Kolkata")
        ],
        (pa.duration("ms"), 1, "timedelta64[ms]", "timedelta64[ms]"),
        (pa.null(), None, "object", "object"),
    ],
)
def test_types_are_those_of_pandas(kind, value, without, with_missing):
    assert str(frame_of(pa.array([value], kind))["x"].dtype) == without
    assert str(frame_of(pa.array([value, None], kind))["x"].dtype) == with_missing


def test_nan_stays_apart_from_what_is_missing():
    values = frame_of(pa.array([math.nan, None, -0.0]))["x"]
    assert values.isna().tolist() == [False, True, False]
    assert math.isnan(values[0])
    assert math.copysign(1, values[2]) == -1


def test_intervals_are_timedeltas_or_offsets_as_of_pyarrow():
    kind = pa.month_day_nano_interval()
    short = frame_of(pa.array([(0, 0, 1500), None], kind))["x"]
    assert short.dtype == "timedelta64[ns]"
    assert short[0].value == 1500
    long = pa.array([(14, -3, -1500), None, (0, 1, 2)], kind)
    assert frame_of(long)["x"].tolist() == long.to_pandas().tolist()


def test_dates_out_of_pythons_years_are_timestamps():
    dates = frame_of(pa.array([-1_000_000, 0, None], pa.int32()).cast(pa.date32()))["x"]
    assert dates.dtype == "datetime64[s]"
    assert dates.astype("int64").tolist()[:2] == [-1_000_000 * 86_400, 0]


def test_times_that_python_lacks_are_timedeltas():
    times = frame_of(pa.array([1, 1000], pa.int64()).cast(pa.time64("ns")))["x"]
    assert times.dtype == "timedelta64[ns]"
    assert times.astype("int64").tolist() == [1, 1000]


def test_instants_out_of_pythons_years_are_in_utc():
    instants = frame_of(pa.array([0, 2**62], pa.timestamp("us", "Europe/Berlin")))["x"]
    assert instants.dtype == "datetime64[us, UTC]"
    assert instants.astype("int64").tolist() == [0, 2**62]
    assert "148108-07-06" in repr(instants)


def test_tables_of_many_batches_of_texts_are_joined():
    chunks = [pa.array(["é" * (i % 7), None, "x"]) for i in range(50_000)]
    values = frame_of(pa.chunked_array(chunks))["x"]
    assert values.tolist() == [v for chunk in chunks for v in chunk.to_pylist()]


@pytest.mark.parametrize(
    "texts",
    [
        ["".join(map(chr, range(13))) + "\x1c\x1d\x1e\x1f"] * 3,
        ["x" * 3_000_000, "", None, "y" * 10] * 3,
        ["\x1f", "\x00", ""],
    ],
)
def test_texts_are_cut_where_they_end(texts):
    assert frame_of(pa.array(texts))["x"].tolist() == texts


def test_frames_have_the_names_that_the_table_has():
    table = pa.table([pa.array([1]), pa.array([2]), pa.array([3])], ["a", "a", ""])
    header, buffers = to_wire(table)
    frame = decode(header, buffers)
    assert frame.columns.tolist() == ["a", "a", ""]
    assert frame.iloc[0].tolist() == [1, 2, 3]


def test_empty_tables_keep_their_types():
    frame = decode(
        *to_wire(pa.table({"a": pa.array([], pa.int8()), "b": pa.array([], pa.string())}))
    )
    assert frame.shape == (0, 2)
    assert frame.dtypes.astype(str).tolist() == ["int8", "object"]


def test_a_table_that_is_cut_short_is_refused_with_its_column():
    header, buffers = to_wire(pa.table({"x": pa.array([1, 2, 3])}))
    place = header["batches"][0]["columns"][0]["buffers"][1]
    place[2] = 20
    with pytest.raises(ValueError, match="Column “x”: the table is cut short: 20 bytes instead"):
        decode(header, buffers)
