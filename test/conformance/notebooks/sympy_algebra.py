# %%
from sympy import *

x, y, z = symbols('x y z')
x
# %%
expr = x**2 + 2 * x * y + y**2
expr
# %%
factor(expr)
# %%
expand((x + 1) ** 3)
# %%
print(expand((x + y) ** 2))
# %%
simplify(sin(x) ** 2 + cos(x) ** 2)
# %%
solve(x**2 - 2, x)
# %%
solveset(x**2 + 1, x)
# %%
Eq(x + 1, 4), solve(Eq(x + 1, 4))
# %%
solve([x + y - 3, x - y - 1], [x, y])
# %%
Rational(1, 3) + Rational(1, 2)
# %%
sqrt(8), pi.evalf(20), E, I**2, oo
# %%
Matrix([[1, 2], [3, 4]])
# %%
Matrix([[1, 2], [3, 4]]).det(), Matrix([[1, 2], [3, 4]]).inv()
# %%
Matrix([[2, 0], [0, 3]]).eigenvals()
# %%
expr.subs(x, 2)
# %%
latex(Integral(x**2, x))
# %%
pprint(x**2 / y)
# %%
init_printing()
x**2
# %%
[x, y**2]
# %%
{x: 1}
# %%
factorint(360), prime(10), isprime(97)
# %% tags=["raises-exception"]
x + 'a' * y
# %% tags=["raises-exception"]
if x > 0:
    pass
# %%
Poly(x**2 + 1, x)
# %%
apart(1 / (x**2 - 1)), together(1 / x + 1 / y), cancel((x**2 - 1) / (x - 1))
# %%
Function('f')(x), Symbol('alpha'), Piecewise((x, x > 0), (0, True))
# %%
srepr(x + 1)
# %%
a = symbols('a', positive=True)
sqrt(a**2)
# %%
nsimplify(0.5), S(1) / 3, Float(0.1, 5)
# %%
Lambda(x, x**2)
# %%
x > y, Interval(0, 1), FiniteSet(1, 2)
# %%
true, Not(x), S.Reals
