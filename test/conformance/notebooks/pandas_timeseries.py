# %%
import io

import numpy as np
import pandas as pd

index = pd.date_range('2024-01-01', periods=10, freq='D')
ts = pd.Series(np.arange(10), index=index, name='value')
ts
# %%
ts.resample('3D').sum()
# %%
ts.rolling(3).mean()
# %%
ts['2024-01-03':'2024-01-05']
# %%
ts.shift(1).head(3), ts.diff().head(3), ts.pct_change().tail(2)
# %%
ts.tz_localize('UTC').tz_convert('America/New_York').head(2)
# %%
pd.to_datetime(['2024-01-01', '02/03/2024'], format='mixed')
# %% tags=["raises-exception"]
pd.to_datetime('not a date')
# %%
pd.to_datetime(['2024-01-01', 'bad'], errors='coerce')
# %%
index.dayofweek, index.day_name()
# %%
ts.index.to_period('M')
# %%
pd.period_range('2024Q1', periods=4, freq='Q')
# %%
pd.date_range('2024-01-31', periods=3, freq='ME')
# %%
csv = io.StringIO('date,city,temp\n2024-01-01,Oslo,-3.5\n2024-01-02,Oslo,\n2024-01-01,Rome,11\n')
weather = pd.read_csv(csv, parse_dates=['date'])
weather
# %%
weather.dtypes
# %%
weather.info()
# %%
weather.fillna(weather.temp.mean())
# %%
weather.isna().sum()
# %%
weather.temp.interpolate()
# %%
weather.pivot(index='date', columns='city', values='temp')
# %%
weather['temp'].astype('Int64', errors='ignore')
# %% tags=["raises-exception"]
pd.read_csv('missing.csv')
# %%
weather.to_csv('weather.csv', index=False)
pd.read_csv('weather.csv', index_col='date').loc['2024-01-01']
# %%
pd.read_json(io.StringIO('[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]'))
# %%
pd.Series([1, None, 3], dtype='Int64')
# %%
pd.Series([True, None], dtype='boolean'), pd.Series(['a', None], dtype='string')
# %%
pd.to_timedelta(['1 days', '2h'])
# %%
pd.Series(pd.to_timedelta([1, 2], unit='h')).sum()
# %%
(ts.index[1] - ts.index[0]), ts.index[0]
# %%
ts.groupby(ts.index.month).agg(['min', 'max'])
# %%
pd.offsets.MonthEnd(), pd.offsets.BDay(2), pd.Timestamp('2024-01-31') + pd.DateOffset(months=1)
# %%
ts.asfreq('12h').head(3)
# %%
ts.asfreq('12h', method='ffill').head(3)
# %%
pd.date_range('2024-01-01', periods=3, freq='H')
# %%
ts.to_frame().assign(weekday=lambda d: d.index.day_name()).head(3)
# %%
pd.Series(range(3)).to_json(), pd.Series({'a': 1}).to_dict()
# %%
pd.Series([], dtype=float)
