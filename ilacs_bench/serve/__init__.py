"""The dashboards as a web page on this machine."""

from ilacs_bench.serve.server import serve

__all__ = ["serve"]
