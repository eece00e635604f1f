"""The commands of the course: start it, test it, get a lesson as it was, take your work along.

    python3 -m helpers                         opens JupyterLab at the first lesson
    python3 -m helpers tests                   runs all tests
    python3 -m helpers again 05_broadcasting   a clean copy of a lesson, beside yours
    python3 -m helpers pack                    your notebooks and progress as one file

The first two make the environment .venv and install into it what is missing, and need the network
only for that. What else is typed is handed on to JupyterLab, or to pytest. Needs no package.
"""

import functools
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
FIRST = "notebooks/00_start_here.ipynb"
LAB = ["jupyterlab", "--notebook-dir=.", f"--LabApp.default_url=/lab/tree/{FIRST}"]
NEEDED = {"start": "requirements.txt", "tests": "tests/requirements.txt"}
WORKS = "import pip, sys; assert sys.version_info >= (3, 11)"
HOLDS = f"{WORKS}; from importlib import metadata; [*map(metadata.version, sys.argv[1:])]"


def main(words):
    """Do what the words after `python3 -m helpers` say; returns the exit code."""
    if sys.version_info < OLDEST:
        return f"The course needs Python 3.11 or newer; this one is {sys.version.split()[0]}."
    word = words[0] if words else ""
    if word == "--help" or not word.startswith("--") and word not in ("", "again", "pack", "tests"):
        return __doc__
    if word == "again":
        from helpers.checking.clean import again

        print("\n".join(map(again, words[1:])) or "Which lesson? Such as: again 05_broadcasting")
        return 0
    if word == "pack":
        from helpers.checking.pack import pack

        print(pack())
        return 0
    testing = word == "tests"
    try:
        trouble = prepare(NEEDED["tests" if testing else "start"])
    except KeyboardInterrupt:
        trouble = "Stopped; the same line goes on where this one was."
    if trouble:
        return trouble
    if testing:
        return run(["-m", "pytest", *words[1:]])
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return run(["-m", *LAB, *as_root, *words])


def prepare(requirements):
    """Makes .venv what a requirements file asks for; returns a sentence of trouble, or ""."""
    if _is_ready(requirements):
        return ""
    cannot = f"{ROOT} cannot be written: copy the folder to a place of your own, and start there."
    if not os.access(ROOT, os.W_OK):
        return cannot
    try:
        lock = sqlite3.connect(str(ROOT / ".venv.lock"), timeout=1, isolation_level=None)
    except sqlite3.Error:  # Windows knows no more of a folder before it is tried
        return cannot
    try:
        _wait_for(lock)
        return "" if _is_ready(requirements) else _install(requirements)
    finally:
        lock.close()


def _wait_for(lock):
    """Until no other start installs; ten minutes at most, as some file systems know no locks."""
    for attempt in range(600):
        try:
            lock.execute("BEGIN EXCLUSIVE")  # until it is closed, or its process ends
            break
        except sqlite3.OperationalError:
            if not attempt:
                print("Another start seems to be installing; this one waits for it.", flush=True)


def _is_ready(requirements):
    records = {_record(requirements), _record(NEEDED["tests"])}  # tests need all that lessons need
    known = [record.read_text("utf-8") for record in records if record.exists()]
    return _wanted() in known and _is_there(requirements)


def _record(requirements):
    """Where it is written down for what .venv was made."""
    return HOME / requirements.replace("/", "-").replace(".txt", ".installed")


def _wanted():
    files = ["pyproject.toml", *NEEDED.values()]
    return "".join((ROOT / file).read_text("utf-8") for file in files)


def _is_there(requirements):
    """Whether .venv works and holds all that is named, in whatever versions."""
    text = "\n".join((ROOT / file).read_text("utf-8") for file in {requirements, NEEDED["start"]})
    names = re.findall(r"^([a-z][\w-]*)[^;\n]*$", text, re.M)  # a ; says: not on every system
    return _runs(HOLDS, "zero-loops", *names)


def _runs(code, *words):
    command = [str(PYTHON), "-c", code, *words]
    try:
        return not subprocess.call(command, env=environment(), stderr=subprocess.DEVNULL)
    except OSError:
        return False


def _install(requirements):
    # none, or a half-made one, or its Python is old or gone; what else is there stays
    if not _runs(WORKS) and subprocess.call([sys.executable, "-m", "venv", str(HOME)]):
        return "The environment .venv could not be made: see above."
    print("Installing what is missing into .venv; the first time takes some minutes.", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--retries=1", "-r", requirements]
    pip = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    if pip.returncode == 0:
        _record(requirements).write_text(_wanted(), "utf-8")
        return ""
    if _is_there(requirements):
        print("Nothing could be installed, so the course starts with what is there.", flush=True)
        return ""
    why = "\n".join(re.findall("^ERROR: .*", pip.stderr, re.M)) or pip.stderr
    needs = "Not all could be installed. With a network, run this line again; pip says:"
    return f"{needs}\n{why.strip()}"


def environment():
    """This process's, but that pip and Python look into .venv and this folder, and nowhere else.

    With this folder on the path, a course that was moved finds its helpers.
    """
    foreign = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    env = {name: value for name, value in os.environ.items() if name not in foreign}
    if not os.access(os.path.expanduser("~"), os.W_OK):  # Jupyter and matplotlib keep files there
        env["HOME"] = _home()
    return {**env, "PYTHONPATH": str(ROOT), "PYTHONNOUSERSITE": "1", "PIP_USER": "0"}


@functools.lru_cache(None)
def _home():
    return tempfile.mkdtemp(prefix="zero-loops-home-")


def run(words):
    """Runs .venv's Python here until it ends; Control-C is for it alone. Returns its exit code."""
    process = subprocess.Popen([str(PYTHON), *words], cwd=ROOT, env=environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # JupyterLab asks whether it is meant
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
