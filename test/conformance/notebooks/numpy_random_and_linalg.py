# %%
import numpy as np

rng = np.random.default_rng(42)
rng
# %%
rng.random(3)
# %%
rng.integers(0, 10, size=(2, 5))
# %%
rng.normal(size=(3, 3))
# %%
rng.choice(['a', 'b', 'c'], 4), rng.permutation(6)
# %%
np.random.seed(0)
np.random.rand(2, 2)
# %%
np.random.randn(5)
# %%
np.random.randint(0, 100, 10)
# %%
m = np.array([[4.0, 1.0], [2.0, 3.0]])
np.linalg.inv(m)
# %%
np.linalg.det(m)
# %%
values, vectors = np.linalg.eig(m)
print(values)
print(vectors)
# %%
np.linalg.eigh(np.array([[2.0, 1.0], [1.0, 2.0]]))
# %%
m @ m, m.dot([1, 1]), np.trace(m)
# %%
np.linalg.solve(m, [1, 2])
# %% tags=["raises-exception"]
np.linalg.inv(np.zeros((2, 2)))
# %% tags=["raises-exception"]
np.linalg.solve(np.ones((2, 3)), [1, 2])
# %%
np.linalg.svd(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), full_matrices=False)
# %%
np.linalg.norm([3, 4]), np.linalg.matrix_rank(m)
# %%
x = np.linspace(0, 10, 50)
y = 3 * x + 2 + rng.normal(scale=0.5, size=50)
np.polyfit(x, y, 1)
# %%
slope, intercept = np.polyfit(x, y, 1)
print(f'{slope:.4f} {intercept:.4f}')
# %%
np.percentile(y, [25, 50, 75])
# %%
np.histogram(rng.normal(size=1000), bins=5)
# %%
np.corrcoef(x, y)
# %%
np.fft.fft([1, 0, 0, 0])
# %%
np.cov(np.array([[1, 2, 3], [1, 4, 9]]))
# %%
np.einsum('ij,jk->ik', m, m)
# %%
np.cross([1, 0, 0], [0, 1, 0]), np.outer([1, 2], [3, 4]), np.kron([1, 2], [1, 1])
# %%
np.linalg.lstsq(np.vstack([x, np.ones(50)]).T, y, rcond=None)[0]
