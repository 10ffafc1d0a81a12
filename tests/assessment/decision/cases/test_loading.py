"""Reading the cases, and refusing those that do not hold together."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from assessment.decision.cases.facts import MEASURED
from assessment.decision.cases.loading import load_cases, read_cases
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError
from workflows.definition.model import OrchestrationModel

NAMES = ("case_facts", "guide_cases", "cases")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        text = (files("assessment.knowledge") / f"{name}.toml").read_text("utf-8")
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def changed(folder: Path, name: str, before: str, after: str) -> str:
    path = folder / f"{name}.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_cases(folder, load_knowledge())
    return str(caught.value)


def test_every_fact_is_measured_and_every_measure_is_a_fact() -> None:
    assert {fact.id for fact in load_cases().facts} == set(MEASURED)


def test_published_cases_stand_for_every_model_and_name_their_source() -> None:
    known = load_cases().known

    assert {case.chose for case in known if case.runs} == set(OrchestrationModel)
    assert all(source.url.startswith("https://") for case in known for source in case.sources)
    assert all(case.sources for case in known)


def test_about_a_third_of_the_cases_is_held_out() -> None:
    run = [case for case in load_cases().known if case.runs]

    assert 0.25 <= sum(case.held_out for case in run) / len(run) <= 0.4


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("guide_cases", 'fact = "steps"', 'fact = "stepps"', "fact: there is no 'stepps'"),
        ("guide_cases", 'favours = ["cen', 'favours = ["zen', "there is no model 'zentralized'"),
        ("guide_cases", 'source = "guide.start"', 'source = "x"', "source: there is no 'x'"),
        ("guide_cases", 'delivery = "weeks"', 'delivery = "soon"', "there is no option 'soon'"),
        ("guide_cases", 'id = "regulated"', 'id = "short-and-soon"', "stands twice"),
        ("guide_cases", "people = 5", "peeple = 5", "unknown key 'peeple'"),
        ("cases", "cases_now = 300", "cases_now = nan", "cases_now must be between"),
        ("cases", '"state-unknown: 3"', '"state-unknown: 9"', "no symptom 'state-unknown: 9'"),
        ("cases", "enough = 5", "enough = 0", "enough must be between"),
        ("cases", 'chose = "centralized"\n', "", "needs its choice and a source"),
        ("case_facts", "high = 60", "high = 1", "low must be below high"),
        ("case_facts", 'id = "steps"', 'id = "stairs"', "id: there is no 'stairs'"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_its_place(
    folder: Path, name: str, before: str, after: str, said: str
) -> None:
    message = changed(folder, name, before, after)

    assert message.startswith(f"{name}.toml")
    assert said in message


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "cases.toml").unlink()

    with pytest.raises(KnowledgeError, match=r"cases\.toml: is missing"):
        read_cases(folder, load_knowledge())
