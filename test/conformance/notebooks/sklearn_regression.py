# %%
import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_diabetes, make_regression
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import KFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, PolynomialFeatures

X, y = load_diabetes(return_X_y=True)
X.shape, y[:5]
# %%
linear = LinearRegression().fit(X[:-20], y[:-20])
linear
# %%
linear.coef_.round(2), round(linear.intercept_, 2)
# %%
prediction = linear.predict(X[-20:])
print(f'{mean_squared_error(y[-20:], prediction):.2f} {r2_score(y[-20:], prediction):.2f}')
# %%
for alpha in (0.01, 0.1, 1):
    ridge = Ridge(alpha=alpha).fit(X, y)
    print(alpha, round(ridge.score(X, y), 4))
# %%
(Lasso(alpha=0.5).fit(X, y).coef_ != 0).sum()
# %%
PolynomialFeatures(2).fit_transform([[1, 2]])
# %%
pipeline = Pipeline([('poly', PolynomialFeatures(2)), ('scale', MinMaxScaler()), ('ridge', Ridge())])
pipeline.fit(X, y)
# %%
pipeline.named_steps, pipeline['ridge']
# %%
ColumnTransformer([('num', SimpleImputer(), [0]), ('cat', OneHotEncoder(), [1])])
# %%
KFold(3, shuffle=True, random_state=1)
# %%
[len(test) for _, test in KFold(3).split(X)]
# %%
SimpleImputer().fit_transform([[1, np.nan], [3, 4]])
# %% tags=["raises-exception"]
LinearRegression().fit([[np.nan]], [1])
# %% tags=["raises-exception"]
LinearRegression().fit([1, 2, 3], [1, 2, 3])
# %% tags=["raises-exception"]
Ridge(alpha='big').fit(X, y)
# %%
encoder = OneHotEncoder().fit([['a'], ['b']])
encoder.transform([['b']]), encoder.categories_
# %%
booster = GradientBoostingRegressor(random_state=0, n_estimators=30).fit(X, y)
round(booster.score(X, y), 3)
# %%
make_regression(3, 2, random_state=0)
# %%
LinearRegression
