"""What GitHub reads: the citation, a release's tag, labels and forms, the codespace."""

import json
import os
import re
import subprocess

import json5
import pytest
import yaml

from tests.environment import ROOT, VERSION

GITHUB = ROOT / ".github"
FORMS = [GITHUB / f"ISSUE_TEMPLATE/{name}.yml" for name in ("lesson", "check")]


def stored(path):
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_course_is_cited_in_its_version():
    cited = stored(ROOT / "CITATION.cff")
    assert (cited["cff-version"], cited["version"]) == ("1.2.0", VERSION)
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


# A release
RELEASE = stored(GITHUB / "workflows/release.yml")["jobs"]


@pytest.mark.skipif(os.name == "nt", reason="GitHub runs this step on Linux")
@pytest.mark.parametrize(("tag", "well"), [(f"v{VERSION}", True), ("v0.0.9", False), ("v1", False)])
def test_a_tag_that_is_not_the_version_makes_no_release(tag, well):
    script = RELEASE["version"]["steps"][-1]["run"]
    env = {**os.environ, "GITHUB_REF_NAME": tag}
    done = subprocess.run(["bash", "-e", "-c", script], cwd=ROOT, env=env, capture_output=True)
    assert (done.returncode == 0) == well
    assert well or f'The tag is {tag}, pyproject.toml has version = "{VERSION}"' in str(done.stdout)


def test_a_release_waits_for_its_version_and_for_the_tests_on_every_system():
    assert (RELEASE["tests"]["needs"], RELEASE["release"]["needs"]) == ("version", "tests")
    called = stored(ROOT / RELEASE["tests"]["uses"])
    assert "workflow_call" in called[True] and "strategy" in called["jobs"]["tests"]  # True: `on`


def test_the_labels_of_forms_and_notes_are_those_that_contributors_read_of():
    notes = stored(GITHUB / "release.yml")["changelog"]
    labels = {label for each in notes["categories"] for label in each["labels"]} - {"*"}
    assert labels >= {label for form in FORMS for label in stored(form)["labels"]}
    told = (GITHUB / "CONTRIBUTING.md").read_text("utf-8")
    assert all(f"`{label}`" in told for label in {*labels, *notes["exclude"]["labels"]})


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_each_question_once_and_needs_an_answer_to_some(path):
    form = stored(path)
    ids = [question["id"] for question in form["body"]]
    assert len(set(ids)) == len(ids) and form["name"] and form["description"]
    assert any(question.get("validations", {}).get("required") for question in form["body"])


# A codespace


def test_a_codespace_installs_what_a_learner_does_and_starts_with_the_readmes_command():
    made = json5.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    assert made["postCreateCommand"].endswith(
        ".venv/bin/python -m pip install -q -r requirements.txt"
    )
    start = made["postAttachCommand"]
    assert start.startswith("python3 -m helpers --no-browser ")
    (port,) = made["forwardPorts"]
    assert f"--port={port} " in start and f"$CODESPACE_NAME-{port}." in start
    assert list(made["portsAttributes"]) == [str(port)]
    assert "${containerWorkspaceFolder}/.venv/bin/python" in json.dumps(made["customizations"])
