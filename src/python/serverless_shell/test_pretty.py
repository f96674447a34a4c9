"""text/plain is what the real IPython makes of the same objects."""

import collections
import dataclasses
import enum
import random
import re
import types

import pytest
from IPython.lib.pretty import pretty as native

from serverless_shell.formatters import PlainTextFormatter

ours = PlainTextFormatter()


class Plain:
    """No repr of its own."""


class Broken(dict):
    """A subclass of a container."""

    def __repr__(self):
        return "Broken!"


@dataclasses.dataclass
class Point:
    """A data class."""

    x: int
    names: list[str]


class Colour(enum.Enum):
    """An enumeration."""

    RED = 1


recursive: list = [1]
recursive.append(recursive)

CASES = [
    1,
    1.5,
    float("nan"),
    -0.0,
    1j,
    None,
    ...,
    "text",
    "two\nlines",
    b"bytes",
    (),
    (1,),
    [],
    {},
    set(),
    frozenset({3, 1, 2}),
    {3, 1, 2},
    {"b": 1, "a": [1, 2]},
    list(range(60)),
    list(range(1500)),
    dict.fromkeys(range(20), "x" * 20),
    ["word " * 10] * 5,
    [["nested " * 5] * 3] * 3,
    recursive,
    Point(1, ["a"]),
    Point(1, ["long name " * 5] * 4),
    Colour.RED,
    Colour,
    Broken(a=1),
    int,
    Plain,
    collections.OrderedDict(a=1, b=[2]),
    collections.Counter("hello"),
    collections.defaultdict(list, {"a": [1]}),
    collections.deque([1, 2], maxlen=3),
    collections.namedtuple("Pair", "left right")(1, "b" * 90),
    types.SimpleNamespace(a=1, b="x"),
    types.MappingProxyType({"a": 1}),
    re.compile("a+", re.I),
    range(5),
    slice(1, 2),
    ValueError("bad", 3),
    len,
    str.upper,
    re.compile,
    iter([]).__class__,
    super(Broken, Broken()),
]


@pytest.mark.parametrize("value", CASES, ids=lambda value: type(value).__name__)
def test_prints_as_ipython(value):
    assert ours(value) == native(value, max_seq_length=1000)


def a_value(chance, depth=0):
    """Some value made of the builtin containers."""
    if depth > 3 or chance.random() < 0.4:
        return chance.choice(
            [
                chance.randint(-(10**6), 10**6),
                chance.random(),
                "w" * chance.randint(0, 30),
                None,
                True,
            ]
        )
    size = chance.randint(0, 6)
    parts = [a_value(chance, depth + 1) for _ in range(size)]
    kind = chance.choice([list, tuple, dict, set])
    if kind is dict:
        return {f"key {index}": part for index, part in enumerate(parts)}
    if kind is set:
        return {str(part) for part in parts}
    return kind(parts)


@pytest.mark.parametrize("seed", range(200))
def test_prints_any_nesting_as_ipython(seed):
    value = a_value(random.Random(seed))
    assert ours(value) == native(value)
