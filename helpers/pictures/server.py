"""An extension of Jupyter's server where the course is installed: it takes large uploads."""

AT_MOST = 500_000_000  # bytes in a message, which holds all that is chosen; it is 10 MB otherwise


def _load_jupyter_server_extension(app):
    """Raise the limit of a message, unless the server's own settings name one."""
    app.web_app.settings.setdefault("websocket_max_message_size", AT_MOST)
