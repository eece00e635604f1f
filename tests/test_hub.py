"""A hub with six learners at once: all get in, and what is a learner's stays theirs, unlost."""

import asyncio
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import psutil
import pytest

from tests import hub as hubs
from tests.environment import ROOT
from tests.learner import FIRST
from tests.notebooks import FOLDER, code, code_cells, new_notebook, prose, read, write

TROUBLE = hubs.missing()
if TROUBLE and (os.environ.get("CI") != "true" or os.name == "nt"):
    pytest.skip(f"no hub: {TROUBLE}", allow_module_level=True)

SIX, CELLS_RUN = 6, 5
CONFIG = ROOT / "binder/jupyterhub_config.py"
CELLS = {cell.id: cell.source for cell in code_cells(read(FOLDER / FIRST))}
ANSWER = CELLS["squares"].replace("...", "return np.sum(x * x)")


@pytest.fixture(scope="module")
def running():
    """A hub in which six learners have run the first lesson, all at once."""
    assert not TROUBLE, f"no hub, and CI=true does not let these tests be skipped: {TROUBLE}"
    with hubs.Hub() as hub:
        hub.learners, hub.lesson = hubs.hold(hub, SIX, CELLS_RUN)
        yield hub


def test_six_learners_start_at_once_and_run_the_first_lesson(running):
    assert running.lesson.errors == []
    counted = {what: len(seconds) for what, seconds in running.lesson.seconds.items()}
    each = dict.fromkeys(("server up", "link to lesson", "first cell"), SIX)
    assert counted == each | {"later cells": SIX * (CELLS_RUN - 1)}


def test_what_a_learner_passed_is_in_a_file_of_theirs_that_the_teacher_reads(running):
    ada, bob = running.learners[:2]
    ada.run(ANSWER)
    assert ada.run("check(sum_of_squares).passed") == ("True", "")
    places = [running.folder / f"progress/{each.name}.json" for each in (ada, bob)]
    assert ["sum_of_squares" in place.read_text("utf-8") for place in places] == [True, False]
    assert {path.name for path in places[0].parent.iterdir()} == {
        f"{each.name}.json" for each in running.learners
    }


def test_a_neighbours_pages_are_refused(running):
    ada, bob = running.learners[:2]
    for path in ("api/contents", f"files/zero-loops/notebooks/{FIRST}"):
        assert ada.session.get(f"{running.url}/user/{bob.name}/{path}").status_code == 403


def test_workers_answer_none_but_the_learner_who_started_them(running):
    ada = running.learners[0]
    start = "from helpers import machines\nmachines.start(1).scheduler.address[:6]"
    assert ada.run(start) == ("'tls://'", "")
    assert ada.run("machines.stop()") == ("", "")


def test_each_server_has_a_port_of_its_own_that_the_system_lends_to_nobody(running):
    found = [
        each.laddr.port
        for child in psutil.Process(running.process.pid).children(recursive=True)
        for each in child.net_connections("tcp")
        if each.status == psutil.CONN_LISTEN
    ]
    assert len({port for port in found if 20_000 <= port < 32_000}) == len(running.learners)


def test_a_hub_that_died_and_came_back_has_lost_nothing(running):
    ada = running.learners[0]
    ada.run("kept = 17")
    running.process.kill()
    running.process.wait()
    running.start()
    ada.start_kernel()  # its page connects again to the kernel that it had
    assert ada.run("kept, 'sum_of_squares' in globals()") == ("(17, True)", "")


# As root, every learner is a user of their own.

SEEN = """id -u; umask; pwd
ls ../bob; [ -w ../bob ] || echo bob is closed; cat {hub}/progress/bob.json
for place in hub progress run run/2 progress/bob.json zero-loops zero-loops/HEAD; do
  [ -w {hub}/$place ] && echo $place can be written; done
[ -r {hub}/hub ] && echo the hub can be read
echo mine >> {hub}/progress/ada.json; touch {hub}/run/1/socket my_notes; ls"""


@pytest.fixture
def school(monkeypatch):
    """The hub's folder, and how a server is started in it that is a shell script."""
    if os.geteuid():
        pytest.skip("only a hub that is root gives each learner a user of their own")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))
    folder.chmod(0o755)
    monkeypatch.setenv("ZERO_LOOPS_HUB", str(folder))
    monkeypatch.setenv("ZERO_LOOPS_HUB_PASSWORD", "only for a test")
    monkeypatch.setattr(sys, "executable", "/bin/true")  # a Python that everybody can run
    from traitlets.config import Config

    found = {"get_config": Config}
    exec(compile(CONFIG.read_text("utf-8"), str(CONFIG), "exec"), found)
    subprocess.run(["git", "init", "-q", "--bare", folder / "zero-loops"], check=True)

    class Shell(found["Learner"]):
        def get_env(self):
            return self.user_env(dict(os.environ))

    def start(name, number, script):
        user = SimpleNamespace(name=name, id=number, url="/")
        homes = f"{folder}/homes/{{username}}"
        told = f"exec > {folder}/homes/{name}/told{number} 2>&1\n{script.format(hub=folder)}"
        server = Shell(user=user, cmd=["/bin/sh", "-c", told], home_dir_template=homes)
        server.mem_limit = "2G"
        with pytest.raises(RuntimeError, match="ended before it answered"):
            asyncio.run(server.start())
        return (folder / f"homes/{name}/told{number}").read_text("utf-8").splitlines()

    yield folder, start
    shutil.rmtree(folder)


def test_as_root_neighbours_and_the_course_are_closed_to_a_learner(school):
    folder, start = school
    assert start("bob", 2, "id -u; echo secret > notes; echo secret > {hub}/progress/bob.json")
    uid, umask, home, *said = start("ada", 1, SEEN)
    assert (uid, umask, home) == ("70001", "0077", f"{folder}/homes/ada")
    refused = [line for line in said if "Permission denied" in line]
    assert len(refused) == 2 and "secret" not in "".join(said)
    assert [line for line in said if line not in refused] == ["bob is closed", "my_notes", "told1"]
    assert (folder / "progress/ada.json").read_text("utf-8") == "mine\n"


def test_as_root_a_learner_who_comes_back_is_the_same_user(school):
    _, start = school
    for name, number, uid in (("ada", 1, "70000"), ("bob", 2, "70001"), ("ada", 3, "70000")):
        assert start(name, number, "id -u") == [uid]


# What the link does to a lesson when the teacher has changed it


def lesson(answer="...", below="The rule.", **more):
    """A lesson in two cells; what a page writes into it as it runs is in `more`."""
    cells = code(f"def f(x):\n    {answer}"), code("check(f)"), prose(below)
    notebook = new_notebook(*cells)
    notebook.cells[1].execution_count = more.get("ran")
    return notebook


MINE, NEW = lesson("return x", ran=7), lesson(below="A better rule.")
BOTH = lesson("return x", "A better rule.", ran=7)


@pytest.fixture
def pulled(tmp_path):
    """The folder of a learner who followed the link, the teacher's, and what a link does."""
    from nbgitpuller.pull import GitPuller

    teacher, learner, shared = (tmp_path / name for name in ("teacher", "learner", "shared"))
    git = ["git", "-C", teacher, "-c", "user.name=a", "-c", "user.email=b"]
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", shared], check=True)
    subprocess.run(["git", "clone", "-q", shared, teacher], check=True, stderr=subprocess.DEVNULL)

    def publish():
        for words in ("add -A", "commit -qm lessons", "push -q origin HEAD:main"):
            subprocess.run([*git, *words.split()], check=True)

    def pull():
        return "".join(GitPuller(f"file://{shared}", str(learner), branch="main").pull())

    write(lesson(), teacher / "01_one.ipynb")
    publish()
    pull()
    return learner, teacher, lambda: (publish(), pull())


@pytest.mark.parametrize(
    ("mine", "new", "then"),
    [
        (MINE, NEW, BOTH),  # another cell was changed
        (MINE, lesson("..., x"), MINE),  # the same line was changed: the learner's stays
        (lesson(), NEW, NEW),
        (MINE, None, MINE),  # the lesson was deleted: what was written into it stays
        (lesson(), None, None),
        (None, NEW, NEW),  # the learner deleted it: it comes back
    ],
)
def test_an_update_brings_what_is_new_and_keeps_what_the_learner_wrote(pulled, mine, new, then):
    learner, teacher, update = pulled
    for notebook, folder in ((mine, learner), (new, teacher)):
        path = folder / "01_one.ipynb"
        write(notebook, path) if notebook else path.unlink()
    update()
    found = learner / "01_one.ipynb"
    assert (read(found) if found.exists() else None) == then


def test_a_new_lesson_comes_and_a_file_of_that_name_steps_aside(pulled):
    learner, teacher, update = pulled
    (learner / "02_two.ipynb").write_text("mine", "utf-8")
    write(lesson(), teacher / "02_two.ipynb")
    update()
    assert read(learner / "02_two.ipynb") == lesson()
    (aside,) = learner.glob("02_two__*.ipynb")
    assert aside.read_text("utf-8") == "mine"


# The command


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("git", "git is missing: install it, then run this again."),
        ("python3", "python3 is missing, or older than 3.11: PYTHON names another one."),
        ("npm", "npm is missing, which comes with Node.js 18 or newer"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence_and_nothing_is_made(tmp_path, without, sentence):
    there = {tool: shutil.which(tool) for tool in ("bash", "dirname", "id", "git")}
    there |= {"python3": shutil.which("true"), "npm": shutil.which("true")}
    for tool in there.keys() - {without}:
        (tmp_path / tool).symlink_to(there[tool])
    env = {"PATH": str(tmp_path), "ZERO_LOOPS_HUB": str(tmp_path / "hub"), "PYTHON": "python3"}
    ran = subprocess.run([tmp_path / "bash", ROOT / "binder/hub.sh"], env=env, capture_output=True)
    assert ran.returncode == 1 and ran.stderr.decode().startswith(sentence)
    assert not (tmp_path / "hub").exists()
