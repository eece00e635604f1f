"""A hub with a class in it, on this machine: everyone starts at once, and what that takes is told.

    python -m tests.hub 30

Each learner logs in, follows the teacher's link to lesson 00, starts a kernel and runs the lesson,
over the hub's own addresses; what a browser does by itself is not in the times.
"""

import concurrent.futures
import contextlib
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import psutil
import requests

from tests.environment import ROOT
from tests.learner import FIRST, LESSONS, SECONDS, Learner
from tests.notebooks import FOLDER, code_cells, name_of, read

PACKAGES = ("jupyterhub", "nbgitpuller", "jupyterhub_idle_culler")


def missing():
    """What is missing for a hub, in a sentence, or ""."""
    from importlib.util import find_spec

    if os.name == "nt":
        return "JupyterHub does not run on Windows"
    for package in PACKAGES:
        if find_spec(package) is None:
            return f"{package} is not installed"
    if not _proxy():
        return "configurable-http-proxy is not there, which .ci/run installs with npm"
    return ""


def _proxy():
    return shutil.which("configurable-http-proxy", path=_path())


def _path():
    """PATH, and before it where `.ci/run` puts the proxy."""
    return os.pathsep.join([str(pathlib.Path(sys.prefix, "node_modules/.bin")), os.environ["PATH"]])


def own_uids():
    """Whether the hub can give each learner a uid of their own: as root, with a Python for all."""
    words = [sys.executable, "-c", "import helpers"]
    try:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return not os.geteuid() and not subprocess.call(words, user=70_000, cwd="/", **quiet)
    except PermissionError:
        return False


def free_ports(count):
    """So many free ports of 127.0.0.1."""
    with contextlib.ExitStack() as open_ones:
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
        for each in sockets:
            open_ones.enter_context(each)
        return [each.getsockname()[1] for each in sockets]


class Hub:
    """The hub of binder/jupyterhub_config.py in a temporary folder, on free ports."""

    password = "only for a test"

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.course = self.folder / "zero-loops"
        empty = ["git", "init", "-q", "--bare", "--initial-branch=main", self.course]
        subprocess.run(empty, check=True)
        subprocess.run(["bash", ROOT / "binder/hub.sh", "publish", self.course], check=True)
        self.port, inner, api = free_ports(3)
        self.url = f"http://127.0.0.1:{self.port}"
        self.words = [sys.executable, "-m", "jupyterhub"]
        self.words += ["-f", str(ROOT / "binder/jupyterhub_config.py"), f"--port={self.port}"]
        self.words += [f"--JupyterHub.hub_bind_url=http://127.0.0.1:{inner}"]
        self.words += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}"]
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        """Start the hub, or start it again, and wait until it answers."""
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        env |= {"PATH": _path(), "ZERO_LOOPS_HUB": str(self.folder)}
        env |= {"ZERO_LOOPS_HUB_PASSWORD": self.password}
        if not own_uids():
            env["ZERO_LOOPS_HUB_UIDS"] = "shared"
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.words, cwd=self.folder, env=env, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the hub does not answer:\n{self.said()}")
            time.sleep(0.2)

    def _answers(self):
        try:
            return requests.get(f"{self.url}/hub/health", timeout=5).ok
        except requests.ConnectionError:
            return False

    def said(self):
        """The end of the hub's log."""
        return (self.folder / "log").read_text("utf-8", "replace")[-3000:]

    def link(self):
        """The link that a teacher gives."""
        query = {
            "repo": f"file://{self.course}",
            "branch": "main",
            "urlpath": f"lab/tree/{LESSONS}/{FIRST}",
        }
        return f"{self.url}/hub/user-redirect/git-pull?{urllib.parse.urlencode(query)}"

    def processes(self):
        """Those of the hub and its learners: what they were started with names the folder."""
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if any(str(self.folder) in value for value in process.environ().values()):
                    yield process

    def memory(self):
        """("PSS" or "RSS", the sum over all processes in MB): PSS counts what is shared once."""
        kind = "pss" if psutil.LINUX else "rss"
        found = 0
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                found += getattr(process.memory_full_info(), kind)
        return kind.upper(), found / 1e6

    def __exit__(self, *_):
        for _ in range(100):
            for process in (found := list(self.processes())):
                with contextlib.suppress(psutil.Error):
                    process.kill()
            self.process.poll()  # an ended one is listed until it was asked for
            if not found:
                break
            time.sleep(0.1)
        shutil.rmtree(self.folder, ignore_errors=True)


class Lesson:
    """What a class measured: seconds by what was waited for, and errors."""

    def __init__(self):
        self.seconds, self.errors = {}, []

    @contextlib.contextmanager
    def timed(self, what, begin=None):
        begin = begin or time.monotonic()
        yield
        self.seconds.setdefault(what, []).append(time.monotonic() - begin)

    def table(self):
        """A line for each thing that was waited for."""
        for what, found in self.seconds.items():
            found = sorted(found)
            p95 = found[min(len(found) - 1, int(0.95 * len(found)))]
            yield (
                f"{what:14} {len(found):5}  median {statistics.median(found):7.2f} s"
                f"  p95 {p95:7.2f} s  longest {found[-1]:7.2f} s"
            )


def attend(learner, lesson, together, cells):
    """One learner's lesson, as the others do it at the same time: so many of its cells."""
    try:
        learner.log_in()
        together.wait(SECONDS)
        begin = time.monotonic()
        with lesson.timed("server up", begin):
            learner.start_server()
        with lesson.timed("link to lesson", begin):
            learner.pull()
            learner.open_lesson()
        first, *later = code_cells(read(FOLDER / FIRST))[:cells]
        with lesson.timed("first cell"):
            learner.start_kernel()
            run_cell(learner, lesson, first)
        for cell in later:
            with lesson.timed("later cells"):
                run_cell(learner, lesson, cell)
    except Exception as error:
        lesson.errors.append(f"{learner.name}: {type(error).__name__}: {error}")


def run_cell(learner, lesson, cell):
    """Runs a cell of the lesson and keeps what it raised."""
    if error := learner.run(cell.source)[1]:
        lesson.errors.append(f"{learner.name}, {name_of(cell)}: {error}")


def hold(hub, count, cells=None):
    """A class of so many learners, all at once, for so many cells of lesson 00, or for all of them.

    Returns (the learners, the lesson).
    """
    lesson, together = Lesson(), threading.Barrier(count)
    learners = [Learner(hub, f"learner-{number:02}") for number in range(1, count + 1)]
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        for learner in learners:
            pool.submit(attend, learner, lesson, together, cells)
    return learners, lesson


def main(count):
    """Hold a class and print what it took."""
    if trouble := missing():
        return f"No hub: {trouble}"
    with Hub() as hub:
        print(f"{count} learners, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
        _, lesson = hold(hub, count)
        kind, megabytes = hub.memory()
        print(*lesson.table(), *lesson.errors, sep="\n")
        print(f"errors {len(lesson.errors)}; memory, {kind} of all: {megabytes:.0f} MB")
    return None


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 6))
