"""A hub for a class, JupyterHub 5.3 or 6: a JupyterLab for each learner, from one link.

`bash binder/hub.sh` starts it; `.github/teachers.md` is the page for teachers. It keeps all that it
has in the folder that the environment variable ZERO_LOOPS_HUB names, or else in the one it is
started in: homes/NAME, progress/NAME.json, the course's repository zero-loops, its own database.
"""

import asyncio
import contextlib
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

HUB = Path(os.environ.get("ZERO_LOOPS_HUB", "")).resolve()
HOMES, PROGRESS, SOCKETS, OWN = (HUB / name for name in ("homes", "progress", "run", "hub"))
FIRST_UID = 70_000  # above the users of a system, below the ranges that containers are given
LONGEST = 100  # bytes in the name of a socket, which the kernels talk through
TURNS = asyncio.Semaphore(3 * (os.cpu_count() or 1))  # so many servers start at the same time
AS_ROOT = os.geteuid() == 0
# Tests where root's Python is closed to everybody else: all learners are root.
CLOSED = AS_ROOT and os.environ.get("ZERO_LOOPS_HUB_UIDS") != "shared"
TEACHER = int(os.environ.get("SUDO_GID", os.getgid()))  # the group that may read progress


class Learner(SimpleLocalProcessSpawner):
    """A learner's server: it waits for its turn, and its files are closed to the other learners.

    Where the hub is root, each learner has a uid of their own, the one that owns their home.
    """

    async def start(self):
        """As JupyterHub asks: start the server, return (ip, port)."""
        async with TURNS:
            self.popen_kwargs = {"umask": 0o077, "cwd": self.home_dir}
            uid = self._uid()
            if CLOSED:
                self.popen_kwargs |= {"user": uid, "group": uid, "extra_groups": []}
            self._make_places(uid)
            self.port = free_port(self.user.id)
            place = await super().start()
            await self._listens(*place)
            return place

    def _uid(self):
        """Who owns the learner's home; for a new learner the next uid that owns none."""
        home = Path(self.home_dir)
        if not CLOSED:
            return os.geteuid()
        if not home.exists():
            return max([FIRST_UID, *(other.stat().st_uid + 1 for other in HOMES.iterdir())])
        if (uid := home.stat().st_uid) < FIRST_UID:
            raise RuntimeError(f"{home} belongs to uid {uid}, it needs one from {FIRST_UID} on")
        return uid

    def _make_places(self, uid):
        progress = PROGRESS / f"{self.user.name}.json"
        progress.touch(mode=0o640)
        for folder in (self._sockets(), Path(self.home_dir)):
            folder.mkdir(mode=0o700, exist_ok=True)
            if CLOSED:
                os.chown(folder, uid, uid)
        if CLOSED:
            os.chown(progress, uid, TEACHER)

    def _sockets(self):
        return SOCKETS / str(self.user.id)

    def make_preexec_fn(self, name):
        """What a server does before it starts: it takes no more memory than it may."""
        there_is = resource.getrlimit(resource.RLIMIT_DATA)[1]
        limits = {self.mem_limit, there_is} - {None, resource.RLIM_INFINITY}
        most = min(limits, default=resource.RLIM_INFINITY)
        return lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most))

    def user_env(self, env):
        """The environment of a learner's server."""
        return super().user_env(env) | {
            "JUPYTER_RUNTIME_DIR": str(self._sockets()),
            "ZERO_LOOPS_PROGRESS": str(PROGRESS / f"{self.user.name}.json"),
            "GIT_CONFIG_SYSTEM": str(HUB / "gitconfig"),
        }

    async def _listens(self, ip, port):
        for _ in range(self.http_timeout):
            try:
                (await asyncio.open_connection(ip, port))[1].close()
                return
            except OSError:
                if await self.poll() is not None:
                    raise RuntimeError("it ended before it answered; why stands above") from None
            await asyncio.sleep(1)


def free_port(number):
    """A learner's own port, by their number: the first of 20,000 + number, 21,000 + number ...

    It is below those that the system lends to any connection: between the choice and the server's
    start nobody else gets it.
    """
    for port in range(20_000 + number % 1_000, 32_000, 1_000):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise RuntimeError(f"all of a learner's ports are taken, from {20_000 + number % 1_000} on")


def others_can_run(python):
    """Whether a user who is not root can run it."""
    try:
        return not subprocess.call([python, "-c", "import jupyterhub"], user=FIRST_UID, cwd="/")
    except PermissionError:
        return False


def prepare():
    """Make the hub's folders; end with a sentence where it cannot work."""
    if len(os.environ.get("ZERO_LOOPS_HUB_PASSWORD", "")) < 8:
        sys.exit("ZERO_LOOPS_HUB_PASSWORD, which learners log in with, needs 8 letters or more.")
    longest = SOCKETS / "1000" / "kernel-12345678-1234-1234-1234-123456789012-ipc-1"
    if (length := len(bytes(longest)) - LONGEST) > 0:
        sys.exit(f"{HUB} is {length} letters too long: ZERO_LOOPS_HUB needs a shorter folder.")
    if CLOSED and not others_can_run(sys.executable):
        sys.exit(f"{sys.executable} cannot be run by learners: take a Python outside root's home.")
    if not CLOSED:
        print("All learners are one user here: no one's files are closed to the others.")
    for folder, mode in ((HUB, 0o755), (HOMES, 0o711), (SOCKETS, 0o711), (OWN, 0o700)):
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)
    PROGRESS.mkdir(exist_ok=True)
    PROGRESS.chmod(0o751)
    os.chown(PROGRESS, -1, TEACHER)
    # git serves a folder of somebody else's only where it is told to
    mine = f"[include]\n\tpath = /etc/gitconfig\n[safe]\n\tdirectory = {HUB}/zero-loops\n"
    (HUB / "gitconfig").write_text(mine, "utf-8")


prepare()
c = get_config()  # noqa: F821  JupyterHub brings it

c.JupyterHub.ip = "127.0.0.1"
c.JupyterHub.db_url = f"sqlite:///{OWN}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = str(OWN / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(OWN / "proxy.pid")
c.ConfigurableHTTPProxy.log_level = "warn"

# For a try: whoever knows the password logs in, under any name.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["ZERO_LOOPS_HUB_PASSWORD"]
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = r"\w[\w.@-]{0,39}\Z"  # it becomes the name of a folder

c.JupyterHub.spawner_class = Learner
c.JupyterHub.concurrent_spawn_limit = 0  # they queue for their turn, nobody is sent away
c.Spawner.start_timeout = 600  # seconds, the wait for a turn among them
c.Spawner.http_timeout = 120
c.Spawner.poll_interval = 5  # until a server that died is noticed
c.Spawner.mem_limit = "2G"  # for each of a learner's processes
c.Spawner.default_url = "/lab"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # kernels that start together race for ports
    "--MappingKernelManager.cull_idle_timeout=3600",  # the kernels of closed pages
    "--LabApp.extension_manager=readonly",  # it asks nothing outside
    "--LanguageServerManager.autodetect=False",  # a tenth of a start went into looking for them
    "--log-level=WARN",
]
if AS_ROOT and not CLOSED:
    c.Spawner.args.append("--allow-root")
c.SimpleLocalProcessSpawner.home_dir_template = f"{HOMES}/{{username}}"

# A server that nobody used for two hours ends.
culler = [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=7200"]
known_by = {"ZERO_LOOPS_HUB": str(HUB)}  # whose it is, should the hub die and leave it behind
c.JupyterHub.services = [{"name": "culler", "command": culler, "environment": known_by}]
c.JupyterHub.load_roles = [
    {
        "name": "culler",
        "services": ["culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
