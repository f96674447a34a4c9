# %%
import numpy as np
import pandas as pd

s = pd.Series([1, 3, 5, np.nan, 6, 8])
s
# %%
dates = pd.date_range('20130101', periods=6)
dates
# %%
df = pd.DataFrame(np.arange(24.0).reshape(6, 4) / 7, index=dates, columns=list('ABCD'))
df
# %%
df2 = pd.DataFrame(
    {
        'A': 1.0,
        'B': pd.Timestamp('20130102'),
        'C': pd.Series(1, index=list(range(4)), dtype='float32'),
        'D': np.array([3] * 4, dtype='int32'),
        'E': pd.Categorical(['test', 'train', 'test', 'train']),
        'F': 'foo',
    }
)
df2
# %%
df2.dtypes
# %%
df.head(2)
# %%
df.index, df.columns
# %%
df.to_numpy()
# %%
df.describe()
# %%
df2.info()
# %%
df.T
# %%
df.sort_values(by='B', ascending=False)
# %%
df['A']
# %%
df.loc['20130102':'20130104', ['A', 'B']]
# %%
df.iloc[3], df.iat[1, 1]
# %%
df[df['A'] > 1.5]
# %%
df2[df2['E'].isin(['train'])]
# %% tags=["raises-exception"]
df['missing']
# %% tags=["raises-exception"]
df.loc['2020-01-01']
# %% tags=["raises-exception"]
df.iloc[10]
# %%
df1 = df.reindex(index=dates[0:4], columns=list(df.columns) + ['E'])
df1.loc[dates[0] : dates[1], 'E'] = 1
df1
# %%
df1.dropna(how='any')
# %%
pd.isna(df1)
# %%
df.mean(), df.mean(axis=1)
# %%
df.agg(lambda x: np.mean(x) * 5.6)
# %%
s.value_counts()
# %%
pd.Series(['A', 'B', 'Aaba', np.nan, 'CABA']).str.lower()
# %%
print(df)
# %%
display(df.head(1), s.head(1))
# %%
pd.DataFrame()
# %%
pd.DataFrame({'a': range(100), 'b': np.arange(100) ** 2})
# %%
pd.DataFrame(np.zeros((3, 30)))
# %%
s.plot
# %%
pd.DataFrame({'text': ['a' * 80, 'short'], 'n': [1, 2]})
# %%
pd.set_option('display.max_rows', 6)
pd.DataFrame({'a': range(20)})
# %%
pd.reset_option('display.max_rows')
pd.DataFrame({'a': range(20)})
# %% tags=["raises-exception"]
df.foo
# %% tags=["raises-exception"]
if df['A'] > 0:
    pass
# %%
df2['G'] = df2['A'] * 2
chained = df2[df2['A'] > 0]
chained['H'] = 1
# %%
pd.Timestamp('2024-02-29 12:00'), pd.Timedelta('1 days 2h'), pd.NaT, pd.NA, pd.Period('2024-01')
# %%
pd.Interval(0, 1), pd.Categorical(['a', 'b', 'a'])
