# %% [markdown]
# Files, pathlib, asyncio, threads of thought
# %%
from pathlib import Path
import os
import tempfile

path = Path('notes.txt')
path.write_text('first\nsecond\nthird\n')
# %%
path
# %%
print(path.read_text())
# %%
with open('notes.txt') as file:
    for number, line in enumerate(file, 1):
        print(f'{number}: {line.rstrip()}')
# %%
path.exists(), path.suffix, path.stem, path.stat().st_size
# %%
sorted(p.name for p in Path('.').glob('*.txt'))
# %%
Path('folder/sub').mkdir(parents=True, exist_ok=True)
(Path('folder') / 'sub' / 'data.csv').write_text('a,b\n1,2\n')
# %%
for root, folders, files in os.walk('folder'):
    print(root, folders, files)
# %% tags=["raises-exception"]
Path('missing.txt').read_text()
# %% tags=["raises-exception"]
os.rmdir('folder')
# %% tags=["raises-exception"]
file.read()
# %%
import shutil

shutil.rmtree('folder')
path.unlink()
os.listdir('.') == [] or 'something else here'
# %%
with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / 'a').touch()
    print(os.listdir(folder))
# %%
import pickle

pickle.loads(pickle.dumps({'a': [1, 2]}))
# %%
import zipfile, io, gzip

archive = io.BytesIO()
with zipfile.ZipFile(archive, 'w') as z:
    z.writestr('a.txt', 'hello')
zipfile.ZipFile(archive).namelist(), len(gzip.decompress(gzip.compress(b'x' * 100)))
# %%
import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, 'done')
    return name.upper()


await work('first', 0.01)
# %%
await asyncio.gather(work('slow', 0.1), work('fast', 0.01))
# %%
results = await asyncio.gather(work('a', 0.01), asyncio.sleep(0.02, 'slept'))
print(results)
# %%
async def numbers():
    for i in range(3):
        yield i
        await asyncio.sleep(0)


[n async for n in numbers()]
# %%
async for n in numbers():
    print(n)
# %% tags=["raises-exception"]
await asyncio.wait_for(asyncio.sleep(10), timeout=0.01)
# %%
async with asyncio.TaskGroup() as group:
    task = group.create_task(work('grouped', 0.01))
task.result()
# %%
work
# %%
queue = asyncio.Queue()
for i in range(3):
    await queue.put(i)
queue.qsize(), await queue.get()
# %% tags=["raises-exception"]
async def failing():
    raise ValueError('async failure')


await failing()
# %%
task = asyncio.create_task(work('background', 0.01))
await asyncio.sleep(0.1)
task.done(), task.result()
# %%
import time

start = time.time()
time.sleep(0.05)
time.time() - start >= 0.05
# %%
event = asyncio.Event()
asyncio.get_running_loop().call_later(0.01, event.set)
await event.wait()
# %%
os.environ['MY_SETTING'] = 'on'
os.environ.get('MY_SETTING'), os.path.join('a', 'b'), os.sep
# %%
import sys

sys.version_info >= (3, 11), sys.maxsize > 2**30, sys.byteorder
# %%
__name__
# %%
'__file__' in globals()
# %%
async def fail():
    raise RuntimeError('in a task')

failing = asyncio.create_task(fail(), name='failing')
await asyncio.sleep(0.01)
failing
# %%
failing.exception()
# %%
import matplotlib.pyplot as plt

'.matplotlib' in os.listdir()
# %%
import logging

logging.StreamHandler()
