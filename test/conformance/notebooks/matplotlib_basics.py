# %%
import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(0, 2 * np.pi, 100)
plt.plot(x, np.sin(x))
# %%
plt.plot(x, np.cos(x))
plt.show()
# %%
plt.plot(x, np.cos(x), label='cos')
plt.title('Cosine')
plt.xlabel('x')
plt.legend();
# %%
plt.plot(x, x)
plt.title('Title')
# %%
fig, ax = plt.subplots()
ax.plot([1, 2, 3], [4, 5, 6])
ax.set_title('axes')
# %%
fig
# %%
ax
# %%
fig, axes = plt.subplots(2, 2, figsize=(6, 4))
axes[0, 0].bar(['a', 'b'], [3, 4])
axes[0, 1].scatter(x, np.sin(x), s=3)
axes[1, 0].hist(np.random.default_rng(0).normal(size=100))
axes[1, 1].imshow(np.eye(4))
plt.tight_layout()
# %%
axes.shape
# %%
plt.hist([1, 2, 2, 3])
# %%
plt.scatter([1, 2], [3, 4])
# %%
plt.bar(['a', 'b'], [1, 2])
# %%
plt.pie([1, 2, 3], labels=['a', 'b', 'c'], autopct='%1.1f%%');
# %%
plt.figure(figsize=(3, 2))
# %%
plt.figure()
plt.plot([1, 2])
plt.close()
# %%
for i in range(2):
    plt.figure()
    plt.plot([i, 1])
    plt.show()
    print('figure', i)
# %% tags=["raises-exception"]
plt.plot([1, 2], [1, 2, 3])
# %%
plt.savefig('plot.png')
import os

os.path.getsize('plot.png') > 0
# %%
plt.rcParams['figure.figsize']
# %%
plt.style.use('ggplot')
plt.plot([3, 1])
plt.show()
# %%
plt.style.use('nope') if False else plt.get_cmap('viridis').name
# %%
plt.boxplot([1, 2, 3, 10]);
# %%
plt.xlim(0, 1), plt.gca()
# %%
plt.gcf()
# %%
from matplotlib import cm, colors

colors.to_hex('red'), cm.viridis(0.5)
# %%
plt.imshow(np.arange(9).reshape(3, 3), cmap='gray')
plt.colorbar()
# %%
ax = plt.axes()
ax.plot([1, 2])
print('printed with a figure')
# %%
plt.text(0.5, 0.5, r'$\alpha$')
plt.axis('off')
# %% tags=["raises-exception"]
plt.plot([1], color='notacolor')
# %% tags=["raises-exception"]
plt.plot([1, 2])
raise ValueError('after a plot')
# %%
import matplotlib

matplotlib.get_backend()
