"""The command that stores outputs: the same bytes twice, nothing of this machine, whole files."""

import base64
import copy
import io
import json

import nbformat
import numpy as np
import pytest
from matplotlib.image import imsave

from tests import refresh
from tests.notebooks import (
    CellFailure,
    code,
    new_notebook,
    outputs_text,
    prose,
    read,
    text_of,
    write,
)

EVERYTHING = [
    prose("# Everything at once"),
    code(
        "import inspect, time, warnings\nimport matplotlib.pyplot as plt\nimport numpy as np\n"
        "from IPython.display import display, HTML\nimport ipywidgets"
    ),
    code("class Bare: pass\nBare(), {'b', 'a'}"),
    code("def inner(x):\n    return x @ np.ones(4)"),
    code("# a comment\ninner(np.ones(3))", "raises-exception"),
    code("np.ones(3).reshape('x')", "raises-exception"),
    code("np.testing.assert_equal(1, 2)", "raises-exception"),
    code("x = = 1", "raises-exception"),
    code("warnings.warn('careful'); print('one'); print('two')"),
    code("print(inspect.getsource(inner))"),
    code("display(HTML('<b>bold</b>'), display_id=True);"),
    code("ipywidgets.IntSlider(description='n')"),
    code("plt.plot([1, 2]); plt.show()"),
    code("time.perf_counter()", "nbval-ignore-output"),
]


def cell(notebook, number):
    return notebook.cells[number]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refresh")
    everything = new_notebook(*EVERYTHING)
    everything.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    everything.cells[2].metadata["execution"] = {"iopub.execute_input": "2020-01-01T00:00:00Z"}
    everything.cells[2].metadata["scrolled"] = True
    write(everything, folder / "everything.ipynb")
    refresh.refresh(folder / "everything.ipynb")
    return folder


@pytest.fixture(scope="module")
def stored(folder):
    return read(folder / "everything.ipynb")


def test_two_runs_give_the_same_bytes(folder):
    path = folder / "everything.ipynb"
    before = path.read_bytes()
    assert not refresh.refresh(path)
    assert path.read_bytes() == before


def test_the_file_is_sorted_with_plain_line_ends_and_one_at_its_end(folder):
    raw = (folder / "everything.ipynb").read_bytes()
    assert b"\r" not in raw and raw.endswith(b"}\n") and not raw.endswith(b"\n\n")
    assert (
        raw.decode()
        == json.dumps(json.loads(raw), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    )


def test_metadata_names_kernel_and_language_and_nothing_else(stored):
    assert stored.metadata == refresh.METADATA
    assert set().union(*(cell.metadata for cell in stored.cells)) == {"tags"}


def test_cells_keep_their_ids_and_are_counted_from_one(stored):
    assert [cell.id for cell in stored.cells] == [f"cell-{k}" for k in range(len(EVERYTHING))]
    counts = [cell.execution_count for cell in stored.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(EVERYTHING)))


def test_nothing_of_this_machine_is_stored(stored, folder):
    whole = json.dumps(stored)
    for trace in ["ipykernel_", "site-packages", r"\u001b", str(folder), "transient", "iopub."]:
        assert trace not in whole, trace
    assert "Bare at 0xADDRESS" in outputs_text(cell(stored, 2))
    assert "cell:1: UserWarning: careful" in outputs_text(cell(stored, 8))


def test_a_traceback_keeps_the_cells_lines_and_the_message(stored):
    traceback = "\n".join(cell(stored, 4).outputs[0].traceback)
    assert traceback.splitlines()[0].startswith("-----")
    assert traceback.splitlines()[1].startswith("ValueError ")
    assert traceback.splitlines()[2:-1] == [
        "Cell In[4], line 2",
        "----> 2 inner(np.ones(3))",
        "Cell In[3], line 2, in inner(x)",
        "----> 2     return x @ np.ones(4)",
    ]
    assert traceback.splitlines()[-1].startswith("ValueError: matmul")


def test_frames_of_other_files_are_dropped(stored):
    lines = "\n".join(cell(stored, 6).outputs[0].traceback).splitlines()
    assert "----> 1 np.testing.assert_equal(1, 2)" in lines
    assert not [line for line in lines if "File" in line or "hidden" in line]


def test_a_syntax_error_shows_its_place(stored):
    output = cell(stored, 7).outputs[0]
    assert output.evalue == "invalid syntax (cell, line 1)"
    assert output.traceback[-1].splitlines() == [
        "  Cell In[7], line 1",
        "    x = = 1",
        "        ^",
        "SyntaxError: invalid syntax",
    ]


def test_streams_are_joined_and_a_functions_source_is_its_own(stored):
    assert [o.text for o in cell(stored, 8).outputs if o.name == "stdout"] == ["one\ntwo\n"]
    assert cell(stored, 9).outputs[0].text.startswith("def inner(x):\n    return x @")


def test_a_widget_leaves_its_text_and_no_state(stored):
    data = cell(stored, 11).outputs[0].data
    assert list(data) == ["text/plain"] and "IntSlider" in data["text/plain"]


def test_measured_times_stay_unless_they_are_asked_for(folder, tmp_path):
    notebook = new_notebook(code("import time"), code("time.perf_counter()", "nbval-ignore-output"))
    path = tmp_path / "timed.ipynb"
    write(notebook, path)
    assert refresh.refresh(path)  # nothing was stored: the first time is taken
    first = path.read_bytes()
    assert not refresh.refresh(path)
    assert refresh.check(path) == []
    assert refresh.refresh(path, times=True)
    assert path.read_bytes() != first


def test_check_finds_what_is_stale_and_writes_nothing(stored, tmp_path, capsys):
    old = copy.deepcopy(stored)
    cell(old, 9).outputs[0].text = "something else\n"
    old.metadata["widgets"] = {}
    path = tmp_path / "old.ipynb"
    write(old, path)
    path.write_bytes(path.read_bytes() + b"\n\n")
    before = path.read_bytes()
    assert refresh.main(["--check", str(path)]) == 1
    assert path.read_bytes() == before
    said = capsys.readouterr().out
    assert said.startswith("STALE") and "cell-9" in said and "cell-8" not in said
    assert "metadata" in said and "form" in said


def test_check_passes_what_refresh_wrote_even_with_windows_line_ends(folder, tmp_path, capsys):
    path = tmp_path / "windows.ipynb"
    path.write_bytes((folder / "everything.ipynb").read_bytes().replace(b"\n", b"\r\n"))
    assert refresh.main(["--check", str(path)]) == 0
    assert capsys.readouterr().out.startswith("same")


def test_a_failing_cell_is_named_and_its_notebook_left_alone(tmp_path, capsys):
    path = tmp_path / "failing.ipynb"
    write(new_notebook(code("1 + 1"), code("1 / 0"), code("2 + 2")), path)
    before = path.read_bytes()
    assert refresh.main([str(path)]) == 1
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
    said = capsys.readouterr().out
    assert said.startswith("FAILED") and "failing.ipynb" in said and "cell-1" in said
    assert "ZeroDivisionError: division by zero" in said


def test_a_kernel_that_dies_is_reported(tmp_path):
    with pytest.raises(CellFailure, match="cell-0 .*died"):
        refresh.executed(new_notebook(code("import os\nos._exit(1)")), tmp_path)


def test_a_file_that_is_no_notebook_is_reported(tmp_path, capsys):
    (tmp_path / "broken.ipynb").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert refresh.main([str(tmp_path / "broken.ipynb"), str(tmp_path / "absent.ipynb")]) == 1
    assert capsys.readouterr().out.count("FAILED") == 2


def test_writing_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "old.ipynb"
    path.write_text("old", encoding="utf-8")

    def fail(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError):
        write(new_notebook(prose("# New")), path)
    assert path.read_text(encoding="utf-8") == "old"


def picture(value, width=4, compression=6):
    pixels = np.zeros((3, width, 3))
    pixels[1, 1] = value
    packed = io.BytesIO()
    imsave(packed, pixels, format="png", pil_kwargs={"compress_level": compression})
    return base64.b64encode(packed.getvalue()).decode()


def pictured(png):
    """A cell that shows this PNG as the course does: in HTML with a text alternative, and bare."""
    shown = code("draw()")
    shown.outputs = [
        nbformat.v4.new_output(
            "display_data",
            {"image/png": png, "text/html": f'<img alt="a dot" src="data:image/png;base64,{png}">'},
        )
    ]
    return new_notebook(shown)


def test_a_png_that_looks_the_same_keeps_its_bytes_and_another_does_not():
    old, packed_otherwise, other = picture(1.0), picture(1.0, compression=0), picture(0.5)
    assert old != packed_otherwise
    wider = picture(1.0, width=5)
    for png, kept in [(packed_otherwise, old), (other, other), (wider, wider)]:
        fresh = pictured(png)
        refresh.keep_pictures(fresh.cells[0], pictured(old).cells[0])
        assert text_of(fresh) == text_of(pictured(kept))


def test_check_compares_pngs_by_size():
    assert refresh.stale_cells(pictured(picture(0.5)), pictured(picture(1.0))) == []
    assert refresh.stale_cells(pictured(picture(1.0)), pictured(picture(1.0, width=5))) != []
