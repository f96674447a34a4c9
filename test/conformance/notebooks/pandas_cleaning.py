# %%
import pandas as pd
import numpy as np

raw = pd.DataFrame(
    {
        'Name ': [' Ann', 'bob ', None, 'Cy', 'bob '],
        'age': ['34', 'n/a', '27', '41', 'n/a'],
        'joined': ['2020-01-05', '2021-13-01', '2022-07-30', None, '2021-13-01'],
        'score': [1.5, np.nan, -1, 8, np.nan],
    }
)
raw
# %%
raw.columns = raw.columns.str.strip().str.lower()
raw.columns
# %%
raw['name'] = raw['name'].str.strip().str.title()
raw['age'] = pd.to_numeric(raw['age'], errors='coerce')
raw['joined'] = pd.to_datetime(raw['joined'], errors='coerce')
raw
# %%
raw.dtypes
# %% tags=["raises-exception"]
pd.to_numeric(pd.Series(['1', 'x']))
# %%
raw.drop_duplicates()
# %%
clean = raw.drop_duplicates().dropna(subset=['name']).reset_index(drop=True)
clean
# %%
clean['score'].clip(lower=0), clean['score'].where(clean.score > 0, 0)
# %%
clean['age'].fillna(clean['age'].median()).astype(int)
# %%
clean.replace({'Ann': 'Anna'})
# %%
pd.get_dummies(clean['name'])
# %%
clean['name'].map({'Ann': 1, 'Bob': 2})
# %%
clean.apply(lambda row: f'{row["name"]}:{row["score"]}', axis=1)
# %%
clean['name'].str.contains('o'), clean['name'].str.len(), clean['name'].str[0]
# %%
pd.Series(['a,b', 'c']).str.split(',', expand=True)
# %%
pd.Series(['x1', 'y22']).str.extract(r'([a-z])(\d+)')
# %%
clean.explode('name').shape, pd.DataFrame({'a': [[1, 2], [3]]}).explode('a')
# %%
clean.set_index('name').loc['Bob']
# %%
clean.loc[clean['score'] > 0, 'flag'] = True
clean
# %%
clean.iloc[0]
# %%
clean.iloc[0].to_dict()
# %%
clean.value_counts('name')
# %%
clean.sort_index(axis=1).columns.tolist()
# %%
clean.insert(0, 'id', range(3))
clean.eval('double = score * 2')
# %%
clean.compare(clean.assign(score=0.0))
# %%
clean.itertuples
# %%
for row in clean.itertuples(index=False):
    print(row.name, row.score)
# %%
for label, row in clean.iterrows():
    print(label, row['name'])
# %%
pd.options.display.float_format = '{:.2f}'.format
clean
# %%
pd.options.display.float_format = None
clean.select_dtypes('float')
# %%
pd.MultiIndex.from_product([['a', 'b'], [1, 2]], names=['x', 'y'])
# %%
pd.DataFrame(np.arange(4).reshape(2, 2), columns=pd.MultiIndex.from_tuples([('a', 1), ('a', 2)]))
# %%
pd.DataFrame({'<b>': ['<i>&amp;</i>']})
# %% tags=["raises-exception"]
pd.DataFrame({'a': [1, 2], 'b': [1]})
# %% tags=["raises-exception"]
clean.drop(columns=['nothing'])
# %% tags=["raises-exception"]
clean['score'] + pd.Series(['a', 'b', 'c'])
# %%
np.round(clean.score, 1).rename('rounded')
# %%
pd.DataFrame({'when': pd.to_datetime(['2024-01-01 10:00', '2024-06-01 11:00'])})['when'].dt.month
# %%
pd.util.hash_pandas_object(pd.Series([1, 2])).shape, pd.__version__
