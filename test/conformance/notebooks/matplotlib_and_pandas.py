# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

rng = np.random.default_rng(1)
df = pd.DataFrame(rng.normal(size=(50, 3)).cumsum(0), columns=list('abc'))
df.plot()
# %%
df['a'].hist()
# %%
df.plot.scatter(x='a', y='b')
# %%
df.plot(subplots=True)
# %%
ax = df['a'].plot(title='a', legend=True)
ax.set_ylabel('value')
plt.show()
# %%
df.abs().sum().plot.bar(rot=0);
# %%
df.hist(bins=5)
plt.show()
# %%
df.boxplot()
# %%
fig, ax = plt.subplots(figsize=(4, 3))
df.plot(ax=ax)
ax.axhline(0, color='k')
# %%
pd.plotting.scatter_matrix(df);
# %%
df.plot.area(stacked=False)
# %%
df.rolling(5).mean().plot(style='--')
display(df.tail(2))
# %%
df.plot(kind='hist', alpha=0.5)
df.shape
# %% tags=["raises-exception"]
df.plot(kind='nokind')
# %% tags=["raises-exception"]
pd.DataFrame({'t': ['a']}).plot()
# %%
pd.Series([1, 2, 3], index=['x', 'y', 'z']).plot.pie()
# %%
pd.Series(rng.normal(size=30), pd.date_range('2024', periods=30)).plot()
# %%
plt.show()
