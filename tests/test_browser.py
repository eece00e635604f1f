"""Every lesson in a real JupyterLab in Chromium: it runs, stays inside, answers the keys."""

import importlib.resources
import os

import numpy as np
import pytest
from nbconvert import HTMLExporter
from PIL import Image

from tests import lab
from tests.notebooks import code, code_cells, lessons, name_of, new_notebook, read, write
from tests.refresh import tidy

if lab.chromium() is None and os.environ.get("CI") != "true":
    pytest.skip("no Chromium: set CHROMIUM, or put it on PATH", allow_module_level=True)

ANSWER_MS = 10_000
QUESTIONS = ".zl-guess, .zl-drill"
LOADED_IMAGES = """cell => [...cell.querySelectorAll('.jp-OutputArea-output img')]
  .filter(image => image.alt && image.getClientRects().length)
  .filter(image => image.complete && image.naturalWidth).length"""
STILLS_HIDDEN = """root => [...root.closest('.jp-OutputArea').querySelectorAll('.still-only, img')]
  .every(element => root.contains(element) || !element.getClientRects().length)"""
# Of each answer that can be unfolded: what is read before, and what after.
UNFOLDED = """() => [...document.querySelectorAll('.jp-OutputArea-output details')].map(details => {
  const folded = details.innerText;
  details.querySelector('summary').click();
  const read = [folded, details.innerText];
  details.querySelector('summary').click();
  return read; })"""
TRUSTED = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .some(cell => cell.model.type === 'code' && cell.model.trusted)"""
VIOLATIONS = """async () => (await axe.run(
    {include: [['.jp-Notebook .jp-Cell-outputArea']]}, {resultTypes: ['violations']})).violations
  .map(v => `${v.id}: ${v.help}: ${v.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`)"""


@pytest.fixture(scope="module")
def running():
    """A browser and a server."""
    assert lab.chromium(), "no Chromium, and CI=true does not let these tests be skipped"
    with lab.copied_lessons() as folder, lab.Server(folder) as server, lab.browser() as browser:
        yield browser, server


@pytest.fixture(scope="module", params=lessons(), ids=lambda path: path.stem)
def lesson(request, running):
    """The lesson in Lab, run; what was seen before that is in `.clone`, errors are in `.errors`."""
    opened = lab.OpenNotebook(*running, request.param.name)
    opened.trusted = opened.page.evaluate(TRUSTED)
    opened.unfolded = opened.page.evaluate(UNFOLDED)
    opened.clone = [cell.evaluate(LOADED_IMAGES) for cell in opened.all(".jp-CodeCell")]
    opened.errors = opened.run_all()
    yield opened
    opened.close()


def wait_until(page, element, condition, failure, before=None):
    """Wait for the JavaScript `condition`, a function of the element and of `before`."""
    from playwright.sync_api import TimeoutError as TookTooLong

    script, root = f"([root, before]) => ({condition})(root, before)", element.element_handle()
    try:
        page.wait_for_function(script, arg=[root, before], timeout=ANSWER_MS)
    except TookTooLong:
        pytest.fail(f"{failure}: {element.evaluate(lab.SOURCE)}")


def test_a_fresh_clone_shows_its_pictures_before_anything_runs(lesson):
    cells = code_cells(read(lesson.server.root / lesson.name))
    for cell, seen in zip(cells, lesson.clone, strict=True):
        pages = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
        stored = sum("<img" in page for page in pages)
        assert seen >= stored, f"{name_of(cell)} shows {seen} of {stored} pictures"


def test_an_untrusted_lesson_shows_no_answer_before_it_is_unfolded(lesson):
    cells = code_cells(read(lesson.server.root / lesson.name))
    asked = sum("guess(" in cell.source for cell in cells)
    assert not lesson.trusted
    assert len(lesson.unfolded) >= asked
    for folded, unfolded in lesson.unfolded:
        assert folded == unfolded.splitlines()[0]
        assert len(unfolded.split()) > len(folded.split())


def test_run_all_ends_without_an_error(lesson):
    assert lesson.errors == []


def test_a_live_widget_hides_its_still(lesson):
    for element in lesson.all(f".zl-explorer, {QUESTIONS}"):
        wait_until(lesson.page, element, STILLS_HIDDEN, "the still picture stays")


def test_every_explorer_answers_the_arrow_key(lesson):
    other = f"(root, before) => ({lab.SEEN})(root) !== before"
    for explorer in lesson.all(".zl-explorer"):
        before = explorer.evaluate(lab.SEEN)
        assert before, f"an explorer without a picture: {explorer.evaluate(lab.SOURCE)}"
        assert lesson.step_into(explorer), "Tab does not reach its first control"
        lesson.page.keyboard.press("ArrowRight")
        wait_until(lesson.page, explorer, other, "the picture does not answer the arrow", before)


def test_every_guess_and_drill_is_answered_with_the_keyboard_alone(lesson):
    cells, other = len(lesson.all(".jp-Cell")), "(root, before) => root.innerText !== before"
    for guess in lesson.all(QUESTIONS):
        before = guess.inner_text()
        if lesson.step_into(guess) == "INPUT":
            lesson.page.keyboard.type("error")  # letters that Lab's command mode would take
        lesson.page.keyboard.press("Enter")
        wait_until(lesson.page, guess, other, "no answer to a guess", before)
    assert len(lesson.all(".jp-Cell")) == cells


def test_axe_finds_nothing_in_the_outputs(lesson):
    named = "() => !document.querySelector('[role=slider]:not([aria-label])')"
    lesson.page.wait_for_function(named)  # the names come a moment after the controls
    assert violations(lesson.page) == []


def violations(page):
    axe = importlib.resources.files("axe_playwright_python") / "axe.min.js"
    page.evaluate(axe.read_text(encoding="utf-8"))
    return page.evaluate(VIOLATIONS)


def test_the_page_had_no_error_and_asked_nothing_from_outside(lesson):
    assert (lesson.page_errors, lesson.outside) == ([], [])


# Of each output with controls: whether its still, and whether anything else, can be seen.
AFTER_THE_KERNEL = """() => [...document.querySelectorAll('.still-only')].map(still => {
  const seen = element => element.getClientRects().length > 0 && element.innerText.trim() !== '';
  const area = still.closest('.jp-OutputArea');
  const others = [...area.querySelectorAll('.jp-OutputArea-output')]
    .filter(output => !output.contains(still));
  return [seen(still) && still.innerText.includes('Run this cell again'), others.some(seen)]; })"""


def test_where_the_kernel_is_gone_each_still_is_back_and_says_what_to_do(running):
    opened = lab.OpenNotebook(*running, "00_start_here.ipynb")
    opened.run_all()
    opened.restart_kernel()
    back = f"() => ({AFTER_THE_KERNEL})().every(([still, other]) => still && !other)"
    opened.page.wait_for_function(back)
    opened.save()
    opened.close()
    reopened = lab.OpenNotebook(*running, "00_start_here.ipynb")
    reopened.page.wait_for_function(back)
    assert len(reopened.page.evaluate(AFTER_THE_KERNEL)) >= 5
    reopened.close()


# Without Jupyter


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_the_html_export_shows_every_picture_and_unfolds_every_answer(path, running, tmp_path):
    exported, notebook = tmp_path / "lesson.html", read(path)
    exported.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    page = running[0].new_page()
    page.route(lambda url: not url.startswith(("file:", "data:")), lambda route: route.abort())
    page.goto(exported.as_uri(), wait_until="load")
    cells = page.locator(".jp-CodeCell").all()
    for cell, shown in zip(code_cells(notebook), cells, strict=True):
        pages = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
        stored = sum("<img" in each for each in pages)
        assert shown.evaluate(LOADED_IMAGES) >= stored, name_of(cell)
    unfolded = page.evaluate(UNFOLDED)
    assert len(unfolded) >= sum("guess(" in cell.source for cell in code_cells(notebook))
    for before, after in unfolded:
        assert len(after.split()) > len(before.split())
    page.close()


# Pictures of one's own


def chosen(opened, controls, presses):
    """What opens with Enter on the button that so many Tabs lead to."""
    from playwright.sync_api import TimeoutError as TookTooLong

    for _ in range(3):  # a busy machine may put the button in its place only now
        assert opened.step_into(controls) == "BUTTON"
        for _ in range(presses):
            opened.page.keyboard.press("Tab")
        try:
            with opened.page.expect_file_chooser(timeout=ANSWER_MS) as chooser:
                opened.page.keyboard.press("Enter")
            return chooser.value
        except TookTooLong:
            continue
    pytest.fail("Enter opens no choice of files")


def test_pictures_are_uploaded_with_the_keyboard_alone_and_counted(running, tmp_path):
    for seed in (0, 1):
        noise = np.random.RandomState(seed).randint(0, 256, (2000, 2000, 3), np.uint8)
        large = tmp_path / f"{seed}-large.png"  # more than a message holds by default
        Image.fromarray(noise).save(large)
        assert large.stat().st_size > 11e6
        Image.fromarray(noise[:9, :9]).save(tmp_path / f"{seed}-small.png")
    (tmp_path / "notes.txt").write_text("words", encoding="utf-8")
    cells = code("from helpers import explore"), code('explore.upload("mine")')
    write(tidy(new_notebook(*cells)), running[1].root / "upload.ipynb")
    opened = lab.OpenNotebook(*running, "upload.ipynb")
    assert opened.run_all() == []
    (controls,) = opened.all(".zl-upload")
    wait_until(opened.page, controls, STILLS_HIDDEN, "the words stay")
    for presses, counts in (0, "2 in mine/no, 0 in mine/yes"), (1, "2 in mine/no, 2 in mine/yes"):
        chooser = chosen(opened, controls, presses)
        names = [f"{presses}-large.png", f"{presses}-small.png", "notes.txt"]
        chooser.set_files([tmp_path / name for name in names])
        told = f"root => root.innerText.includes({counts!r})"
        wait_until(opened.page, controls, told, "not counted")
        assert "Not saved: notes.txt is of no kind of picture" in controls.inner_text()
    names = [button.inner_text() for button in controls.locator("button").all()]
    assert names == ["Pictures for no", "Pictures for yes"]
    assert violations(opened.page) == []
    saved = running[1].root / "mine/yes/1-large.png"
    assert saved.read_bytes() == (tmp_path / "1-large.png").read_bytes()
    opened.close()
