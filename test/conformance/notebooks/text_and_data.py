# %% [markdown]
# re, json, csv, string formatting, datetime, decimal, statistics, random
# %%
import csv
import io
import json
import re
import textwrap
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, getcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

re.search(r'(\d+)-(\d+)', 'call 555-1234 now')
# %%
re.findall(r'\b\w{5}\b', 'three seven eight twelve')
# %%
re.compile(r'(?P<year>\d{4})', re.I | re.M)
# %%
re.match('a', 'b')
# %%
re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world')
# %% tags=["raises-exception"]
re.compile('(unclosed')
# %%
data = {'name': 'Ada', 'langs': ['en', 'fr'], 'age': 36, 'ok': True, 'none': None}
print(json.dumps(data, indent=2))
# %%
json.loads('[1, 2.5, "x", null, true]')
# %% tags=["raises-exception"]
json.loads('{bad json}')
# %% tags=["raises-exception"]
json.dumps({'when': datetime(2024, 1, 1)})
# %%
rows = list(csv.DictReader(io.StringIO('a,b\n1,2\n3,4\n')))
rows
# %%
out = io.StringIO()
writer = csv.writer(out)
writer.writerow(['x', 'with, comma', 'with "quote"'])
print(out.getvalue())
# %%
name, value = 'pi', 3.14159265
print(f'{name!r:>8} {value:.3f} {value:10.2e} {1234567:,} {0.256:.1%} {255:#x} {5:08b}')
# %%
f'{name=} {value=:.2f}'
# %%
'{:<10}|{:^10}|{:>10}'.format('l', 'c', 'r')
# %%
'%s is %d years and %.2f' % ('Bob', 42, 1.5)
# %%
print(textwrap.fill('The quick brown fox jumps over the lazy dog. ' * 3, 40))
# %%
datetime(2024, 2, 29, 12, 30)
# %%
date(2024, 12, 25) - date(2024, 2, 29)
# %%
print(datetime(2024, 2, 29, 12, 30) + timedelta(days=1, hours=2))
# %%
datetime(2024, 7, 1, 12, tzinfo=timezone.utc).isoformat(), time(3, 4)
# %%
datetime.strptime('2024-03-10 08:15', '%Y-%m-%d %H:%M').strftime('%A %d %B %Y, %I:%M %p')
# %% tags=["raises-exception"]
datetime(2024, 2, 30)
# %%
datetime(2024, 7, 1, 12, tzinfo=ZoneInfo('Europe/Paris')).utcoffset()
# %%
Decimal('0.1') + Decimal('0.2'), Fraction(1, 3) + Fraction(1, 6)
# %%
import statistics

values = [2, 4, 4, 4, 5, 5, 7, 9]
print(statistics.mean(values), statistics.median(values), statistics.mode(values))
statistics.stdev(values)
# %%
import random

random.seed(42)
[random.randint(1, 6) for _ in range(5)], random.random(), random.choice('abc')
# %%
random.sample(range(100), 5)
# %%
import math

math.pi, math.factorial(20), math.isclose(0.1 + 0.2, 0.3), math.inf
# %% tags=["raises-exception"]
math.sqrt(-1)
# %%
import string

string.ascii_lowercase, 'Hello'.center(11, '*'), 'a-b-c'.split('-'), ' x '.strip()
# %%
from pprint import pprint

pprint({'key%d' % i: list(range(i)) for i in range(8)})
# %%
import hashlib

hashlib.sha256(b'hello').hexdigest()
# %%
import base64, struct, uuid, zlib

base64.b64encode(b'data'), struct.pack('<I', 1), uuid.UUID(int=5), zlib.crc32(b'a')
# %%
bytearray(b'abc'), memoryview(b'abc')[1], bytes(range(5))
# %%
import calendar

print(calendar.month(2024, 2))
# %%
'a' * 100
# %%
['a' * 30] * 5
# %%
json.dumps('日本')
# %%
import copy, types, array

array.array('i', [1, 2, 3]), types.SimpleNamespace(a=1, b='x'), slice(1, 2), range(3)
