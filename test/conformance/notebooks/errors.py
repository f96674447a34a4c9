# %% [markdown]
# Exceptions, tracebacks and warnings
# %% tags=["raises-exception"]
1 / 0
# %% tags=["raises-exception"]
undefined_name
# %% tags=["raises-exception"]
int('twelve')
# %% tags=["raises-exception"]
'2' + 2
# %% tags=["raises-exception"]
[1, 2, 3][10]
# %% tags=["raises-exception"]
None.upper()
# %% tags=["raises-exception"]
import not_a_module
# %% tags=["raises-exception"]
from math import sine
# %% tags=["raises-exception"]
print('before')
if True print('syntax')
# %% tags=["raises-exception"]
def f():
return 1
# %% tags=["raises-exception"]
x = (1,
# %% tags=["raises-exception"]
'unterminated
# %% tags=["raises-exception"]
assert 1 + 1 == 3, 'arithmetic is broken'
# %% tags=["raises-exception"]
assert False
# %% tags=["raises-exception"]
class ValidationError(ValueError):
    def __init__(self, field, message):
        super().__init__(f'{field}: {message}')
        self.field = field


raise ValidationError('age', 'must be positive')
# %%
try:
    raise ValidationError('name', 'is empty')
except ValidationError as error:
    print(type(error).__name__, error.field, error)
else:
    print('not here')
finally:
    print('always')
# %% tags=["raises-exception"]
try:
    {}['key']
except KeyError as error:
    raise RuntimeError('lookup failed') from error
# %% tags=["raises-exception"]
def recurse(n):
    return recurse(n + 1)


recurse(0)
# %%
try:
    recurse(0)
except RecursionError as error:
    print(error)
# %%
import traceback


def inner():
    raise LookupError('deep')


def outer():
    inner()


try:
    outer()
except LookupError as error:
    print(traceback.format_exception_only(error))
    print(len(traceback.extract_tb(error.__traceback__)))
    print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
# %%
try:
    outer()
except LookupError:
    traceback.print_exc()
# %%
try:
    raise ExceptionGroup('several', [ValueError('a'), TypeError('b')])
except* ValueError as group:
    print(group.exceptions)
except* TypeError as group:
    print(group)
# %%
import warnings

warnings.warn('old way', DeprecationWarning)
warnings.warn('be careful')
# %%
def old():
    warnings.warn('old() is deprecated', DeprecationWarning, stacklevel=2)


old()
# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn('recorded', UserWarning)
    print(len(caught), caught[0].category.__name__, caught[0].message)
# %%
import sys

print('to stderr', file=sys.stderr)
print('to stdout')
# %%
sys.stdout.write('no newline')
# %%
import logging

logging.warning('a warning of logging')
logging.info('not shown')
# %%
logger = logging.getLogger('tutorial')
logger.error('bad thing %d', 3)
# %% tags=["raises-exception"]
raise KeyboardInterrupt
# %% tags=["raises-exception"]
error = ValueError('with note')
error.add_note('a note')
raise error
# %% tags=["raises-exception"]
sys.exit(3)
# %%
'still here'
# %% tags=["raises-exception"]
next(iter([]))
# %% tags=["raises-exception"]
a, b = 1, 2, 3
# %% tags=["raises-exception"]
def needs(a, b):
    pass


needs(1)
# %% tags=["raises-exception"]
open('no_such_file.txt')
# %% tags=["raises-exception"]
'abc'.foo
# %% tags=["raises-exception"]
math.pi
# %% tags=["raises-exception"]
raise NotImplementedError
# %% tags=["raises-exception"]
raise 'a string'
# %% tags=["raises-exception"]
b'\xff'.decode('utf-8')
# %% tags=["raises-exception"]
eval('1 +')
# %% tags=["raises-exception"]
for i in range(3):
    print(i)
    if i == 1:
        raise StopIteration('done')
