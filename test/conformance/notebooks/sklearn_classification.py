# %%
import numpy as np
import pandas as pd
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, export_text

iris = load_iris(as_frame=True)
iris.frame.head()
# %%
iris.target_names, iris.feature_names
# %%
X_train, X_test, y_train, y_test = train_test_split(iris.data, iris.target, random_state=0)
X_train.shape, X_test.shape
# %%
knn = KNeighborsClassifier(n_neighbors=3)
knn.fit(X_train, y_train)
# %%
knn.score(X_test, y_test)
# %%
knn.predict(X_test)[:10]
# %%
model = make_pipeline(StandardScaler(), LogisticRegression())
model
# %%
model.fit(X_train, y_train)
# %%
print(classification_report(y_test, model.predict(X_test), target_names=iris.target_names))
# %%
confusion_matrix(y_test, model.predict(X_test))
# %%
cross_val_score(model, iris.data, iris.target, cv=5)
# %%
tree = DecisionTreeClassifier(max_depth=2, random_state=0).fit(X_train, y_train)
print(export_text(tree, feature_names=list(iris.feature_names)))
# %%
tree.feature_importances_
# %%
search = GridSearchCV(SVC(), {'C': [0.1, 1, 10]}, cv=3)
search.fit(X_train, y_train)
# %%
search.best_params_, search.best_score_
# %%
pd.DataFrame(search.cv_results_)[['param_C', 'mean_test_score', 'rank_test_score']]
# %%
forest = RandomForestClassifier(n_estimators=20, random_state=0)
forest.fit(X_train, y_train).score(X_test, y_test)
# %% tags=["raises-exception"]
SVC().predict(X_test)
# %% tags=["raises-exception"]
knn.fit(X_train, y_train[:5])
# %%
LogisticRegression(max_iter=2).fit(iris.data, iris.target)
# %%
knn.predict(X_test.to_numpy()[:1])
# %%
accuracy_score(y_test, knn.predict(X_test)), knn.get_params()
# %%
print(knn)
# %%
from sklearn.metrics import ConfusionMatrixDisplay

ConfusionMatrixDisplay.from_estimator(model, X_test, y_test)
