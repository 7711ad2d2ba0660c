"""The web server of the dashboards: see `ilacs_bench.serve.start.serve`."""

import ilacs_bench.dashboard  # noqa: F401  # first: it spares what Jupyter loads 38 parsers
