"""A Jupyter kernel process whose Python runs in a browser page.

It binds the ZMQ ports of a connection file, opens the page of `SERVERLESS_KERNEL_URL` in Chromium
and passes messages both ways, so that every Jupyter client and test suite can drive the page.
"""
