"""What is noted of each request: a line in the log, and counts and times for Prometheus.

Nothing of it says who asked or what for: no address of a person, no query, no name. Only paths that
are those of pages stand in the log; others, which may hold anything, are noted as such.
"""

import logging
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from tornado.web import RequestHandler

from ilacs_bench.serve.log import FIELDS, REQUESTS

HEALTH = "health"
_REFUSED = 400


class RequestLog:
    """Notes each request when it has been answered."""

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
        """Have a number that is looked up when it is asked for."""
        Gauge(f"ilacs_bench_{name}", meaning, registry=self.registry).set_function(value)

    def note(self, handler: RequestHandler) -> None:
        """Note a request that was answered; not that somebody looked whether the server is well."""
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
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)


def path_of(handler: RequestHandler) -> str:
    """The path that was asked for, where it is one of this server's own and was answered."""
    route = getattr(handler, "route", "other")
    is_known = route != "other" and handler.get_status() < _REFUSED
    return handler.request.path if is_known else f"({route})"
