# %% [markdown]
# Containers and iterators of the standard library
# %%
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple
import itertools
import heapq

words = 'the quick brown fox jumps over the lazy dog the end'.split()
Counter(words)
# %%
Counter(words).most_common(2)
# %%
groups = defaultdict(list)
for word in words:
    groups[len(word)].append(word)
groups
# %%
dict(groups)
# %%
Point = namedtuple('Point', ['x', 'y'], defaults=[0])
p = Point(3)
print(p)
p._replace(y=4)
# %%
queue = deque(range(5), maxlen=5)
queue.rotate(2)
queue.append('new')
queue
# %%
OrderedDict(one=1, two=2)
# %%
ChainMap({'a': 1}, {'a': 2, 'b': 3})
# %%
list(itertools.accumulate([1, 2, 3, 4], lambda a, b: a * b))
# %%
[(k, list(g)) for k, g in itertools.groupby(sorted(words, key=len), key=len)]
# %%
itertools.count(5, 2)
# %%
list(itertools.product('ab', [1, 2], repeat=1))
# %%
for pair in itertools.pairwise('abcd'):
    print(*pair, sep='->')
# %%
heap = [5, 1, 4, 2]
heapq.heapify(heap)
heapq.nsmallest(2, heap), heap
# %%
set('mississippi')
# %%
frozenset([3, 1, 2])
# %%
{k: v for k, v in zip(range(40), itertools.cycle('abc'))}
# %%
list(range(120))
# %%
dict.fromkeys(words).keys()
# %%
{'nested': {'list': [list(range(12)) for _ in range(6)], 'tuple': (1,), 'empty': ()}}
# %%
zip([1], [2]), map(str, [1]), filter(None, [0]), enumerate('a'), reversed([1]), iter([1])
# %% tags=["raises-exception"]
heapq.heappop([])
# %% tags=["raises-exception"]
{}['missing']
# %% tags=["raises-exception"]
Point(1, 2, 3)
