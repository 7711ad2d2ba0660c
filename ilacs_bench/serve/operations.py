"""Endpoints for operators: health and metrics."""

from http import HTTPStatus

from tornado.web import RequestHandler

from ilacs_bench.serve.base_handler import BaseHandler
from ilacs_bench.serve.dashboards import Dashboards
from ilacs_bench.serve.request_log import HEALTH, RequestLog


class HealthHandler(RequestHandler):
    """Answers health checks, which need no token.

    It reveals nothing confidential.
    """

    route = HEALTH

    def initialize(self, dashboards: Dashboards) -> None:
        """Store the pages."""
        self.dashboards = dashboards

    def get(self) -> None:
        """Send "ok" if pages can be served, else 503 while starting or stopping."""
        is_ending = self.settings["ending"].is_set()
        is_well = self.dashboards.page_set.n_workers > 0 and not is_ending
        self.set_status(HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("ok\n" if is_well else "ending\n" if is_ending else "starting\n")

    head = get


class MetricsHandler(BaseHandler):
    """Sends Prometheus metrics to those who may see the pages."""

    is_page = False
    route = "metrics"

    def initialize(self, log: RequestLog) -> None:
        """Store the request log."""
        self.log_of_requests = log

    def get(self) -> None:
        """Send counts and durations in Prometheus text format."""
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.log_of_requests.metrics())
