# %%
import numpy as np

np.array([1, 2, 3])
# %%
a = np.arange(15).reshape(3, 5)
a
# %%
print(a)
a.shape, a.ndim, a.dtype, a.dtype.name, a.itemsize, a.size, type(a)
# %%
np.zeros((2, 3)), np.ones((2, 3), dtype=np.int16), np.full((2, 2), 7.5), np.eye(3)
# %%
np.linspace(0, 1, 7)
# %%
np.arange(10000)
# %%
print(np.arange(10000).reshape(100, 100))
# %%
b = np.array([20, 30, 40, 50])
b - np.arange(4), b**2, 10 * np.sin(b), b < 35
# %%
b.sum(), b.min(), b.mean(), b.std()
# %%
a.sum(axis=0), a.cumsum(axis=1)
# %%
a[1, 2], a[:, 1], a[-1], a[a % 2 == 0], a[[0, 2], :2]
# %%
np.float64(1.5), np.int32(3), np.bool_(True), np.pi, np.nan, np.inf
# %%
np.array([1.5, np.nan, np.inf])
# %%
np.array(['a', 'bcd']), np.array([True, False]), np.array([1 + 2j])
# %% tags=["raises-exception"]
a[5]
# %% tags=["raises-exception"]
a + np.arange(4)
# %% tags=["raises-exception"]
np.array([1, 2, 3]).reshape(2, 2)
# %%
np.array([1, 0, -1]) / 0
# %%
np.log(np.array([1.0, 0.0, -1.0]))
# %%
np.sqrt(-1)
# %%
with np.errstate(divide='ignore'):
    print(np.array([1.0]) / 0)
# %%
np.vstack([[1, 2], [3, 4]]), np.hstack([[1, 2], [3, 4]]), np.concatenate([[1], [2]])
# %%
a.T, a.ravel()
# %%
np.dtype([('name', 'U10'), ('age', 'i4')])
# %%
people = np.array([('Ann', 30), ('Bob', 25)], dtype=[('name', 'U10'), ('age', 'i4')])
people['age'], people
# %%
np.datetime64('2024-02-29') + np.arange(3)
# %%
np.unique([3, 1, 2, 3], return_counts=True)
# %%
np.where(a > 5, a, -1)
# %%
np.set_printoptions(precision=3, suppress=True)
np.array([1.23456789, 1e-10, 123456.789])
# %%
np.array([1, 'a', None], dtype=object)
# %%
np.iinfo(np.int8), np.finfo(np.float32).eps
# %%
np.int8(127) + np.int8(1)
# %%
np.array([1, 2], dtype='int64'), np.array([1, 2], dtype='float32'), np.array(3)
# %%
np.ma.array([1, 2, 3], mask=[0, 1, 0])
# %%
np.poly1d([1, 2, 3])
# %%
print(np.poly1d([1, 2, 3]))
# %%
np.fromfunction(lambda x, y: 10 * x + y, (2, 3), dtype=int)
# %%
np.iinfo(int)
# %%
np.array([(1, 2.0)], dtype=[('count', int), ('size', float)])
