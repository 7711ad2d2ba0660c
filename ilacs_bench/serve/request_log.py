"""The log line of each request, and its counts and durations for Prometheus.

It holds nothing about who asked or what for: no client address, no query, no name. Only paths of
pages are logged; other requests, whose paths may contain anything, are logged by kind.
"""

import logging
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from tornado.web import RequestHandler

from ilacs_bench.serve.log import FIELDS, REQUESTS

HEALTH = "health"
_REFUSED = 400


class RequestLog:
    """Logs each request after it was answered."""

    def __init__(self, *, with_metrics: bool) -> None:
        self.registry = CollectorRegistry()
        self._with_metrics = with_metrics
        self._answered = Counter(
            "ilacs_bench_requests", "Requests answered", ["route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "ilacs_bench_request_seconds",
            "Seconds from a request to its answer",
            ["route"],
            registry=self.registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
        )

    def gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Add a gauge whose value is read when metrics are requested."""
        Gauge(f"ilacs_bench_{name}", meaning, registry=self.registry).set_function(value)

    def note(self, handler: RequestHandler) -> None:
        """Log a request that was answered; health checks are left out."""
        route = getattr(handler, "route", "other")
        if route == HEALTH:
            return
        status, seconds = handler.get_status(), handler.request.request_time()
        if self._with_metrics:
            self._answered.labels(route, str(status)).inc()
            self._seconds.labels(route).observe(seconds)
        if REQUESTS.isEnabledFor(logging.INFO):
            entry = {
                "method": str(handler.request.method),
                "path": path_of(handler),
                "status": status,
                "ms": round(1000 * seconds, 1),
            }
            line = "{method} {path} {status} {ms} ms".format(**entry)
            REQUESTS.info(line, extra={FIELDS: entry})

    def metrics(self) -> bytes:
        """Return all metrics in Prometheus text format."""
        return generate_latest(self.registry)


def path_of(handler: RequestHandler) -> str:
    """Return the requested path, if it is one of the server's own and was answered."""
    route = getattr(handler, "route", "other")
    is_known = route != "other" and handler.get_status() < _REFUSED
    return handler.request.path if is_known else f"({route})"
