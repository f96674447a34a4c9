"""Parts of IPython that notebooks import by this name."""
