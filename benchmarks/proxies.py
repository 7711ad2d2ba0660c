"""Test the dashboards in a browser behind nginx, and in a JupyterHub for two users.

python benchmarks/proxies.py [--only nginx] [--jupyterhub /path/to/jupyterhub]

nginx (deploy/nginx.conf) is asked for every page, a change and a download. JupyterHub, which has to
be installed beside jupyter-server-proxy, JupyterLab and this library, with configurable-http-proxy
in the PATH, starts the dashboards for two users, and opens a notebook in JupyterLab. Each step says
what was seen; the exit code is 1 where one failed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dashboards import CHROMIUM

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from behind_nginx import nginx
from live_server import PATIENCE, free_port, live_server, wait_until

from ilacs_bench.dashboard.menu import find_pages

SLOWLY = 120_000  # milliseconds: a busy machine starts a server
USERS = ("ann", "bob")
HUB = """
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/home/{{username}}"
c.Spawner.args = ["--allow-root"]
c.Spawner.http_timeout = c.Spawner.start_timeout = 120
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/secret"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
"""


def main() -> int:
    """Run the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", choices=["nginx", "jupyterhub"])
    parser.add_argument("--jupyterhub", default=shutil.which("jupyterhub"))
    chosen = parser.parse_args()
    expect.set_options(timeout=SLOWLY)
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        problems = behind_nginx(browser) if chosen.only != "jupyterhub" else []
        if chosen.only != "nginx":
            problems += in_jupyterhub(browser, chosen.jupyterhub)
        browser.close()
    print("\n".join(problems) or "no error on any page")
    return 1 if problems else 0


def behind_nginx(browser: Browser) -> list[str]:
    """Open every page through nginx and two servers in turn; return the browser's complaints."""
    options = {"base_url": "/inspections/"}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ports = [free_port(), free_port()]
        with ThreadPoolExecutor() as pool:
            starting = (live_server(options=options, port=port) for port in ports)
            list(pool.map(stack.enter_context, starting))
        for port in ports:
            well = f"http://127.0.0.1:{port}/inspections/healthz"
            wait_until(lambda well=well: httpx.get(well).is_success, patience=300)
        url = stack.enter_context(nginx(ports, Path(folder)))
        print("behind nginx, two servers in turn:")
        with browser.new_context(ignore_https_errors=True) as context:
            return look_at_pages(context.new_page(), url)


def look_at_pages(page: Page, url: str) -> list[str]:
    """Open every page, change one, download a file; return the browser's complaints."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    # Browsers report a request that becomes a download as failed.
    page.on("requestfailed", lambda f: "/file/" in f.url or problems.append(f"{f.url} failed"))
    for each in find_pages():
        page.goto(f"{url}/{each.name}?la=kent", timeout=SLOWLY)
        expect(page.locator("[data-live=yes]")).to_be_visible()
        expect(page.locator("[data-chart]:visible svg")).to_have_count(
            page.locator("[data-chart]:visible").count()
        )
        print(f"  {each.name}: {page.locator('[data-chart] svg').count()} charts")
    page.goto(f"{url}/council?la=kent", timeout=SLOWLY)
    field = page.get_by_label("Local authority", exact=True)
    field.fill("Suffolk")
    field.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("Suffolk")
    with page.expect_download() as download:
        page.locator("[data-download]").first.click()
    print(f"  a change, and a download of {download.value.suggested_filename}")
    return problems


def in_jupyterhub(browser: Browser, jupyterhub: str) -> list[str]:
    """Test two users of a hub, each with their own dashboards, and a notebook in JupyterLab."""
    problems = []
    with tempfile.TemporaryDirectory() as folder, hub(jupyterhub, Path(folder)) as url:
        for user in USERS:
            print(f"JupyterHub, {user}:")
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(f"{url}/hub/login", timeout=SLOWLY)
                page.get_by_label("Username").fill(user)
                page.get_by_role("button", name="Sign in").click()
                page.wait_for_url(f"**/user/{user}/lab*", timeout=SLOWLY)
                problems += look_at_pages(context.new_page(), f"{url}/user/{user}/inspections")
                other = next(each for each in USERS if each != user)
                shut = context.request.get(f"{url}/user/{other}/inspections/council")
                print(f"  the dashboards of {other}: {shut.status}")
                problems += [f"{user} sees those of {other}"] if shut.status == 200 else []
                open_in_lab(page, f"{url}/user/{user}/lab/tree/council.ipynb")
    return problems


def open_in_lab(page: Page, address: str) -> None:
    """Run a notebook in JupyterLab, and wait for its first page."""
    page.goto(address, timeout=SLOWLY)
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=SLOWLY)
    page.wait_for_timeout(10_000)  # wait for the kernel
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    expect(page.locator(".jp-OutputArea-output select").first).to_be_visible()
    print("  council.ipynb in JupyterLab: run, and its controls are there")


@contextmanager
def hub(jupyterhub: str, folder: Path) -> Iterator[str]:
    """Provide the address of a JupyterHub whose users have the notebooks in their homes."""
    port = free_port()
    for user in USERS:
        home = folder / "home" / user
        home.mkdir(parents=True)
        for page in find_pages():
            shutil.copy(page.path, home)
    (folder / "config.py").write_text(
        HUB.format(port=port, hub_port=free_port(), api_port=free_port(), folder=folder)
    )
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [jupyterhub, "-f", "config.py"], cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(f"{url}/hub/login"))
        yield url
    except BaseException:
        print((folder / "log").read_text()[-5000:])
        raise
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    sys.exit(main())
