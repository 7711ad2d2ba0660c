"""A page whose kernel was ended for want of use says so, and comes back with the same address."""

import json

import psutil
from browser.pages import alive, expect_alive, status_of
from live_server import live_server, wait_until
from playwright.sync_api import expect

from ilacs_bench.widgets.served import served_folder

IDLE_AT_MOST = 15  # seconds: more than a page needs to come back on a busy machine
SHORT = (
    "import ilacs_bench.serve.settings as settings\n"
    f"settings.IDLE_AT_MOST, settings.LOOKED_FOR_EACH = {IDLE_AT_MOST}, 1"
)
ADDRESS = "compare_councils?la=kent&to=region&as_at=2025-03-31"


def kernel_of(page):
    return json.loads(page.locator("#jupyter-config-data").first.text_content())["kernelId"]


def test_forgotten_page_loses_its_kernel_says_so_and_comes_back(context, seen):
    with live_server(served_folder(), before=SHORT) as server:
        page = alive(context, server, ADDRESS)
        page.get_by_label("Compare with", exact=True).select_option("england")
        expect(status_of(page)).to_contain_text("Kent beside 152 councils")
        page.wait_for_function("location.search.includes('to=england')")
        address, kernel_id = page.url, kernel_of(page)
        pid = server.kernel(kernel_id)
        wait_until(lambda: not psutil.pid_exists(pid))  # nor is there a zombie
        expect(page.get_by_role("alert")).to_contain_text("gone to sleep", timeout=30_000)
        page.get_by_role("button", name="Reload the page").click()
        expect(page.get_by_role("alert")).to_be_hidden()
        expect_alive(page)
        assert page.url == address
        assert kernel_of(page) != kernel_id
        expect(status_of(page)).to_contain_text("Kent beside 152 councils")
        page.get_by_label("Local authority", exact=True).fill("Leeds")
        page.keyboard.press("Enter")
        expect(status_of(page)).to_contain_text("Leeds beside")
        page.close(run_before_unload=True)
    seen.errors[:] = [error for error in seen.errors if "404" not in error]  # the kernel asked for
