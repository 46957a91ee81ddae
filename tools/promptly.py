"""An extension of Jupyter's server: it sends each message of a kernel to the page at once.

Nagle's algorithm keeps a small message back until the page's system has acknowledged the last one, which takes up to 40 ms. A live
view's answer comes after two small ones, busy and idle, so it was as late as that.
"""


def _load_jupyter_server_extension(server):
    settings = server.web_app.settings
    settings["kernel_websocket_connection_class"] = _prompt(settings["kernel_websocket_connection_class"])


def _prompt(connection):
    class PromptConnection(connection):
        def connect(self):
            self.websocket_handler.set_nodelay(True)
            return super().connect()

    return PromptConnection
