"""The page of the harness in ../shared/bench, served by each tool to many light clients."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from served import HERE, Server, free_port, running, serving

OTHER_NOTEBOOKS = """
import pathlib, ilacs_bench.dashboard.menu as menu, ilacs_bench.serve.policy as policy
menu.bundled = lambda *parts: pathlib.Path({folder!r})
policy._POLICY = policy._POLICY.replace("'self'{{scripts}}", "'self' 'unsafe-eval'{{scripts}}")
"""
"""Our server of the harness's page. The harness waits by texts that a browser makes into code: our
pages forbid that, and here they allow it. Their own scripts make no use of it."""
HEAD = (
    "| tool | page, p95 | change, p50 | p95 | changes | lost | memory, nobody there | all there "
    f"| processor |\n{'| --- ' * 9}|"
)
_PATHS = {"panel": "app_panel"}


@dataclass(frozen=True)
class Bench:
    """The harness with its data, the environments of the tools, and a notebook of ours."""

    folder: Path
    environments: Path
    notebooks: Path

    @property
    def tools(self) -> list[str]:
        """The installed tools that light clients support."""
        clients = HERE / "benchmarks" / "light_clients"
        names = sorted(path.name.removesuffix("_page.py") for path in clients.glob("*_page.py"))
        return [name for name in names if name == "ours" or self.python(name).exists()]

    def python(self, tool: str) -> Path:
        """Return the Python of a tool."""
        here = Path(sys.executable)
        return here if tool == "ours" else self.environments / f"p_{tool}" / "bin" / "python"

    def served(self, tool: str) -> AbstractContextManager[Server]:
        """Provide a server of the page."""
        if tool == "ours":
            return serving(OTHER_NOTEBOOKS.format(folder=str(self.notebooks)))
        port = free_port()
        return running(self._command(tool, port), port, self.folder, says_errors=False)

    def _command(self, tool: str, port: int) -> list[str]:
        """Return the command with which the harness starts it."""
        app = str(self.folder / "peers" / f"app_{tool}.py")
        binary, at = str(self.python(tool).with_name(tool)), f"--port={port}"
        commands = {
            "streamlit": [
                *(binary, "run", app, f"--server.port={port}", "--server.address=127.0.0.1"),
                *("--server.headless=true", "--browser.gatherUsageStats=false"),
            ],
            "panel": [
                *(binary, "serve", app, at, "--address=127.0.0.1"),
                f"--allow-websocket-origin=127.0.0.1:{port}",
            ],
            "solara": [binary, "run", app, at, "--host=127.0.0.1", "--production"],
            "dash": [str(self.python(tool)), app, str(port)],
            "shiny": [binary, "run", app, at, "--host=127.0.0.1"],
        }
        return commands[tool]

    def expected(self) -> dict[str, Any]:
        """Return for each region the titles, the councils and the number of rows."""
        import ofdash

        inspections, _ = ofdash.load()
        return {region: _expected(inspections, region) for region in ofdash.regions(inspections)}


@contextmanager
def bench(environments: Path, shared: Path) -> Iterator[Bench]:
    """Provide a copy of the harness, since it writes beside itself."""
    with tempfile.TemporaryDirectory(prefix="ilacs_bench_peers_") as scratch:
        folder, notebooks = Path(scratch) / "bench", Path(scratch) / "notebooks"
        shutil.copytree(shared / "bench", folder)
        notebooks.mkdir()
        sys.path.insert(0, str(folder / "lib"))
        os.environ |= {"STACK": str(environments), "OFDATA": str(folder / "data")}
        os.environ["PYTHONPATH"] = str(folder / "lib")
        subprocess.run(
            [sys.executable, folder / "make_data.py"], check=True, stdout=subprocess.DEVNULL
        )
        from peer_page import write_notebook

        write_notebook(notebooks)
        yield Bench(folder, environments, notebooks)


def compare(at: Bench, people: int, seconds: float, told: Callable[[dict[str, Any]], str]) -> None:
    """Measure one tool after the other; `told` makes a row of the clients' results."""
    expected = at.folder / "expected.json"
    expected.write_text(json.dumps(at.expected()))
    rows = []
    for tool in at.tools:
        with at.served(tool) as server:
            _crowd(at, tool, server, expected, 1, 10)  # the first visit loads libraries
            seen = _crowd(at, tool, server, expected, people, seconds)
        rows.append(told(seen))
        print(f"{tool}: {seen['there']} of {people} there at the end; lost: {seen['lost'] or 0}")
        print(rows[-1], flush=True)
    print(f"\n{people} people for {seconds:.0f} seconds, {os.cpu_count()} cores:", HEAD, sep="\n")
    print(*rows, sep="\n")


def _crowd(
    at: Bench, tool: str, server: Server, expected: Path, people: int, seconds: float
) -> dict[str, Any]:
    """Return the results of so many clients, with the server's memory and processor time."""
    client = HERE / "benchmarks" / "light_clients" / "crowd.py"
    url = f"{server.url}/{'inspections' if tool == 'ours' else _PATHS.get(tool, '')}"
    before, alone = sum(server.processor_times().values()), server.memory()
    clients = subprocess.Popen(
        [at.python(tool), client, tool, url, expected, str(people), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if clients.stdout is None or clients.stdout.readline() != "there\n":
        raise RuntimeError(f"the clients of {tool} came to nothing")
    after, memory = sum(server.processor_times().values()), server.memory()
    seen = json.loads(clients.communicate("\n")[0])
    return seen | {"tool": tool, "alone": alone, "memory": memory, "processor": after - before}


def _expected(inspections: Any, region: str) -> dict[str, Any]:
    import ofdash

    rows = ofdash.select(inspections, region)
    councils = sorted(rows["council"].unique())
    titles = [
        f"Latest grades: {region} ({len(councils)} councils)",
        f"Overall grade by year: {region} ({len(rows)} inspections)",
    ]
    return {"titles": titles, "councils": councils, "rows": len(rows)}
