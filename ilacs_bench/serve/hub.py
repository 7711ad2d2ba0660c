"""The dashboards in JupyterHub or JupyterLab: started for a user by jupyter-server-proxy.

The proxy finds `dashboards` by its entry point, starts the command when the user opens it, and lets
nobody else in. The notebooks themselves open in JupyterLab as ever.
"""

import sys
from typing import Any

NAME = "inspections"


def dashboards() -> dict[str, Any]:
    """What jupyter-server-proxy has to know; it fills in the port and the path of the user."""
    serve = [sys.executable, "-m", "ilacs_bench", "serve", "--no-browser"]
    return {
        "command": [*serve, "--port={port}", f"--base-url={{base_url}}{NAME}/"],
        "absolute_url": True,
        "timeout": 60,
        # Whoever asks has signed in to the hub, by whose name the server need not be known.
        "request_headers_override": {"Host": "localhost"},
        "launcher_entry": {"title": "Children’s services inspections", "path_info": f"{NAME}/"},
    }
