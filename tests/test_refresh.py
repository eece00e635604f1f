"""The command that stores outputs: the same bytes twice, nothing of this machine, whole files."""

import json
import re

import pytest

from tests import refresh
from tests.notebooks import code, new_notebook, outputs_text, read, text_of, write

# A cell, and what is stored of its outputs.
EVERYTHING = {
    "import inspect, warnings\nimport matplotlib.pyplot as plt\nimport numpy as np\n"
    "from IPython.display import display, HTML\nimport ipywidgets": "",
    "class Bare: pass\nBare(), {'b', 'a'}": r"\(<__main__.Bare at 0xADDRESS>, \{'a', 'b'\}\)",
    "def inner(x):\n    return x @ np.ones(4)": "",
    "# a comment\ninner(np.ones(3))": r"matmul: .*\n-+\nValueError .*\nCell In\[4\], line 2\n"
    r"----> 2 inner\(np.ones\(3\)\)\nCell In\[3\], line 2, in inner\(x\)\n"
    r"----> 2     return x @ np.ones\(4\)\nValueError: matmul: .*",
    "np.testing.assert_equal(1, 2)": r"(?s)(?!.*(File|hidden)).*----> 1 np\.testing.*",
    "x = = 1": r"invalid syntax \(cell, line 1\)\n  Cell In\[6\], line 1\n    x = = 1\n        \^\n"
    r"SyntaxError: .*",
    "warnings.warn('careful')": r"cell:1: UserWarning: careful\n.*",
    "print('one'); print('two')": "one\ntwo",
    "print(inspect.getsource(inner))": r"def inner\(x\):\n    return x @ np\.ones\(4\)",
    "display(HTML('<b>bold</b>'), display_id=True);": r"<b>bold</b>\n<IPython.*>",
    "ipywidgets.IntSlider(description='n')": r"IntSlider\(.*\)",
    "plt.plot([1, 2]); plt.show()": "<Figure size .*>",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A notebook of all kinds of output, refreshed once."""
    path = tmp_path_factory.mktemp("refresh") / "everything.ipynb"
    everything = new_notebook(*(code(source, "raises-exception") for source in EVERYTHING))
    everything.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    everything.cells[2].metadata.update(execution={"iopub": "2020"}, scrolled=True)
    write(everything, path)
    assert refresh.report(path) == (f"wrote  {path}", True)
    return path


def test_two_runs_give_the_same_bytes(path):
    before = path.read_bytes()
    assert refresh.report(path) == (f"same   {path}", True)
    assert path.read_bytes() == before


def test_the_file_is_sorted_counted_and_has_no_metadata_but_kernel_language_and_tags(path):
    raw = path.read_bytes().decode()
    assert raw == json.dumps(json.loads(raw), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    stored = read(path)
    assert stored.metadata == refresh.METADATA
    assert set().union(*(cell.metadata for cell in stored.cells)) == {"tags"}
    numbers = [(f"cell-{k}", k + 1) for k in range(len(EVERYTHING))]
    assert [(cell.id, cell.execution_count) for cell in stored.cells] == numbers


def test_outputs_are_plain_and_nothing_of_this_machine_is_stored(path):
    whole = path.read_text("utf-8")
    for trace in ["ipykernel_", "site-packages", r"\u001b", str(path.parent), "transient", "iopub"]:
        assert trace not in whole, trace
    for cell, expected in zip(read(path).cells, EVERYTHING.values(), strict=True):
        said = outputs_text(cell).strip()
        assert re.fullmatch(expected, said), f"{cell.source}: {said}"


def test_a_slow_machine_stores_no_progress_bar(tmp_path):
    path = tmp_path / "slow.ipynb"
    lines = "import time\nfrom helpers.logistic import train\nimport numpy as np"
    step = "def step(w, b, X, Y):\n    time.sleep(0.4)\n    return 1.0, w, b"
    call = "_ = train(np.ones((1, 2)), np.ones((1, 2)), step, iterations=4)"
    write(new_notebook(code(f"{lines}\n{step}\n{call}")), path)
    refresh.report(path)
    assert read(path).cells[0].outputs == []


def test_measured_times_stay_unless_they_are_asked_for(tmp_path):
    path = tmp_path / "timed.ipynb"
    timed = code("time.perf_counter()", "nbval-ignore-output")
    write(new_notebook(code("import time"), timed), path)
    assert refresh.report(path)[0].startswith("wrote")  # nothing was stored: it is taken
    first = path.read_bytes()
    assert refresh.report(path, check=True)[0].startswith("same")
    assert refresh.report(path, times=True)[0].startswith("wrote")
    assert path.read_bytes() != first


def test_check_names_the_cells_that_are_stale_and_writes_nothing(tmp_path, capsys):
    path = tmp_path / "old.ipynb"
    write(new_notebook(code("print(1)"), code("1"), code("print(2)")), path)
    before = path.read_bytes()
    assert refresh.main(["--check", str(path)]) == 1
    said = f"STALE  {path}: cell cell-0 (print(1)), cell cell-1 (1), cell cell-2 (print(2))\n"
    assert capsys.readouterr().out == said
    assert path.read_bytes() == before
    refresh.main([str(path)])
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert refresh.report(path, check=True) == (f"STALE  {path}: its metadata or form", False)


def test_what_fails_is_named_and_its_file_left_alone(tmp_path, capsys):
    failing, broken, dead = (tmp_path / f"{name}.ipynb" for name in ("failing", "broken", "dead"))
    write(new_notebook(code("1 + 1"), code("1 / 0")), failing)
    write(new_notebook(code("import os\nos._exit(1)")), dead)
    write("<<<<<<< HEAD\n", broken)
    before = failing.read_bytes()
    assert refresh.main([*map(str, (failing, broken, dead, tmp_path / "absent.ipynb"))]) == 1
    assert failing.read_bytes() == before and set(tmp_path.iterdir()) == {failing, broken, dead}
    said = capsys.readouterr().out
    assert "cell cell-1 (1 / 0): ZeroDivisionError: division by zero" in said
    assert "cell cell-0 (import os): Kernel died" in said and said.count("FAILED") == 4


def test_check_compares_pngs_by_size(tmp_path):
    path, png = tmp_path / "png.ipynb", "iVBORw0KGgoAAAANSUhEUgAAA{}AAAHgCAYAAAB{}=".format
    write(png("oA", "abcd"), path)
    assert refresh.stale(png("oA", "efghijk"), path) == []
    write(new_notebook(code(png("oA", "abcd"))), path)
    assert refresh.stale(text_of(new_notebook(code(png("pA", "abcd")))), path) != []
