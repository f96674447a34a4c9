# %%
import numpy as np
import pandas as pd

rng = np.random.default_rng(7)
sales = pd.DataFrame(
    {
        'region': rng.choice(['north', 'south', 'east'], 40),
        'product': rng.choice(['apple', 'pear'], 40),
        'amount': rng.integers(1, 100, 40),
        'price': rng.random(40).round(2),
    }
)
sales.head()
# %%
sales.groupby('region')
# %%
sales.groupby('region')['amount'].sum()
# %%
sales.groupby(['region', 'product']).agg({'amount': ['sum', 'mean'], 'price': 'max'})
# %%
sales.groupby('region').agg(total=('amount', 'sum'), best=('price', 'max')).reset_index()
# %%
sales.pivot_table(index='region', columns='product', values='amount', aggfunc='mean')
# %%
pd.crosstab(sales['region'], sales['product'], margins=True)
# %%
sales.assign(total=lambda d: d.amount * d.price).nlargest(3, 'total')
# %%
sales.groupby('region').apply(lambda g: g.amount.max() - g.amount.min())
# %%
sales.groupby('region', group_keys=False)[['amount']].transform('mean').head(3)
# %%
left = pd.DataFrame({'key': ['a', 'b', 'c'], 'l': [1, 2, 3]})
right = pd.DataFrame({'key': ['a', 'b', 'd'], 'r': [4, 5, 6]})
pd.merge(left, right, on='key', how='outer', indicator=True)
# %%
left.set_index('key').join(right.set_index('key'))
# %%
pd.concat([left, right])
# %% tags=["raises-exception"]
pd.merge(left, right, on='nope')
# %%
sales.melt(id_vars='region', value_vars=['amount', 'price']).sample(3, random_state=1)
# %%
stacked = sales.set_index(['region', 'product']).sort_index()
stacked
# %%
stacked.loc[('east', 'apple')]
# %%
stacked.index
# %%
sales.query('amount > 90 and region == "north"')
# %%
sales['band'] = pd.cut(sales.amount, [0, 25, 50, 100], labels=['low', 'mid', 'high'])
sales['band'].value_counts()
# %%
sales['band']
# %%
sales.groupby('band')['amount'].count()
# %%
sales.describe(include='all')
# %%
sales.select_dtypes('number').corr()
# %%
sales.memory_usage().sum() > 0, sales.shape
# %%
for name, group in sales.groupby('region'):
    print(name, len(group), group.amount.sum())
# %%
sales.rename(columns=str.upper).drop(columns=['BAND']).tail(2)
# %%
sales.duplicated().any(), sales.region.unique(), sales.nunique()
# %%
sales.to_dict('records')[:2]
# %%
print(sales.head(3).to_string(index=False))
# %%
print(sales.head(2).to_json(orient='records'))
# %%
print(sales.head(2).to_csv(index=False))
# %% tags=["raises-exception"]
sales.groupby('region').mean()
# %% tags=["raises-exception"]
sales.astype({'region': int})
# %%
sales.amount.rolling(3).mean().head(5)
# %%
sales[['amount', 'price']].cumsum().tail(3)
