"""What all tests share: the kernels' environment, also for the kernels that nbval starts."""

import os
import pathlib
import shutil
import tempfile

import nbval.kernel
import pytest

from tests.environment import use_kernel_environment

SCRATCH = pathlib.Path(tempfile.mkdtemp(prefix="zero-loops-"))


class OwnProgress:
    """Every notebook that nbval runs starts without any learner's progress."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        os.environ["ZERO_LOOPS_PROGRESS"] = str(SCRATCH / f"{item.path.stem}-progress.json")


def start_again(*args, once=nbval.kernel.start_new_kernel, **kwargs):
    """Start a kernel; a second time where another program took one of its ports meanwhile."""
    try:
        return once(*args, **kwargs)
    except RuntimeError:
        return once(*args, **kwargs)


@pytest.hookimpl(trylast=True)  # when pytest has chosen its own colours, before workers start
def pytest_configure(config):
    use_kernel_environment(SCRATCH)
    nbval.kernel.start_new_kernel = start_again
    config.pluginmanager.register(OwnProgress())  # a conftest's own hooks see its own folder only


def pytest_unconfigure(config):
    shutil.rmtree(SCRATCH, ignore_errors=True)
