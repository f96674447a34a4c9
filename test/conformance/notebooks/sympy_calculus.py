# %%
import sympy as sp

x, t = sp.symbols('x t')
sp.diff(sp.sin(x) * sp.exp(x), x)
# %%
sp.integrate(sp.exp(-(x**2)), (x, -sp.oo, sp.oo))
# %%
sp.Integral(sp.cos(x), x)
# %%
sp.integrate(sp.log(x), x)
# %%
sp.limit(sp.sin(x) / x, x, 0)
# %%
sp.series(sp.cos(x), x, 0, 6)
# %%
sp.Derivative(x**3, x).doit()
# %%
f = sp.Function('f')
sp.dsolve(f(x).diff(x, x) + f(x), f(x))
# %%
sp.summation(x, (x, 1, 10)), sp.Sum(1 / x**2, (x, 1, sp.oo)).doit()
# %%
sp.lambdify(x, x**2 + 1)(3)
# %%
sp.lambdify(x, sp.sin(x), 'numpy')([0.0, 1.0])
# %%
sp.N(sp.pi, 30)
# %%
sp.Matrix([x, x**2]).jacobian([x])
# %%
sp.plot
# %%
sp.laplace_transform(sp.exp(-t), t, sp.symbols('s'))
# %%
sp.nsolve(sp.cos(x) - x, 1)
# %%
sp.trigsimp(sp.sin(x) * sp.cos(x) * 2)
# %%
display(sp.sqrt(x), x + 1)
# %%
sp.pretty(sp.Integral(x**2, (x, 0, 1)))
# %%
print(sp.pretty(sp.Integral(x**2, (x, 0, 1)), use_unicode=False))
# %% tags=["raises-exception"]
sp.sympify('x +')
# %% tags=["raises-exception"]
float(x)
# %%
sp.init_printing(use_latex=True)
sp.Integral(x, x), x
# %%
sp.Rational(22, 7), sp.gcd(12, 18)
# %%
p = sp.plot(x**2, (x, -1, 1), show=True)
# %%
sp.__version__
