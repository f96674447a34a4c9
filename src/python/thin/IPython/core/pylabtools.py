"""What matplotlib asks of IPython: which backends have a desktop window."""

backend2gui: dict[str, str] = {}
