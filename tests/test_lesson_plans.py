"""The teacher's page is true: its lessons, exercises, questions, mistakes and minutes."""

import functools
import re

import pytest

from helpers.exercises import by_name
from tests import minutes
from tests.environment import ROOT
from tests.notebooks import EXERCISE, code_cells, lessons, read, tags
from tests.style import functions, tone

TEXT = (ROOT / ".github/lesson_plans.md").read_text("utf-8")
PLANS, OF_LESSONS = TEXT.split("\n## Plans\n")[1].split("\n## The lessons\n")
NOTEBOOKS = {path.stem[:2]: read(path) for path in lessons()}
PARTS = functools.cache(lambda number: minutes.of_lesson(NOTEBOOKS[number]))
EXERCISES = {
    number: [functions(cell)[0].name for cell in code_cells(notebook) if EXERCISE in tags(cell)]
    for number, notebook in NOTEBOOKS.items()
}
SECTIONS = {part[:2]: part for part in re.split(r"(?m)^### ", OF_LESSONS)[1:]}
QUOTED, NAMED = r'"([^"]+)"', r"`(\w+)` (\d+)"
# The lines of the plans, each with the whole that it belongs to.
TABLES = re.findall(r"(?m)^###+ [^|]*?(\d+) minutes.*\n+((?:[^|#].*\n+)*)((?:\|.*\n)+)", PLANS)
LINES = [
    [part.strip() for part in line.strip("|\n").split(" |")]
    for _, _, table in TABLES
    for line in table.splitlines()[2:]
]


def unwrapped(text):
    return re.sub(r"\n  +", " ", text)


def test_every_lesson_has_its_section_under_its_question():
    headings = re.findall(r"(?m)^### (\d\d_.+)$", OF_LESSONS)
    titles = [read(path).cells[0].source.splitlines()[0].removeprefix("# ") for path in lessons()]
    stems = [path.stem for path in lessons()]
    assert headings == [f"{stem}: {title}" for stem, title in zip(stems, titles, strict=True)]


@pytest.mark.parametrize("number", NOTEBOOKS)
def test_its_minutes_name_each_exercise_and_fill_the_lesson(number):
    (line,) = re.findall(r"\*\*Minutes:\*\* (.*?, the rest \d+)", unwrapped(SECTIONS[number]))
    told = {name: int(count) for name, count in re.findall(NAMED, line)}
    assert list(told) == EXERCISES[number]
    for name, count in told.items():
        assert abs(count - sum(p.minutes for p in PARTS(number) if p.exercise == name)) <= 1
    rest = int(line.rsplit(" ", 1)[1])
    assert sum(told.values()) + rest == minutes.stated(NOTEBOOKS[number])


@pytest.mark.parametrize("number", NOTEBOOKS)
def test_it_quotes_questions_of_its_lesson_and_two_mistakes_that_its_checks_name(number):
    asked = [cell.source for cell in NOTEBOOKS[number].cells if cell.cell_type == "markdown"]
    questions = re.findall(r"(?m)^## (.+)", "\n".join(asked))
    mistakes = re.findall(rf"\*\*Mistake [12]:\*\* {QUOTED}", unwrapped(SECTIONS[number]))
    known = [
        sentence
        for name in EXERCISES[number]
        for mistake, (_, sentences) in by_name()[name].told.items()
        for sentence in sentences
        if mistake not in ("hints", "given")
    ]
    assert len(mistakes) == 2
    assert [words for words in mistakes if not any(words in each for each in known)] == []
    assert set(re.findall(QUOTED, unwrapped(SECTIONS[number]))) <= {*mistakes, *questions}


def test_the_minutes_of_a_plan_add_up_to_what_it_says():
    assert len(TABLES) == 6
    for whole, _, table in TABLES:
        assert sum(map(int, re.findall(r"(\d+) \|\n", table))) == int(whole), table


@pytest.mark.parametrize("line", [line for line in LINES if line[0]], ids=" ".join)
def test_a_line_of_a_plan_takes_what_its_questions_and_exercises_take(line):
    number, what, hands, count = line
    asked = [part.question for part in PARTS(number)]
    begin, *end = re.findall(QUOTED, what)
    end = len(asked) - asked[::-1].index(end[0] if end else begin)
    named = set(re.findall(r"`(\w+)`", re.sub(QUOTED, "", what)))
    held = PARTS(number)[asked.index(begin) : end]
    held = [part for part in held if part.exercise in named | {""}]
    assert named <= {part.exercise for part in held}
    assert abs(int(count) - sum(part.minutes for part in held)) <= 1
    sources = "\n".join(cell.source for cell in code_cells(NOTEBOOKS[number]))
    assert [each for each in re.findall(r"`([^`]+)`", hands) if each not in sources] == []


def test_no_exercise_is_on_the_page_that_there_is_not():
    names = {name for names in EXERCISES.values() for name in names}
    code = set(re.findall(r"`([a-z]\w+_\w+)`", TEXT))
    assert code <= names | {"zeros_like"}


def test_the_folder_of_its_solutions_is_one_of_the_course_that_git_leaves_alone():
    (folder,) = re.findall(r"-m tests\.solutions (\S+)`", TEXT)
    assert f"/{folder}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_it_installs_what_the_tests_need_as_contributors_do():
    contributors = (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8")
    (command,) = re.findall("python3 -m helpers tests.*", contributors)
    assert re.findall("python3 -m helpers tests[^`]*", TEXT) == [command]


def test_what_to_show_before_the_hour_is_a_section_of_a_lesson():
    before = TEXT.split("\n## Before the hour\n")[1].split("\n## ")[0]
    cells = [cell.source for notebook in NOTEBOOKS.values() for cell in notebook.cells]
    (section,) = re.findall(QUOTED, before)
    (told,) = [source for source in cells if source.startswith(f"## {section}\n")]
    assert (
        set(re.findall(r"`(%run[^`]+)`", before))
        == set(re.findall(r"`(%run[^`]+)`", told))
        != set()
    )


def test_it_is_plain():
    assert list(tone(re.sub(r"`[^`]*`", "", TEXT))) == []
