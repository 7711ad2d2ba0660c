"""Entry point for JupyterHub and JupyterLab: jupyter-server-proxy starts the server for a user.

The proxy finds `dashboards` by its entry point, starts the command when the user opens it, and
admits only that user. The notebooks themselves open in JupyterLab as usual.
"""

import sys
from typing import Any

NAME = "inspections"


def dashboards() -> dict[str, Any]:
    """Return the configuration for jupyter-server-proxy, which fills in port and path."""
    serve = [sys.executable, "-m", "ilacs_bench", "serve", "--no-browser"]
    return {
        "command": [*serve, "--port={port}", f"--base-url={{base_url}}{NAME}/"],
        "absolute_url": True,
        "timeout": 60,
        # Users have signed in to the hub, whose host name the server does not know.
        "request_headers_override": {"Host": "localhost"},
        "launcher_entry": {"title": "Children’s services inspections", "path_info": f"{NAME}/"},
    }
