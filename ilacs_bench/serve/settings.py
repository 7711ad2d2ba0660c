"""All settings of Voilà and Jupyter."""

from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from traitlets import default
from traitlets.config import Config

from ilacs_bench.paths import bundled
from ilacs_bench.serve.access import Access
from ilacs_bench.serve.options import ServeOptions
from ilacs_bench.serve.pages import page_resources
from ilacs_bench.serve.policy import policy_of

TEMPLATE = "ilacs_bench"
ALONE_AT_MOST = 900  # seconds: a kernel without a page
LOOKED_FOR_EACH = 60  # seconds
PINGED_EACH = 30_000  # milliseconds
_WIDGET_EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]


class OwnKernel(KernelSpecManager):
    """A kernel spec manager with only this interpreter, whatever kernels are installed."""

    @default("kernel_dirs")
    def _no_folders(self) -> list[str]:
        return []


def settings(options: ServeOptions, port: int, bundle: Path) -> Config:
    """Return the settings of a server on a port that serves the Vega `bundle`."""
    return Config(
        Voila={
            "root_dir": str(bundled("dashboards")),
            "config_file_paths": [],  # ignore the user's other Jupyter settings
            "ip": options.host,
            "port": port,
            "base_url": options.base_url,
            "log_level": "ERROR",
            "tornado_settings": {
                "allow_remote_access": True,  # Access has already checked the host name
                "access": Access(options),
                # Milliseconds. Jupyter checks the answer to a ping when the next one is due, so
                # a channel that may be silent for only one interval is closed at the first check.
                "ws_ping_timeout": 3 * PINGED_EACH,
                "ws_ping_interval": PINGED_EACH,
                "headers": {
                    "Content-Security-Policy": policy_of(),
                    "Cross-Origin-Resource-Policy": "same-origin",
                    "Referrer-Policy": "same-origin",
                    "X-Content-Type-Options": "nosniff",
                },
            },
        },
        VoilaConfiguration={
            "template": TEMPLATE,
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "show_tracebacks": False,
            "extension_allowlist": _WIDGET_EXTENSIONS,
            "kernel_spec_manager_class": OwnKernel,
            "resources": page_resources(bundle),
        },
        VoilaExecutor={
            "cell_error_instruction": (
                "This part of the page could not be shown. Reload the page. The window where the "
                "dashboards were started says more."
            ),
        },
        KernelManager={"transport_encryption": "auto"},
        MappingKernelManager={
            "cull_idle_timeout": ALONE_AT_MOST,
            "cull_interval": LOOKED_FOR_EACH,
            "cull_connected": False,  # an open page keeps its widgets
        },
    )
