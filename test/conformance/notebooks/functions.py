# %% [markdown]
# Functions, decorators, generators, context managers, functools
# %%
import functools
import operator
import contextlib


def add(a, b=2, *args, c, **kwargs):
    """Add things."""
    return a + b + c


add(1, c=3)
# %%
add
# %%
lambda x: x
# %%
print
# %%
len, max, [].append, str.upper, functools.partial(add, 1, c=2)
# %% tags=["raises-exception"]
add(1)
# %%
def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(f'calling {function.__name__}{args}')
        return function(*args, **kwargs)

    return wrapper


@timed
def square(x):
    return x * x


square(4)
# %%
square.__name__, square.__wrapped__(3)
# %%
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


fib(100)
# %%
fib.cache_info()
# %%
def countdown(n):
    while n:
        yield n
        n -= 1


list(countdown(4))
# %%
generator = countdown(2)
print(next(generator), next(generator))
generator
# %% tags=["raises-exception"]
next(generator)
# %%
sum(x * x for x in range(10))
# %%
def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


a = averager()
next(a)
[a.send(v) for v in (10, 20, 60)]
# %%
@contextlib.contextmanager
def tag(name):
    print(f'<{name}>')
    try:
        yield name.upper()
    finally:
        print(f'</{name}>')


with tag('b') as upper, tag('i'):
    print(upper)
# %% tags=["raises-exception"]
with tag('p'):
    raise ValueError('inside')
# %%
with contextlib.suppress(ZeroDivisionError):
    1 / 0
print('suppressed')
# %%
import io

buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    print('captured')
buffer.getvalue()
# %%
functools.reduce(operator.mul, range(1, 11))
# %%
@functools.singledispatch
def describe(value):
    return 'thing'


@describe.register
def _(value: int):
    return 'number'


describe(1), describe('a')
# %%
def outer():
    x = 'outer'

    def inner():
        nonlocal x
        x = 'inner'

    inner()
    return x


outer()
# %%
command = ('go', 'north')
match command:
    case ('go', direction):
        print(f'going {direction}')
    case _:
        print('what?')
# %%
help(add)
# %%
sorted(['banana', 'kiwi', 'apple'], key=lambda s: (len(s), s))
# %%
add.__doc__, add.__defaults__, add.__kwdefaults__
# %%
import inspect

print(inspect.signature(add))
print(inspect.getsource(square.__wrapped__))
# %%
_
# %%
1 + 1
# %% tags=["raises-exception"]
_ * 10
# %%
x = 5
x;
# %%
x
# %%
None
# %%
if x > 3:
    'not shown'
# %%
for i in range(3):
    i
# %%
print(1, 2, sep='\t', end='!\n')
print()
print('last')
x
# %%
"a\tb\nc"
# %%
'it\'s "quoted"', b'bytes', r'raw\n', 'ünïcödé 日本 🎉'
# %%
print('ünïcödé 日本 🎉')
# %%
3 + 4j, 1e100, 1e-7, float('nan'), float('inf'), -0.0, 0.1 + 0.2, 10**30, 1_000_000
# %%
True and not False, ..., NotImplemented
