"""What must hold of upload(): it saves pictures and nothing else, and writes over nothing."""

import datetime
import io

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as widgets_by_id
from PIL import Image

from helpers import data, explore
from helpers.pictures import show, upload

NOW = datetime.datetime.now(tz=datetime.UTC)


def chosen(name, shade=0, content=None):
    """A file as the browser sends it, a picture of one shade unless it has another content."""
    stream = io.BytesIO()
    Image.new("RGB", (3, 2), (shade,) * 3).save(stream, "png")
    content = memoryview(stream.getvalue() if content is None else content)
    return {"name": name, "type": "", "size": len(content), "content": content} | {
        "last_modified": NOW
    }


@pytest.fixture
def both(tmp_path, monkeypatch):
    """upload("mine") in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return explore.upload("mine")


def test_pictures_are_saved_as_they_are_and_data_pictures_reads_them(both, tmp_path, monkeypatch):
    file = chosen("a.png", 51)
    monkeypatch.chdir("/")  # it stays with the notebook
    assert both.save("no", [file]) == both.save("yes", [chosen("b.png", 255)]) == []
    assert (tmp_path / "mine/no/a.png").read_bytes() == file["content"]
    X, Y, names = data.pictures(tmp_path / "mine", size=(1, 1))
    assert (X[0].tolist(), Y.tolist(), names) == ([0.2, 1.0], [[0, 1]], ["no", "yes"])


def test_a_second_file_of_one_name_gets_another_and_every_name_is_a_plain_one(both, tmp_path):
    names = ["a.png", "a.png", "a.png", "../b.png", ".hidden.png", "c:d?.png", "über (1).png", "."]
    assert both.save("yes", [chosen(name, shade) for shade, name in enumerate(names)]) == []
    found = {path.name: np.asarray(Image.open(path))[0, 0, 0] for path in tmp_path.rglob("*.png")}
    assert found == {
        "a.png": 0,
        "a-2.png": 1,
        "a-3.png": 2,
        "_b.png": 3,
        "hidden.png": 4,
        "c_d_.png": 5,
        "über (1).png": 6,
    }
    assert {path.name for path in (tmp_path / "mine/yes").iterdir()} == {*found, "picture"}


def test_what_is_no_picture_or_cannot_be_saved_is_named_and_the_rest_is_saved(both, tmp_path):
    words = chosen("notes.txt", content=b"words")
    (said,) = both.save("no", [words, chosen("a.png")])
    assert said.startswith("Not saved: notes.txt is of no kind of picture that can be read here: ")
    assert [path.name for path in (tmp_path / "mine/no").iterdir()] == ["a.png"]
    (tmp_path / "mine/yes").rmdir()  # both were made, so that data.pictures names the empty one
    (tmp_path / "mine/yes").write_text("a file in the folder's place", encoding="utf-8")
    (said,) = both.save("yes", [chosen("a.png", 9)])
    assert said.startswith("Not saved: a.png, ")


def test_what_is_there_already_is_not_saved_twice_whatever_its_name_and_kind(both, tmp_path):
    assert both.save("no", [chosen("a.png")]) == []
    for name in "no", "yes":
        (said,) = both.save(name, [chosen("b.png")])
        assert said == "Not saved: b.png is there already, perhaps under another name."
    assert [path.name for path in (tmp_path / "mine").rglob("*.png")] == ["a.png"]


def test_it_says_how_many_there_are_and_while_they_are_few_that_they_are(both):
    assert both.state()[0].startswith(
        "Pictures there now: 0 in mine/no, 0 in mine/yes. yes is for "
    )
    shades = iter(range(2 * upload.ENOUGH))
    for more in 1, upload.ENOUGH - 1:
        for name in "no", "yes":
            assert both.state()[1:] == [upload.MISSED, upload.FEW]
            both.save(name, [chosen("a.png", next(shades)) for _ in range(more)])
    assert len(both.state()) == 2 and ": 20 in mine/no, 20 in mine/yes. " in both.state()[0]


def test_two_buttons_save_and_tell_and_where_no_widget_lives_words_stand(both, monkeypatch):
    outputs = []
    monkeypatch.setattr(show, "display", lambda data, raw: outputs.append(data))
    both._ipython_display_()
    still, widget = outputs
    model = widget["application/vnd.jupyter.widget-view+json"]["model_id"]
    row, status, _ = widgets_by_id[model].children
    assert [button.description for button in row.children] == [
        "Pictures for no",
        "Pictures for yes",
    ]
    row.children[1].value = [chosen("a.png"), chosen("b<b>.txt", content=b"words")]
    assert row.children[1].value == ()
    assert status.value.startswith("<p>Not saved: b&lt;b&gt;.txt is of no kind of picture")
    assert ": 0 in mine/no, 1 in mine/yes." in status.value
    assert (
        "two buttons here save your pictures in mine/no and mine/yes. yes is" in still["text/html"]
    )
    assert still["text/plain"] in still["text/html"] and both.state()[0] not in still["text/html"]


@pytest.mark.parametrize(
    "names", ["ab", ("a", "a"), ("a",), ("a", "b", "c"), ("a", "b/c"), ("a", ".."), ("a", "")]
)
def test_names_that_are_not_two_for_folders_are_refused(names):
    if names == "ab":
        assert list(explore.upload("mine", names).folders) == ["a", "b"]
    else:
        with pytest.raises(
            ValueError, match="^names is .*, it needs two, each the name of a folder"
        ):
            explore.upload("mine", names)
