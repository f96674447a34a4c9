# %% [markdown]
# Rich display with IPython.display
# %%
from IPython.display import HTML, JSON, SVG, Code, Image, Latex, Markdown, Math, display

HTML('<b>bold</b>')
# %%
display(Markdown('# title'), Latex('$x^2$'))
# %%
Math(r'\frac{1}{2}')
# %%
JSON({'a': [1, 2, {'b': None}]})
# %%
SVG('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>')
# %%
png = (
    b'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
)
import base64

Image(data=base64.b64decode(png))
# %%
Image(data=base64.b64decode(png), width=20)
# %%
display('text', 1, [2, 3])
# %%
display({'text/plain': 'raw', 'text/html': '<i>raw</i>'}, raw=True)
# %%
class Card:
    def __init__(self, title):
        self.title = title

    def _repr_html_(self):
        return f'<div>{self.title}</div>'

    def __repr__(self):
        return f'Card({self.title!r})'


Card('hello')
# %%
[Card('in a list')]
# %%
class Bundle:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {'text/plain': 'bundle', 'application/x-custom+json': {'a': 1}}


Bundle()
# %% tags=["raises-exception"]
class Failing:
    def _repr_html_(self):
        raise ValueError('broken html')

    def __repr__(self):
        return 'Failing()'


Failing()
# %%
class NoHtml:
    def _repr_html_(self):
        return None


NoHtml().__class__
# %%
class Pretty:
    def _repr_pretty_(self, p, cycle):
        p.text('Pretty!')


[Pretty(), Pretty()]
# %%
handle = display('first', display_id=True)
# %%
handle.update('second')
# %%
from IPython.display import clear_output

print('gone')
clear_output()
print('stays')
# %%
for i in range(3):
    clear_output(wait=True)
    print('step', i)
# %%
Code('print(1)', language='python')
# %%
from IPython.display import IFrame, Javascript

IFrame('https://example.com', 100, 50)
# %%
Javascript('1')
# %%
from IPython.display import Audio, FileLink, Pretty as PrettyText, ProgressBar

PrettyText('a pretty text')
# %%
display(HTML('<p>one</p>'))
print('between')
display(HTML('<p>two</p>'))
'last'
# %%
display()
# %%
display(HTML('<b>with metadata</b>'), metadata={'text/html': {'isolated': True}})
# %%
from IPython import get_ipython

type(get_ipython()).__name__
# %%
Image(url='https://example.com/a.png')
# %%
display(Card('displayed'), include=['text/plain'])
# %%
HTML
# %%
class ReprLatex:
    def _repr_latex_(self):
        return '$x$'

    def _repr_markdown_(self):
        return '*x*'

    def __repr__(self):
        return 'x'


ReprLatex()
# %%
try:
    HTML()
except Exception as error:
    print(type(error).__name__)
# %%
print(HTML('<b>x</b>'))
# %% tags=["raises-exception"]
from IPython.display import GeoJSON, Video, publish_display_data

Video('no_such_video.mp4')
# %%
GeoJSON({'type': 'Point', 'coordinates': [0, 0]})
# %%
publish_display_data({'text/plain': 'plain', 'text/html': '<i>html</i>'})
# %%
from IPython import display as shows

for step in range(2):
    shows.clear_output(wait=True)
    shows.display(step)
