# %% [markdown]
# Classes, dataclasses, enums and typing
# %%
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, Flag, IntEnum, auto
from typing import Generic, NamedTuple, Protocol, TypeVar
import abc


class Vector:
    """A small vector."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Vector({self.x!r}, {self.y!r})'

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def length(self):
        return (self.x**2 + self.y**2) ** 0.5


Vector(1, 2) + Vector(3, 4)
# %%
Vector(3, 4).length
# %% tags=["raises-exception"]
Vector(1, 2) + 3
# %% tags=["raises-exception"]
Vector(1, 2).length = 5
# %%
Vector
# %%
Vector.__add__
# %%
class Plain:
    pass


Plain()
# %%
Plain, Plain.__mro__
# %%
@dataclass(order=True)
class Item:
    name: str
    price: float = 0.0
    tags: list[str] = field(default_factory=list, compare=False)


items = [Item('pen', 1.5), Item('book', 12.0, ['paper']), Item('cup')]
sorted(items)
# %%
asdict(items[1])
# %%
replace(items[0], price=2.0)
# %%
@dataclass(frozen=True)
class Frozen:
    value: int


frozen = Frozen(1)
frozen
# %% tags=["raises-exception"]
frozen.value = 2
# %% tags=["raises-exception"]
Item()
# %%
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = auto()


Color.RED
# %%
print(Color.GREEN, Color['BLUE'].value, Color(1).name)
list(Color)
# %% tags=["raises-exception"]
Color(9)
# %%
class Permission(Flag):
    READ = auto()
    WRITE = auto()


Permission.READ | Permission.WRITE
# %%
class Level(IntEnum):
    LOW = 1
    HIGH = 2


Level.HIGH > Level.LOW, Level.HIGH + 1, Level.LOW
# %%
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


Square(3).area()
# %% tags=["raises-exception"]
Shape()
# %%
class Employee(NamedTuple):
    name: str
    id: int = 3


Employee('Guido')
# %%
T = TypeVar('T')


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)


stack = Stack[int]()
stack.push(1)
stack.items
# %%
def greet(name: str, *, loud: bool = False) -> str:
    return f'Hello {name}'


greet.__annotations__
# %%
list[int], dict[str, int | None], T, greet
# %%
class Meta(type):
    def __repr__(cls):
        return f'<{cls.__name__} of Meta>'


class WithMeta(metaclass=Meta):
    pass


WithMeta
# %%
class Weird:
    def __repr__(self):
        return 'line 1\n  line 2'


[Weird(), Weird()]
# %%
class Broken:
    def __repr__(self):
        raise RuntimeError('no repr')


Broken().__class__.__name__
# %%
super, property, staticmethod, type, object()
