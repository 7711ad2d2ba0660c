"""The dashboards as a web page on this machine: `ilacs_bench.serve.start.serve`."""
