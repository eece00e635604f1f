"""The board of a class: who passed, tried and is stuck, live; and that it only reads."""

import contextlib
import html
import importlib.resources
import json
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest

from helpers import board as module
from helpers.board import Board, board, served
from helpers.check import check
from helpers.checking.classroom import MOST, STUCK
from helpers.quiz import guess
from tests import lab
from tests.environment import ROOT
from tests.notebooks import code, new_notebook, prose, write

FIRST = [prose("# Is it <first>?"), code("check(one)"), code("check(two)"), code('guess("a + b")')]
SECOND = [prose("# Second?"), code("check(three)"), code('guess("c[0]", c=c)')]
TWICE = [f"one {number}" for number in range(STUCK - 1)]
OFTEN = [f"one {number}" for number in range(STUCK)]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The folder of a class, beside a course of two lessons."""
    for name in ("course", "class"):
        (tmp_path / name).mkdir()
    write(new_notebook(*FIRST), tmp_path / "course/00_first.ipynb")
    write(new_notebook(*SECOND), tmp_path / "course/05_second.ipynb")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "course")
    return tmp_path / "class"


def keep(path, *records):
    """Adds records to a learner's progress file, as progress.py writes them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"\n{json.dumps({'course': 'zero-loops', **each})}\n" for each in records)


def rows(shown):
    """{row's head: what its cells say}, in the order of the page."""
    found = re.findall(r'<tr class="[^"]*"><th scope="row">(.*?)</th>(.*?)</tr>', shown.html)
    return {
        html.unescape(name): [said(each) for each in re.findall("<td[^>]*>(.*?)</td>", cells)]
        for name, cells in found
    }


def said(cell):
    """What a screen reader says of a part of the page."""
    words = re.sub(r'<i aria-hidden="true">.*?</i>', "", cell)
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", words)).split())


# What it says


def test_it_says_who_passed_tried_and_is_stuck_and_how_many_guesses_were_missed(folder):
    keep(folder / "Ada.json", {"passed": ["one"], "failed": OFTEN}, {"failed": ["two 1", "two 2"]})
    keep(folder / "bo.json", {"failed": OFTEN}, {"guesses": {"a + b": ["index", False]}})
    keep(folder / "Chen.json", {"failed": TWICE}, {"guesses": {"a + b": ["index", True]}})
    assert rows(board(folder)) == {
        "learners: 3": ["1 passed 1 tried 1 stuck", "1 tried", "", "1 of 2"],
        "Ada": ["passed", "2 tried", "not tried", "0 of 0"],
        "bo": [f"{STUCK} stuck", "not tried", "not tried", "1 of 1"],
        "Chen": [f"{STUCK - 1} tried", "not tried", "not tried", "0 of 1"],
    }
    assert board(folder).headline == "1 of 9 passed. Learners: 3"
    assert f"bo: one {STUCK} stuck, two not tried, three not tried; guesses" in repr(board(folder))


def test_it_shows_what_check_and_guess_have_kept(folder, monkeypatch):
    monkeypatch.setenv("ZERO_LOOPS_PROGRESS", str(folder / "Ada.json"))
    write(
        new_notebook(code("check(predict)"), code("guess('2 * 3')")), module.FOLDER / "06_six.ipynb"
    )

    def predict(A):
        return A

    check(predict)
    guess("2 * 3").attempt("7")
    assert rows(Board(folder, "06"))["Ada"] == ["1 tried", "1 of 1"]

    def predict(A):
        return (A > 0.5).astype(int)

    check(predict)
    assert rows(Board(folder, "06"))["Ada"] == ["passed", "1 of 1"]


def test_each_sign_has_a_word_and_the_page_says_what_stuck_means(folder):
    keep(folder / "Ada.json", {"passed": ["one"]})
    legend = said(board(folder).html.partition("<ul>")[2].partition("</ul>")[0])
    assert legend == (
        "passed tried so many versions failed, none passed "
        f"stuck {STUCK} or more versions failed, none passed not tried"
    )


def test_the_exercise_at_which_most_are_stuck_comes_first_and_is_marked(folder):
    keep(folder / "Ada.json", {"failed": [*OFTEN, "two 1", "two 2", "two 3"]})
    keep(folder / "Bo.json", {"failed": ["two 1", "two 2", "two 3"]})
    assert dict(board(folder).notes)["Stuck"] == "2 at two (Ada, Bo); 1 at one (Ada)"
    assert re.findall("! (\\w+): most stuck", board(folder).html) == ["two"]
    keep(folder / "Bo.json", {"failed": OFTEN})
    assert re.findall("! (\\w+): most stuck", board(folder).html) == ["one", "two"]
    for name in ("Ada", "Bo"):
        keep(folder / f"{name}.json", {"passed": ["one", "two"]})
    assert dict(board(folder).notes)["Stuck"] == "nobody"
    assert "most stuck" not in board(folder).html


def test_it_says_which_guess_most_have_missed(folder):
    for name, right in (("Ada", False), ("Bo", False), ("Chen", True)):
        keep(folder / f"{name}.json", {"guesses": {"a + b": ["index", right]}})
        keep(folder / f"{name}.json", {"guesses": {"c[0]": ["index", name != "Ada"]}})
    assert dict(board(folder).notes)["Guess missed most"] == "a + b, by 2 of 3"
    assert dict(board(folder, "05").notes)["Guess missed most"] == "c[0], by 1 of 3"


def test_a_long_list_of_names_ends_with_how_many_more(folder):
    for number in range(9):
        keep(folder / f"L{number}.json", {"failed": OFTEN})
    assert dict(board(folder).notes)["Stuck"] == "9 at one (L0, L1, L2, L3 and 5 more)"


def test_of_one_lesson_it_shows_its_exercises_and_its_guesses(folder):
    guesses = {"guesses": {"a + b": ["index", False], "c[0]": ["index", True]}}
    keep(folder / "Ada.json", {"passed": ["one", "three"]}, guesses)
    for name in ("05", "05_second"):
        shown = Board(folder, name)
        assert rows(shown) == {"learners: 1": ["1 passed", "0 of 1"], "Ada": ["passed", "0 of 1"]}
        assert (shown.title, shown.headline) == ("05 Second?", "1 of 1 passed. Learners: 1")


def test_the_learners_of_a_large_class_stand_in_two_tables_each_once(folder):
    names = [f"L{number:02}" for number in range(31)]
    for name in names:
        keep(folder / f"{name}.json", {"passed": ["one"]})
    page = Board(folder, "00").html
    halves = [re.findall(r'row">(L\d\d)<', table) for table in page.split("<table>")[2:]]
    assert halves == [names[:16], names[16:]]


def test_a_table_says_what_it_is_and_what_each_head_belongs_to(folder):
    keep(folder / "Ada.json", {"passed": ["one"]})
    for page in (Board(folder).html, Board(folder, "05").html):
        assert page.count("<table>") == len(re.findall("<table><caption>\\w+", page))
        scopes = re.findall('<th\\b(?: scope="(\\w+)")?', page)
        assert {"row", "col"} <= set(scopes) <= {"row", "col", "colgroup"}


@pytest.mark.parametrize("lesson", ["07", "0", 5])
def test_a_lesson_that_does_not_exist_is_named_and_those_that_do(folder, lesson):
    with pytest.raises(ValueError, match=f"no lesson {lesson}; the lessons are 00, 05"):
        Board(folder, lesson)


# What it reads


def test_it_finds_files_with_a_name_and_files_in_folders_with_one(folder):
    places = "Ada.json", "Bo/.progress.json", "Chen/notebooks/.progress.json"
    for place in (*places, "Ada.json.set-aside-1", ".progress.json", "notes.txt"):
        keep(folder / place, {"passed": ["one"]})
    (folder / "empty").mkdir()
    (folder / "Dee.json").touch()  # who has begun, and has passed nothing yet
    assert [each.name for each in board(folder).learners] == ["Ada", "Bo", "Chen", "Dee"]
    assert board(folder).headline == "3 of 12 passed. Learners: 4"


def test_a_folder_without_learners_and_one_that_is_none_are_named(folder):
    assert board(folder).headline == "No learner's progress file is here yet."
    assert "No learner" in board(folder, "05").page()
    with pytest.raises(ValueError, match="nowhere: .*; the board needs a folder with the progress"):
        Board(folder / "nowhere")


def broken(folder):
    """Files that nobody can use, by the name of their learner: what is said of each."""
    (folder / "Text.json").write_text("no progress", encoding="utf-8")
    (folder / "Deep.json").write_bytes(b"[" * 100_000)
    (folder / "Folder.json").mkdir()
    keep(folder / "Foreign.json", {"course": "another", "passed": ["one"]})
    with (folder / "Huge.json").open("wb") as file:
        file.truncate(MOST + 1)
    names = ["Text", "Deep", "Foreign"]
    said = dict.fromkeys(names, "does not hold this course's progress")
    said |= dict.fromkeys(["Folder", "Huge"], "is no progress file")
    if os.name != "nt":
        os.mkfifo(folder / "Pipe.json")
        (folder / "Link.json").symlink_to(folder / "nowhere")
        said |= {"Pipe": "is no progress file", "Link": "cannot be read"}
    return said


def test_a_broken_file_is_said_in_its_row_and_hurts_no_other(folder):
    faults = broken(folder)
    keep(folder / "Ada.json", {"passed": ["one"]})
    shown = rows(board(folder))
    assert shown.pop("Ada") == ["passed", "not tried", "not tried", "0 of 0"]
    assert shown.pop("learners: 1")[0] == "1 passed"
    assert shown == {name: [f"The file {fault}."] for name, fault in faults.items()}
    words = f"1 of 3 passed. Learners: 1; files that cannot be used: {len(faults)}"
    assert board(folder).headline == words


def test_it_only_reads(folder):
    broken(folder)
    keep(folder / "Ada/notebooks/.progress.json", {"passed": ["one"]})

    def found():
        return {path: (path.lstat().st_mtime_ns, path.lstat().st_size) for path in everything()}

    def everything():
        return sorted(folder.rglob("*"))

    before = found()
    for hidden in (True, False):
        assert Board(folder, "", hidden).page() and Board(folder, "05", hidden).page()
    assert found() == before


# Names


def test_hidden_names_are_nowhere_and_a_learner_keeps_the_number(folder):
    for number in range(20):
        keep(folder / f"Secret{number}.json", {"failed": OFTEN})
    (folder / "Secret21.json").write_text("broken", encoding="utf-8")
    shown = Board(folder, hide_names=True)
    assert "Secret" not in shown.page() + repr(shown)
    assert len({each.name for each in shown.learners}) == 21
    keep(folder / "Secret7.json", {"passed": ["two"]})
    (passed,) = (n for n, row in rows(Board(folder, "", True)).items() if row[1:2] == ["passed"])
    keep(folder / "A secret.json", {"passed": ["one"]})
    assert rows(Board(folder, "", True))[passed][1] == "passed"
    assert list(rows(Board(folder, "", True)))[-1] not in {each.name for each in shown.learners}


def test_the_numbers_do_not_follow_the_names(folder):
    for number in range(10, 30):
        keep(folder / f"Of order {number}.json", {"failed": [f"two {k}" for k in range(number)]})
    tried = [each.failed["two"] for each in Board(folder, hide_names=True).learners]
    assert tried not in (sorted(tried), sorted(tried, reverse=True))
    listed = [int(path.stem[-2:]) for path in folder.iterdir()]
    assert sorted(tried) == sorted(listed) and tried != listed


@pytest.mark.skipif(os.name == "nt", reason="no such file name on Windows")
def test_a_name_is_text_and_no_page(folder):
    keep(folder / "<b>.json", {"failed": OFTEN})
    page = board(folder).page()
    assert page.count("&lt;b&gt;") == 2 and "<b>." not in page and "(<b>" not in page


# The page


@contextlib.contextmanager
def serving(folder, **more):
    with served(folder, port=0, **more) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.address
        finally:
            server.shutdown()


def got(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode("utf-8")


def test_the_page_shows_what_is_kept_at_the_moment_it_is_asked_for(folder):
    with serving(folder) as address:
        assert "No learner" in got(address)
        keep(folder / "Ada.json", {"passed": ["one"]})
        assert "1 of 3 passed" in got(address)
        assert "0 of 1 passed" in got(f"{address}?lesson=05")


def test_only_who_knows_the_address_gets_it_and_only_on_this_machine(folder):
    with serving(folder, hide_names=True) as address:
        place, secret = re.fullmatch(r"(http://127\.0\.0\.1:\d+/)(.{12})/", address).groups()
        others = [place, f"{place}{secret}", f"{place}{secret}x/", f"{address}?lesson=77"]
        for other in others:
            with pytest.raises(urllib.error.HTTPError, match="404"):
                got(other)
    with serving(folder) as another:
        assert secret not in another


def test_the_command_serves_it_without_any_package_and_says_where(folder):
    keep(folder / "Ada.json", {"passed": ["sum_of_squares"]})
    words = ["--lesson", "00", "--hide-names", "--port", "0"]
    command = [sys.executable, "-u", "-S", "-E", "-m", "helpers.board", str(folder), *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            address = re.search(r"http:\S+\?lesson=00", running.stdout.readline())[0]
            page = got(address)
        finally:
            running.terminate()
    assert "1 of 2 passed" in page and "Ada" not in page


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["{}", "--lesson", "77"], "there is no lesson 77"),
        (["{}/nowhere"], "the board needs a folder"),
        (["{}", "--port", "99999"], "port must be 0-65535"),
        ([], "the following arguments are required: folder"),
    ],
)
def test_the_command_names_what_it_cannot_use(folder, capsys, words, named):
    with pytest.raises(SystemExit):
        module.main([word.format(folder) for word in words])
    assert named in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(folder, capsys):
    with serving(folder) as address, pytest.raises(SystemExit):
        module.main([str(folder), "--port", re.search(r":(\d+)/", address)[1]])
    assert "in use" in capsys.readouterr().err or os.name == "nt"


@pytest.fixture(scope="module")
def chromium():
    if lab.chromium() is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium: set CHROMIUM, or put it on PATH")
    with lab.browser() as started:
        yield started


def test_in_a_browser_it_stays_live_asks_nothing_from_outside_and_axe_finds_nothing(
    folder, chromium
):
    keep(folder / "Ada.json", {"failed": OFTEN})
    page, errors, asked = chromium.new_page(), [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    axe = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    with serving(folder) as address:
        for shown in (address, f"{address}?lesson=00"):
            page.goto(shown)
            page.evaluate(axe.read_text(encoding="utf-8"))
            assert page.evaluate("async () => (await axe.run()).violations.map(v => v.help)") == []
        page.evaluate("window.same = true")
        keep(folder / "Ada.json", {"passed": ["one"]})
        page.get_by_text("1 of 2 passed").wait_for(timeout=20_000)
        assert page.evaluate("window.same")
        assert page.locator("#stale").inner_text() == ""
    page.get_by_text("Not live any more").wait_for(timeout=20_000)
    assert errors == [] and all(url.startswith(address) for url in asked if url[:5] != "data:")
    page.close()
