# %%
import numpy as np
from scipy import stats

rng = np.random.default_rng(3)
sample = rng.normal(5, 2, 200)
stats.describe(sample)
# %%
stats.ttest_1samp(sample, 5)
# %%
stats.norm.cdf([-1, 0, 1]), stats.norm.ppf(0.975)
# %%
stats.norm
# %%
stats.norm(0, 1).pdf(0)
# %%
stats.ttest_ind(sample, rng.normal(5.5, 2, 200))
# %%
stats.pearsonr(sample[:-1], sample[1:])
# %%
stats.linregress([1, 2, 3, 4], [2, 4, 5, 8])
# %%
stats.chisquare([16, 18, 16, 14, 12, 12])
# %%
stats.chi2_contingency([[10, 20], [20, 10]])
# %%
stats.shapiro(sample)
# %%
stats.mode([1, 2, 2, 3]), stats.zscore([1, 2, 3])
# %%
stats.binom.pmf([0, 1, 2], 2, 0.5)
# %%
stats.kstest(sample, 'norm', args=(5, 2)).pvalue > 0.01
# %%
stats.f_oneway([1, 2, 3], [2, 3, 4], [5, 6, 7])
# %%
stats.mannwhitneyu([1, 2, 3], [4, 5, 6])
# %%
stats.norm.fit(sample)
# %%
stats.poisson(3).rvs(5, random_state=1)
# %%
stats.iqr(sample), stats.skew(sample), stats.sem(sample)
# %%
stats.spearmanr([1, 2, 3, 4], [1, 3, 2, 4])
# %%
stats.bootstrap((sample,), np.mean, random_state=0, n_resamples=200).confidence_interval
# %%
stats.ttest_ind([1], [2])
# %%
stats.gaussian_kde(sample)(5)
# %%
stats.rankdata([3, 1, 2, 2])
