# %%
%matplotlib inline
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Circle, Rectangle

fig = plt.figure(layout='constrained')
axs = fig.subplot_mosaic([['left', 'right'], ['left', 'low']])
axs['left'].set_title('left')
axs
# %%
fig, ax = plt.subplots()
circle = ax.add_patch(Circle((0.5, 0.5), 0.2))
circle
# %%
(line,) = plt.plot([1, 2, 3], 'r--o', lw=2)
line
# %%
line.get_color(), line.get_linewidth(), line.get_xdata()
# %%
fig, ax = plt.subplots()
contour = ax.contourf(np.arange(16).reshape(4, 4))
fig.colorbar(contour)
# %%
ax.get_xlim(), ax.get_title(), len(ax.collections)
# %%
fig, ax = plt.subplots(subplot_kw={'projection': 'polar'})
ax.plot(np.linspace(0, 6, 50), np.linspace(0, 1, 50))
ax
# %%
fig = plt.figure()
ax = fig.add_subplot(projection='3d')
ax.scatter([1, 2], [3, 4], [5, 6])
# %%
plt.errorbar([1, 2], [3, 4], yerr=[0.1, 0.2], fmt='o')
# %%
plt.fill_between([1, 2, 3], [1, 2, 1], alpha=0.3)
plt.annotate('peak', xy=(2, 2), xytext=(2.5, 1.5), arrowprops={'arrowstyle': '->'})
# %%
plt.subplot(1, 2, 1)
plt.plot([1, 2])
plt.subplot(1, 2, 2)
plt.plot([2, 1])
plt.suptitle('two')
# %%
plt.plot([1, 10, 100])
plt.yscale('log')
plt.grid(True)
# %%
plt.xticks([1, 2], ['one', 'two'])
# %%
mpl.rcParams['lines.linewidth'] = 2
mpl.rcParams['lines.linewidth']
# %%
with plt.style.context('dark_background'):
    plt.plot([1, 2])
    plt.show()
# %%
plt.barh(['a', 'b'], [1, 2])
plt.tight_layout()
# %%
plt.plot([1, 2])
plt.legend(['only'])
# %%
plt.plot([1, 2])
plt.legend()
# %%
display(fig)
# %%
fig.savefig('x.svg')
open('x.svg').read(5)
# %%
plt.step([1, 2], [1, 2]), plt.stem([1, 2]), plt.hlines(1, 0, 1)
# %%
plt.stackplot([1, 2], [1, 2], [2, 3])
# %%
plt.violinplot([1, 2, 3])
# %%
plt.clf()
# %%
plt.get_fignums()
# %%
plt.matshow(np.eye(3))
# %%
plt.quiver([0], [0], [1], [1])
# %%
plt.isinteractive()
# %%
plt.figure()
# %%
plt.ioff()
plt.plot([1, 2])
# %%
plt.ion()
plt.plot([1, 2])
# %%
%config InlineBackend.figure_formats = ['png', 'svg']
plt.plot([1, 2]);
# %%
%config InlineBackend.figure_format = 'png'
fig, ax = plt.subplots()
fig.show()
# %%
mpl.use('agg')
plt.plot([1, 2])
# %%
plt.close('all')
%matplotlib inline
plt.plot([1, 2])
