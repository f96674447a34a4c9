# %%
import numpy as np
from sklearn.cluster import DBSCAN, KMeans
from sklearn.datasets import load_digits, make_blobs
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import LabelEncoder, StandardScaler

X, labels = make_blobs(60, centers=3, random_state=0)
X[:3]
# %%
kmeans = KMeans(n_clusters=3, n_init=5, random_state=0)
kmeans.fit(X)
# %%
np.bincount(kmeans.labels_), kmeans.cluster_centers_.shape
# %%
round(silhouette_score(X, kmeans.labels_), 3)
# %%
DBSCAN(eps=0.8).fit_predict(X)[:10]
# %%
digits = load_digits()
digits.images.shape, digits.target[:10]
# %%
print(digits.images[0].astype(int))
# %%
pca = PCA(2)
projected = pca.fit_transform(digits.data)
pca.explained_variance_ratio_.round(4), projected.shape
# %%
pca
# %%
vectorizer = CountVectorizer()
counts = vectorizer.fit_transform(['the cat sat', 'the dog sat down'])
counts
# %%
vectorizer.get_feature_names_out(), counts.toarray()
# %%
TfidfVectorizer().fit_transform(['a cat', 'a dog']).toarray().round(3)
# %%
LabelEncoder().fit_transform(['b', 'a', 'b'])
# %% tags=["raises-exception"]
kmeans.predict([[1, 2, 3]])
# %% tags=["raises-exception"]
KMeans(n_clusters=10).fit([[1], [2]])
# %%
StandardScaler().fit(X).transform(X).std(0).round(6)
# %%
import sklearn
sklearn.__version__
# %%
digits.DESCR[:60]
# %%
import matplotlib.pyplot as plt

plt.scatter(*X.T, c=kmeans.labels_)
# %%
sorted(digits)
