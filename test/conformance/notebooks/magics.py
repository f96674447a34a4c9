# %% [markdown]
# Magics that tutorials use
# %%
%matplotlib inline
# %%
x = %time sum(range(1000))
x
# %%
result = %timeit -n 1 -r 1 -o -q sum(range(10))
type(result).__name__
# %%
%%capture captured
print('hidden')
# %%
captured.stdout
# %%
%%writefile hello.py
print('hello from a file')
value = 42
# %%
%run hello.py
value
# %%
%who_ls str
# %%
%pwd
_ is not None
# %%
%%time
total = 0
# %%
import json
json.dumps?
# %%
%precision 3
3.14159265
# %%
%precision
3.14159265
# %%
%config InlineBackend.figure_format = 'png'
# %%
%load_ext autoreload
%autoreload 2
# %%
%env MY_VARIABLE=hello
# %%
import os
os.environ['MY_VARIABLE']
# %%
%cd .
'moved'
# %%
%xmode Plain
# %%
%nosuchmagic
# %%
def f(a):
    return a
f
# %%
%history -n -l 1
# %%
%%html
<b>html</b>
# %%
%%latex
$x$
# %%
%%markdown
# title
# %%
%%javascript
console.log(1)
# %%
%%svg
<svg xmlns="http://www.w3.org/2000/svg"></svg>
# %%
%reset_selective -f value
'value' in globals()
# %%
%pprint
# %%
list(range(30))
# %%
%pprint
# %%
In[-1], len(Out) > 3, _oh is Out
# %% tags=["raises-exception"]
%%capture
1 / 0
# %%
%%writefile lines.py
first = 1
# %%
%%writefile -a lines.py
second = first + 1
# %%
%run lines.py
second
# %% tags=["raises-exception"]
%run no_such_file.py
# %%
%env NO_SUCH_VARIABLE
# %%
%load_ext autoreload
# %%
from IPython.core.magic import register_cell_magic

@register_cell_magic
def reverse(line, cell):
    return line, cell[::-1]
# %%
%%reverse up
abc
# %%
%mkdir inner
%cd inner
# %%
%cd -
# %%
%%writefile where.py
print(__name__, __file__)
# %%
%run where.py
# %%
%%timeit?
# %%
result = %timeit -o -q -n 1 -r 2 pass
len(result.all_runs), type(result)
