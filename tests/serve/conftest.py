"""A warmed process with notebooks of its own, and kernels forked from it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from ilacs_bench.serve import provisioner
from ilacs_bench.serve.provisioner import FORKED, PAGE_VARIABLE, ForkedProvisioner
from ilacs_bench.serve.warmed import WarmedProcess, can_fork

CELLS = {
    "slider": "import ipywidgets\nmade_ahead = 5\nipywidgets.IntSlider(made_ahead)",
    "printing": "print('read this')",
    "threaded": "import threading\nthreading.Thread(target=threading.Event().wait).start()",
    "failing": "1 / 0",
}


def write_notebook(path: Path, source: str) -> Path:
    """A notebook with one cell of words and one of code."""
    words = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["Words"]}
    code = {**words, "cell_type": "code", "id": "b", "outputs": [], "execution_count": None}
    cells = [words, {**code, "source": source.splitlines(keepends=True)}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook))
    return path


@pytest.fixture(scope="package")
def warmed(tmp_path_factory) -> Iterator[WarmedProcess]:
    if not can_fork():
        pytest.skip("kernels can't be forked here")
    folder = tmp_path_factory.mktemp("notebooks")
    notebooks = [write_notebook(folder / f"{name}.ipynb", cell) for name, cell in CELLS.items()]
    process = WarmedProcess(notebooks)
    process.start()
    yield process
    process.close()


@pytest.fixture
def forked(warmed, monkeypatch) -> Iterator[WarmedProcess]:
    """Jupyter's kernels of this process are forked."""
    yield from provisioned(warmed, monkeypatch)


def provisioned(warmed, monkeypatch) -> Iterator[WarmedProcess]:
    monkeypatch.setattr(ForkedProvisioner, "warmed", warmed)
    monkeypatch.setenv(KernelProvisionerFactory.default_provisioner_name_env, FORKED)
    provisioner.use(warmed)
    KernelProvisionerFactory.clear_instance()
    yield warmed
    KernelProvisionerFactory.clear_instance()


@asynccontextmanager
async def kernel(
    page: str | None = None, **environment: str
) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient]]:
    """A kernel as Jupyter starts it, which shows `page` already where one is named."""
    manager = AsyncKernelManager(transport_encryption="auto")
    if page:
        environment[PAGE_VARIABLE] = page
    await manager.start_kernel(env=environment, cwd=str(Path.cwd()))
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel()


async def value_of(client: AsyncKernelClient, expression: str) -> str:
    """What `print(expression)` prints in the kernel."""
    printed = []
    reply = await client.execute_interactive(
        f"print({expression})", timeout=60, output_hook=lambda said: printed.append(said["content"])
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(said.get("text", "") for said in printed).strip()


async def eventually(holds, patience: float = 60) -> None:
    """Wait until `holds()`, with the loop running; fail when it does not in time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while not holds():
                await asyncio.sleep(0.05)
    assert holds(), "waited in vain"
