"""Never the wrong function: the course's own, a failed cell's leftover; and whose goes on."""

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers import check as engine
from helpers import logistic
from helpers.checking import progress
from helpers.exercises import by_name

RIGHT = "def predict(A):\n    return (A > 0.5).astype(int)"
WRONG = "def predict(A):\n    return A"
YES = RIGHT.replace("predict", "yes")
DECORATOR = """
def plain(function):
    def inner(A):
        return function(A)
    return inner
"""
WRAPPER = DECORATOR.replace("plain", "wrapped").replace("    def", "    @wraps(function)\n    def")
OTHER = "def other(A):\n    return A\n"
EXERCISES = by_name()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(tmp_path / "progress.json"))
    return lambda: progress.passed()[0]


@pytest.fixture
def notebook(kept):
    """Runs cells as a notebook does; gives what the last line of the last one gives."""
    shell = InteractiveShell(config=Config({"HistoryManager": {"hist_file": ":memory:"}}))
    names = (
        "import numpy as np\nfrom helpers import logistic\nfrom helpers.check import check, yours"
    )

    def run(*cells):
        for cell in (names, *cells):
            result = shell.run_cell(cell, store_history=True).result
        return result

    return run


IMPORTS_IT = """
def predict(A):
    from helpers.logistic import predict as course
    return course(A) + 0
"""


@pytest.mark.parametrize(
    "cells, mistake, words",
    [
        ([RIGHT, "def predict(A):\n    return (A > 0.5"], "not_run", "'(' was never closed"),
        (["def predict(A):\n    ...", "def predict(A):\n  x = = 1"], "not_run", "`x = = 1`"),
        ([WRONG, f"1 / 0\n{RIGHT}"], "not_run", "an error came first"),
        (["predict = logistic.predict"], "not_yours", "the course's own predict"),
        (["def predict(A):\n    return logistic.predict(A)"], "handed_on", "logistic.predict"),
        (
            ["def other(A):\n    return A\n", "def predict(A):\n    return other(A)"],
            "handed_on",
            "other",
        ),
        ([IMPORTS_IT], "handed_on", "course"),
        ([RIGHT, "predict = predict(np.ones((1, 2)))"], "no_function", "no longer a function"),
    ],
)
def test_what_is_not_theirs_is_told_in_a_sentence_and_not_kept(
    notebook, kept, cells, mistake, words
):
    found = notebook(*cells, "check(predict)")
    assert (found.kind, found.mistake, found.passed) == ("unwritten", mistake, False)
    assert words in found.line and kept() == []


def test_rows_turned_into_columns_for_the_course_are_handed_on_and_for_own_lines_are_not(notebook):
    turned = "def zero_loops_rows(w, b, X_rows, Y_rows):\n    "
    handed = f"zero = yours('zero_loops')\n{turned}return zero(w, b, X_rows.T, Y_rows.T)"
    assert notebook(handed, "check(zero_loops_rows)").mistake == "handed_on"
    own = f"""{turned}X, Y = X_rows.T, Y_rows.T
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    J = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()
    return J, X @ (A - Y).T / Y.size, (A - Y).mean()"""
    assert notebook(own, "check(zero_loops_rows)").passed


@pytest.mark.parametrize(
    "cells",
    [
        [RIGHT],
        [WRONG, RIGHT],
        ["def predict(A):\n    return (A >", RIGHT],
        ["def yes(A):\n    return A > 0.5\n", "def predict(A):\n    return yes(A).astype(int)"],
        ["def predict(A):\n    return np.where(A > 0.5, 1, 0)"],
        ["from functools import partial\npredict = partial(np.greater, 0.5)", RIGHT],
    ],
)
def test_what_is_theirs_is_judged_and_kept(notebook, kept, cells):
    assert notebook(*cells, "check(predict)").passed
    assert kept() == ["predict"]


@pytest.mark.parametrize(
    "cells",
    [
        ["predict = lambda A: (A > 0.5).astype(int)"],
        [YES, "predict = yes"],
        [f"{YES}\npredict = yes"],
        ["from right_predict import predict"],
        ["if True:\n    def predict(A):\n        return (A > 0.5).astype(int)"],
        ["from functools import partial", f"{YES}\npredict = partial(yes)"],
        [RIGHT, "class Other:\n    def predict(self):\n        ..."],
        [DECORATOR, f"@plain\n{RIGHT}"],
        ["from functools import wraps", WRAPPER, f"@wrapped\n{RIGHT}"],
    ],
)
def test_what_is_written_in_another_form_after_the_stub_is_theirs(
    notebook, tmp_path, monkeypatch, cells
):
    (tmp_path / "right_predict.py").write_text(RIGHT)
    monkeypatch.syspath_prepend(tmp_path)
    assert notebook("def predict(A):\n    ...", *cells, "check(predict)").passed


def test_a_passed_function_goes_on_and_is_there_in_another_notebook(notebook, capsys):
    reference = EXERCISES["predict"].reference
    assert notebook(WRONG, "yours(predict)") is reference
    assert "the course's predict" in capsys.readouterr().out
    own = notebook(RIGHT, "check(predict)", "yours(predict)")
    assert own is not reference and "your predict." in capsys.readouterr().out
    again = engine.yours("predict")
    assert again not in (own, reference) and again(np.array([[0.7, 0.2]])).tolist() == [[1, 0]]
    assert "your predict, as it passed." in capsys.readouterr().out


def test_a_kept_source_that_no_longer_runs_or_passes_gives_way_to_the_courses(kept, capsys):
    for source in ("def predict(A):\n    return other(A)", WRONG, "1 / 0", "def predict(A", ""):
        progress.add("predict", source)
        assert engine.yours("predict") is EXERCISES["predict"].reference
        assert "the course's predict" in capsys.readouterr().out


def test_the_lines_that_were_checked_stand_on_the_card(notebook):
    for cell in (RIGHT, WRONG):
        assert cell.splitlines()[1].strip() in notebook(cell, "check(predict)").html.replace(
            "&gt;", ">"
        )


def test_the_buttons_give_a_hint_and_after_a_try_the_solution(notebook, monkeypatch):
    shown = []
    monkeypatch.setattr(engine.show, "show", lambda *parts: shown.append(parts))
    monkeypatch.setattr(engine, "_tried", set())
    notebook(WRONG, "check(predict)")._ipython_display_()
    _, row, more = shown[-1][2]
    words = {button.description: button for button in row.children}
    words["Hint"].click()
    assert "Hint 1 of 3" in more.value
    words["Solution"].click()
    assert "def predict(A)" in more.value


def test_what_checks_compare_with_cannot_be_exchanged_by_a_slip():
    with pytest.raises(AttributeError, match=r"logistic\.sigmoid is what checks compare with"):
        logistic.sigmoid = abs
    assert logistic.sigmoid(0.0) == 0.5
