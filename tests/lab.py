"""A real JupyterLab on this machine, and its notebooks driven in headless Chromium."""

import contextlib
import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from tests.environment import kernel_environment
from tests.notebooks import FOLDER

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
MAC = "/Applications/{0}.app/Contents/MacOS/{0}"
WINDOWS = "/Google/Chrome/Application/chrome.exe"
PLACES = [MAC.format("Google Chrome"), MAC.format("Chromium")]
PLACES += [f"{os.environ.get(name)}{WINDOWS}" for name in ("PROGRAMFILES", "LOCALAPPDATA")]
START_SECONDS, PAGE_MS, RUN_MS = 60, 60_000, 180_000
LOOPBACK = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:")
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"

IDLE = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  return kernel?.status === 'idle' && kernel.connectionStatus === 'connected'; }"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .filter(cell => !(cell.model.getMetadata('tags') || []).includes('raises-exception'))
  .flatMap(cell => cell.model.outputs.toJSON()
    .filter(output => output.output_type === 'error')
    .map(output => `cell ${cell.model.id}: ${output.ename}: ${output.evalue}`))"""
WIDGETS_SHOWN = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .every(cell => cell.model.outputs.toJSON()
    .filter(output => 'application/vnd.jupyter.widget-view+json' in (output.data || {})).length
    <= cell.node.querySelectorAll('.jp-OutputArea-output > .jupyter-widgets').length)"""

# What of a picture can be seen inside an element: drawings and images, without what is hidden.
SEEN = """root => [...root.querySelectorAll('svg, img')]
  .filter(element => element.getClientRects().length)
  .map(element => element.src || element.outerHTML).join('\\n')"""
# A place to press Tab from, right before the element.
STAND_BEFORE = """root => {
  const place = document.createElement('span');
  place.tabIndex = 0;
  root.parentElement.insertBefore(place, root);
  place.focus();
  place.addEventListener('blur', () => place.remove()); }"""
FOCUSED = "root => root.contains(document.activeElement) ? document.activeElement.tagName : null"
SOURCE = "root => root.closest('.jp-Cell').querySelector('.cm-content').innerText.trim()"


def chromium():
    """The path of a Chromium or Chrome: $CHROMIUM, one on PATH, one in its usual place, or None."""
    given = os.environ.get("CHROMIUM")
    found = [given] if given else [*map(shutil.which, NAMES), *PLACES]
    return next((path for path in found if path and pathlib.Path(path).exists()), None)


@contextlib.contextmanager
def browser():
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium())
        try:
            yield started
        finally:
            started.close()


@contextlib.contextmanager
def copied_lessons():
    """A temporary copy of the lessons, as a fresh clone has them."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as parent:
        copy = pathlib.Path(parent) / "notebooks"
        shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns(".*"))
        yield copy


class Server:
    """JupyterLab over the folder `root`, on a free loopback port, its own files elsewhere."""

    def __init__(self, root):
        self.root = root

    def __enter__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="lab-"))
        self.token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        settings = self.home / "CONFIG/lab/user-settings/@jupyterlab/notebook-extension"
        settings.mkdir(parents=True)
        all_cells_in_the_page = settings / "tracker.jupyterlab-settings"
        all_cells_in_the_page.write_text('{"windowingMode": "none"}', encoding="utf-8")
        kinds = ("CONFIG", "DATA", "RUNTIME")
        folders = {f"JUPYTER_{kind}_DIR": str(self.home / kind) for kind in kinds}
        options = (
            f"--no-browser --ip=127.0.0.1 --port={port} --ServerApp.port_retries=0 --allow-root "
            f"--IdentityProvider.token={self.token} --LabApp.expose_app_in_browser=True "
            "--LabApp.extension_manager=readonly --log-level=ERROR"
        )
        command = [sys.executable, "-m", "jupyterlab", *options.split()]
        env = kernel_environment(self.home) | folders
        self.process = subprocess.Popen(command, cwd=self.root, env=env)
        self._wait()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.end_kernels()
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                return self.api("status")
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    self.process.kill()
                    raise RuntimeError("JupyterLab does not answer") from None
                time.sleep(0.1)

    def api(self, path, method="GET"):
        """What Jupyter's REST interface answers."""
        head = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method, headers=head)
        with urllib.request.urlopen(request, timeout=10) as response:
            body = response.read()
        return json.loads(body) if body else None

    def end_kernels(self):
        for session in self.api("sessions"):
            self.api(f"sessions/{session['id']}", "DELETE")


class OpenNotebook:
    """A notebook of the server in its own page; has `outside` requests and `page_errors`."""

    def __init__(self, browser, server, name):
        self.server, self.name, self.outside, self.page_errors = server, name, [], []
        self.page = browser.new_page(viewport={"width": 1100, "height": 1200})
        self.page.set_default_timeout(PAGE_MS)
        self.page.route(lambda url: not LOOPBACK.match(url), self._refuse)
        self.page.on("pageerror", lambda error: self.page_errors.append(str(error)))
        self.page.goto(
            f"{server.url}/lab/workspaces/{secrets.token_hex(4)}/tree/{name}?token={server.token}",
            wait_until="domcontentloaded",
        )
        self.page.wait_for_selector(f"{PANEL} .jp-Cell")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")
        self.page.wait_for_function(f"({IDLE})() || document.querySelector('.jp-Dialog')")
        for dialog in self.page.locator(".jp-Dialog").all():
            raise AssertionError(f"{name}: JupyterLab asks: {dialog.inner_text()[:200]}")

    def _refuse(self, route):
        self.outside.append(route.request.url)
        route.abort()

    def run_all(self):
        """Run All; returns the error outputs of the cells that should not raise."""
        self.page.set_default_timeout(RUN_MS)
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(IDLE)
        self.page.set_default_timeout(PAGE_MS)
        self.page.wait_for_function(WIDGETS_SHOWN)
        return self.page.evaluate(ERRORS)

    def restart_kernel(self):
        """Restart Kernel, from the menu, without its question."""
        kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        self.page.evaluate(f"() => {kernel}.restart()")
        self.page.wait_for_function(IDLE)

    def save(self):
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        self.page.wait_for_function(
            "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
        )

    def all(self, selector):
        """The elements of this notebook that fit the CSS selector."""
        return self.page.locator(f"{PANEL} {selector}").all()

    def step_into(self, element):
        """Press Tab before the element; the tag of what has the focus then, None if not inside."""
        element.scroll_into_view_if_needed()
        element.evaluate(STAND_BEFORE)
        self.page.keyboard.press("Tab")
        return element.evaluate(FOCUSED)

    def close(self):
        self.page.close()
        self.server.end_kernels()
