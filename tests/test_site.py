"""The lessons as pages, as `python -m sphinx .github/site` makes them: whole, and of one piece."""

import html
import importlib.resources
import importlib.util
import json
import os
import re
import subprocess
import sys

import numpy as np
import pytest

from helpers.pictures.show import AGAIN
from tests import lab
from tests.environment import ROOT
from tests.notebooks import EXERCISE, code_cells, lessons, prose_cells, read, tags

CI = os.environ.get("CI") == "true"
if not CI and not importlib.util.find_spec("myst_nb"):
    pytest.skip("no Sphinx: .github/site/requirements.txt", allow_module_level=True)

FROM = {"GITHUB_REPOSITORY": "someone/a-fork", "GITHUB_REF_NAME": "v1"}
FOR_TEACHERS = [
    name for name in ("teachers", "lesson_plans") if (ROOT / f".github/{name}.md").exists()
]
PAGES = ["index", "search", *(path.stem for path in lessons()), *FOR_TEACHERS]
# What a reader gets of an output: its pictures with their words, and its folded answers.
PARTS = re.compile(r"<img [^>]*>|<details>.*?</details>", re.DOTALL)
LOADED = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=\"([^\"]*)\"")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the pages; a warning of Sphinx is an error."""
    folder = tmp_path_factory.mktemp("site")
    words = ["-q", "-W", "--keep-going", "-d", str(folder / "doctrees"), ".github/site"]
    command = [sys.executable, "-m", "sphinx", *words, str(folder / "pages")]
    built = subprocess.run(command, cwd=ROOT, env=os.environ | FROM, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "pages"


def page(site, name):
    return (site / f"{name}.html").read_text("utf-8")


def words(text):
    """What is read of HTML, without its marks."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_a_lesson_is_a_page_with_every_picture_folded_answer_formula_and_stub(site, path):
    notebook, shown = read(path), page(site, path.stem)
    data = [output.get("data", {}) for cell in code_cells(notebook) for output in cell.outputs]
    parts = [part for each in data for part in PARTS.findall(each.get("text/html", ""))]
    assert parts and [part for part in parts if shown.count(part) < parts.count(part)] == []
    formulas = re.findall(r"(\$\$?)[^$]+\1", "\n".join(c.source for c in prose_cells(notebook)))
    assert shown.count("<math ") + shown.count("<math>") == len(formulas)
    stubs = [cell.source for cell in code_cells(notebook) if EXERCISE in tags(cell)]
    assert stubs and [stub for stub in stubs if stub not in words(shown)] == []


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_a_page_says_that_nothing_runs_and_where_it_does(site, path):
    shown = page(site, path.stem)
    assert "Nothing runs on this page" in shown
    lab_link = f"v2/gh/someone/a-fork/v1?urlpath=lab/tree/notebooks/{path.name}"
    assert f'href="https://mybinder.org/{lab_link}"' in shown
    assert 'href="https://github.com/someone/a-fork/blob/v1/README.md#start"' in shown
    assert AGAIN not in words(shown)
    assert not re.search(r"<pre>(<span></span>)?\s*</pre>", shown)  # a widget's empty place


def test_each_link_within_the_site_leads_somewhere(site):
    for name in PAGES:
        for link in re.findall(r'<a\b[^>]*? href="([^"#:]*)(?:#[^"]*)?"', page(site, name)):
            assert not link or (site / link).is_file(), f"{name}: {link}"


def test_no_page_loads_anything_from_another_host(site):
    for name in PAGES:
        assert [to for to in LOADED.findall(page(site, name)) if re.match("(https?:)?//", to)] == []
    for style in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import )['\"]?(https?:)?//", style.read_text("utf-8")), style


def test_the_index_leads_to_every_lesson_by_its_question_and_to_the_teachers_pages(site):
    index = page(site, "index")
    for path in lessons():
        question = read(path).cells[0].source.splitlines()[0].removeprefix("# ").replace("`", "")
        assert f'href="{path.stem}.html">{path.stem[:2]} {question}</a>' in html.unescape(index)
    assert [name for name in FOR_TEACHERS if f'href="{name}.html"' not in index] == []


def test_the_search_finds_a_word_of_the_last_lesson(site):
    stored = (site / "searchindex.js").read_text("utf-8")
    index = json.loads(re.fullmatch(r"Search\.setIndex\((.*)\)", stored, re.DOTALL)[1])
    assert index["docnames"].index(lessons()[-1].stem) in np.ravel(index["terms"]["dask"])


# In a browser

# Each picture is drawn, each folded answer opens, and nothing is wider than the window.
DRAWN = "() => [...document.images].every(image => image.alt && image.naturalWidth)"
OPENS = """() => [...document.querySelectorAll('.cell_output details')].every(details => {
  const folded = details.innerText;
  details.querySelector('summary').click();
  return details.innerText.length > folded.length; })"""
FITS = "() => document.documentElement.scrollWidth <= innerWidth"
VIOLATIONS = """async theme => {
  document.documentElement.dataset.theme = theme;
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map(v => `${v.id}: ${v.nodes.map(node => node.html.slice(0, 200))}`); }"""


@pytest.fixture(scope="module")
def opened(site):
    """Opens a page in Chromium, from its file; in `.wrong` are errors and requests."""
    if lab.chromium() is None and not CI:
        pytest.skip("no Chromium: set CHROMIUM, or put it on PATH")
    with lab.browser() as browser:
        tab = browser.new_page()
        tab.on("pageerror", lambda error: opened.wrong.append(str(error)))
        tab.on("request", lambda request: note(request.url))

        def note(url):
            if not url.startswith(("file:", "data:")):
                opened.wrong.append(url)

        def opened(name, width):
            opened.wrong = []
            tab.set_viewport_size({"width": width, "height": 800})
            tab.goto((site / f"{name}.html").as_uri(), wait_until="load")
            return tab

        yield opened


@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_its_pictures_and_opens_its_answers_on_a_telephone_without_a_network(
    opened, name
):
    tab = opened(name, 390)
    assert [tab.evaluate(each) for each in (DRAWN, OPENS, FITS)] == [True] * 3
    assert opened.wrong == []


# Each kind of page; what axe finds in the outputs of the others, test_browser.py asks.
@pytest.mark.parametrize("name", ["index", "search", "00_start_here", *FOR_TEACHERS])
def test_axe_finds_nothing_in_a_page_light_and_dark(opened, name):
    tab = opened(name, 1280)
    axe = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    tab.evaluate(axe.read_text(encoding="utf-8"))
    assert [tab.evaluate(VIOLATIONS, theme) for theme in ("light", "dark")] == [[], []]
