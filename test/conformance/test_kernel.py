"""jupyter_kernel_test with every optional sample filled in, so that no test is skipped."""

import base64

import jupyter_kernel_test

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class ServerlessKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "serverless"
    language_name = "python"
    file_extension = ".py"

    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('careful', file=sys.stderr)"

    completion_samples = [
        {"text": "zi", "matches": {"zip"}},
        {"text": "impor", "matches": {"import"}},
        {"text": "from itertools import permu", "matches": {"permutations"}},
        {"text": "import itertoo", "matches": {"itertools"}},
    ]

    complete_code_samples = [
        "1",
        "print('hello, world')",
        "def f(x):\n  return x*2\n\n\n",
        "x = [1,\n 2]",
        "%matplotlib inline",
        "await f()",
    ]
    incomplete_code_samples = ["print('''hello", "def f(x):\n  x*2", "x = [1,", "if True:"]
    invalid_code_samples = ["import = 7q", "print('x'))", "a b"]

    code_page_something = "zip?"

    code_generate_error = "raise ValueError('wrong')"

    code_execute_result = [
        {"code": "1+2+3", "result": "6"},
        {"code": "[n*n for n in range(1, 4)]", "result": "[1, 4, 9]"},
        {"code": "{'b': 1, 'a': 2}", "result": "{'b': 1, 'a': 2}"},
        {
            "code": "from IPython.display import HTML; HTML('<b>bold</b>')",
            "mime": "text/html",
            "result": "<b>bold</b>",
        },
        {"code": "1+2+4", "result": "7"},
    ]

    code_display_data = [
        {
            "code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))",
            "mime": "text/html",
        },
        {
            "code": "from IPython.display import Math, display; display(Math('\\\\frac{1}{2}'))",
            "mime": "text/latex",
        },
        {
            "code": (
                "from IPython.display import SVG, display\n"
                "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>'))"
            ),
            "mime": "image/svg+xml",
        },
        {
            "code": f"from IPython.display import Image, display; display(Image({PNG!r}))",
            "mime": "image/png",
        },
        {
            "code": "from IPython.display import Markdown, display; display(Markdown('*a*'))",
            "mime": "text/markdown",
        },
        {
            "code": "from IPython.display import JSON, display; display(JSON({'a': [1]}))",
            "mime": "application/json",
        },
    ]

    code_history_pattern = "1?2?3*"
    supported_history_operations = ("tail", "range", "search")

    code_inspect_sample = "zip"

    code_clear_output = "from IPython.display import clear_output; clear_output()"
