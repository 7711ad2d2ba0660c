"""A cluster of Dask on this machine, for a test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest


@contextmanager
def small_cluster(threads: int) -> Iterator[str]:
    """The address of a cluster with one worker; skipped, and said so, where Dask is missing.

    Dask sets variables for the processes that it starts and leaves them: they are taken back.
    """
    distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
    with (
        patch.dict(os.environ),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=threads, dashboard_address=None
        ) as cluster,
    ):
        yield cluster.scheduler_address
