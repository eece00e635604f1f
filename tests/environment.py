"""What every kernel finds that a test or a command of the project starts, on all machines alike."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
(VERSION,) = re.findall('^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
THREADS = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"]
# No IPYKERNEL_CELL_NAME: with one file name for all cells, inspect.getsource and tracebacks read
# the wrong cell. A cell's file name is replaced in its output instead (sanitize.cfg).
UNWANTED = ["IPYKERNEL_CELL_NAME", "MPLBACKEND", "FORCE_COLOR"]


def kernel_environment(scratch):
    """os.environ for a kernel that keeps its own files in the folder `scratch`."""
    scratch = pathlib.Path(scratch)
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {
        **kept,
        **dict.fromkeys(THREADS, "1"),  # sums and times do not hang on the cores
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "NO_COLOR": "1",
        "TQDM_DISABLE": "1",
        "ZERO_LOOPS_PROGRESS": str(scratch / "progress.json"),
        "IPYTHONDIR": str(scratch / "ipython"),  # no start-up files of the developer's own
    }


def use_kernel_environment(scratch):
    """Gives this process that environment, for kernels whose start is not ours (nbval's)."""
    wanted = kernel_environment(scratch)
    os.environ.clear()
    os.environ.update(wanted)


def calls_of(program, script, folder, cwd=ROOT, **env):
    """["folder it is called in: its words", ...] of the calls of a program by a shell script.

    In its place stands one, in `folder`, that writes them down.
    """
    stand_in, record = folder / program, folder / "record"
    stand_in.write_text('#!/bin/bash\necho "$PWD: $*" >> "$RECORD"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "RECORD": str(record), **env}
    subprocess.run(["bash", ROOT / script], cwd=cwd, env=env, check=True)
    return record.read_text(encoding="utf-8").splitlines()
