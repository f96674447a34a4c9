# %% [markdown]
# A small simulation: broadcasting, stride tricks, timing
# %%
import numpy as np


def step(board):
    neighbours = sum(
        np.roll(board, (dy, dx), (0, 1))
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        if (dy, dx) != (0, 0)
    )
    return ((neighbours == 3) | (board & (neighbours == 2))).astype(int)


board = np.zeros((6, 6), int)
board[1, 2] = board[2, 3] = board[3, 1] = board[3, 2] = board[3, 3] = 1
board
# %%
for _ in range(4):
    board = step(board)
print('\n'.join(''.join('.#'[cell] for cell in row) for row in board))
# %%
board.sum(), board.dtype, step
# %%
x, y = np.meshgrid(np.arange(3), np.arange(2))
x, y
# %%
np.lib.stride_tricks.sliding_window_view(np.arange(6), 3)
# %%
np.tile([1, 2], 3), np.repeat([1, 2], 3), np.flip([1, 2, 3])
# %%
c = np.linspace(-2, 1, 5)[None, :] + 1j * np.linspace(-1, 1, 3)[:, None]
c
# %%
z = np.zeros_like(c)
for _ in range(20):
    z = np.where(abs(z) < 4, z * z + c, z)
abs(z) < 4
# %%
np.argsort([3, 1, 2]), np.argmax([1, 5, 2]), np.nonzero([0, 3, 0, 4])
# %%
np.save('board.npy', board)
np.load('board.npy').shape
# %%
np.savetxt('table.txt', np.arange(6).reshape(2, 3), fmt='%d', delimiter=',')
print(open('table.txt').read())
np.loadtxt('table.txt', delimiter=',')
# %%
np.genfromtxt(['1,2,', '3,,5'], delimiter=',')
# %%
np.gradient(np.array([1.0, 4.0, 9.0, 16.0])), np.diff([1, 4, 9]), np.trapezoid([1, 2, 3])
# %%
np.testing.assert_allclose([1.0], [1.0 + 1e-9])
# %% tags=["raises-exception"]
np.testing.assert_array_equal([1, 2], [1, 3])
# %%
np.vectorize(lambda v: v**2)([1, 2, 3])
# %%
np.array([[1, 2, 3], [4, 5, 6]]).tolist()
# %% tags=["raises-exception"]
np.array([1, 2]).foo
# %% tags=["raises-exception"]
bool(np.array([1, 2]))
# %%
np.add.reduce([1, 2, 3]), np.add, np.sin
