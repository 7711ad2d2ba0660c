"""What those who run the server ask it: whether it is well, and how much it has to do."""

from http import HTTPStatus

from tornado.web import RequestHandler

from ilacs_bench.serve.base_handler import BaseHandler
from ilacs_bench.serve.dashboards import Dashboards
from ilacs_bench.serve.request_log import HEALTH, RequestLog


class HealthHandler(RequestHandler):
    """Whether pages can be had: asked by whatever watches the server, which has no token.

    It says nothing that is not for everybody, and so asks for nothing either.
    """

    route = HEALTH

    def initialize(self, dashboards: Dashboards) -> None:
        """Take what knows the pages."""
        self.dashboards = dashboards

    def get(self) -> None:
        """Say "ok"; or that it is starting or ending, with the status for that."""
        is_ending = self.settings["ending"].is_set()
        is_well = self.dashboards.page_set.n_workers > 0 and not is_ending
        self.set_status(HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.finish("ok\n" if is_well else "ending\n" if is_ending else "starting\n")

    head = get


class MetricsHandler(BaseHandler):
    """Counts and times for Prometheus, for those who may see the pages."""

    is_page = False
    route = "metrics"

    def initialize(self, log: RequestLog) -> None:
        """Take what counts."""
        self.log_of_requests = log

    def get(self) -> None:
        """Send them."""
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.log_of_requests.metrics())
