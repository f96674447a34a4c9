"""Tables between a page and a Python kernel, exact for every type.

The page installs this package into whatever kernel it talks to (Pyodide in the browser, ipykernel on
a server), so it needs numpy and pandas only, and uses pyarrow where that is there.
"""
