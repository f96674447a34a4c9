# %%
import numpy as np
from scipy import constants, integrate, interpolate, linalg, optimize, signal, sparse, special, stats

integrate.quad(lambda x: x**2, 0, 4)
# %%
optimize.minimize_scalar(lambda x: (x - 2) ** 2)
# %%
result = optimize.minimize(optimize.rosen, [1.3, 0.7], method='nelder-mead', options={'xatol': 1e-8})
result.success, result.x.round(5)
# %%
optimize.root_scalar(lambda x: x**3 - 1, bracket=[0, 2])
# %%
optimize.brentq(lambda x: x**2 - 2, 0, 2)
# %% tags=["raises-exception"]
optimize.brentq(lambda x: x**2 + 2, 0, 2)
# %%
def model(x, a, b):
    return a * np.exp(-b * x)


x = np.linspace(0, 4, 30)
popt, pcov = optimize.curve_fit(model, x, model(x, 2.5, 1.3))
popt.round(6)
# %%
solution = integrate.solve_ivp(lambda t, y: -0.5 * y, [0, 5], [2.0], t_eval=[0, 1, 2])
solution.y
# %%
solution.message, solution.status, solution.t
# %%
f = interpolate.interp1d([0, 1, 2], [0, 1, 4])
f(1.5), interpolate.CubicSpline([0, 1, 2], [0, 1, 4])(0.5)
# %% tags=["raises-exception"]
f(5)
# %%
linalg.expm(np.zeros((2, 2))), linalg.det(np.array([[1, 2], [3, 4]]))
# %%
linalg.lu(np.array([[1.0, 2.0], [3.0, 4.0]]))
# %%
m = sparse.csr_matrix([[1, 0, 0], [0, 0, 2]])
m
# %%
print(m)
m.toarray()
# %%
sparse.eye(3).tocsc()
# %%
special.gamma(5), special.erf(0.5), special.comb(5, 2)
# %%
constants.speed_of_light, constants.golden
# %%
signal.find_peaks([0, 1, 0, 2, 0])
# %%
b, a = signal.butter(2, 0.2)
b, a
# %%
from scipy.spatial import KDTree, distance

KDTree([[0, 0], [1, 1]]).query([0.2, 0.1]), distance.euclidean([0, 0], [3, 4])
# %%
from scipy.cluster.hierarchy import linkage

linkage([[0.0], [1.0], [5.0]])
# %%
optimize.linprog([-1, 4], A_ub=[[-3, 1], [1, 2]], b_ub=[6, 4], bounds=[(None, None), (-3, None)]).x
# %%
from scipy.fft import fft, fftfreq

fft(np.array([1.0, 2.0, 1.0, -1.0])), fftfreq(4)
# %%
integrate.odeint(lambda y, t: -y, 1.0, [0, 1]).round(6)
