"""The loader of the knowledge base: what is wrong is named with its file and place."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from assessment.decision.knowledge_loading import KnowledgeError, load_knowledge, read_knowledge


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge base to break."""
    with as_file(files("assessment.knowledge")) as own:
        for file in own.glob("*.toml"):
            shutil.copy(file, tmp_path)
    return tmp_path


def broken(folder: Path, name: str, old: str, new: str) -> str:
    """What the loader says after a change to a file."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(folder)
    return str(caught.value)


def test_the_own_knowledge_base_is_read_once() -> None:
    assert load_knowledge() is load_knowledge()


def test_a_copy_reads_the_same(folder: Path) -> None:
    assert read_knowledge(folder) == load_knowledge()


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "plan.toml").unlink()

    with pytest.raises(KnowledgeError, match=r"plan\.toml: is missing"):
        read_knowledge(folder)


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "plan.toml").write_text("[[", "utf-8")

    with pytest.raises(KnowledgeError, match=r"plan\.toml: "):
        read_knowledge(folder)


def test_a_missing_cell_is_named(folder: Path) -> None:
    said = broken(folder, "suitability.toml", "choreography = 95\n", "")

    assert said == "suitability.toml: row 1: choreography is missing"


def test_a_cell_over_100_is_named(folder: Path) -> None:
    said = broken(folder, "suitability.toml", "hybrid = 60", "hybrid = 120")

    assert said == "suitability.toml: row 1: hybrid must be between 0 and 100, got 120"


def test_a_cell_that_is_no_number_is_named(folder: Path) -> None:
    said = broken(folder, "suitability.toml", "hybrid = 60", "hybrid = nan")

    assert said.startswith("suitability.toml: row 1: hybrid must be between 0 and 100")


def test_a_missing_row_is_named(folder: Path) -> None:
    said = broken(folder, "suitability.toml", "answer = 5", "answer = 4")

    assert said.splitlines() == [
        "suitability.toml: a second row for question 'consistency', answer 4",
        "suitability.toml: no row for question 'consistency', answer 5",
    ]


def test_every_wrong_row_is_named_at_once(folder: Path) -> None:
    path = folder / "suitability.toml"
    path.write_text(path.read_text("utf-8").replace("choreography = 95", "choreography = -1"))

    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(folder)

    rows = [line.split(": ")[1] for line in str(caught.value).splitlines()]
    assert rows[:2] == ["row 1", "row 15"]


def test_a_number_too_large_for_a_float_is_named(folder: Path) -> None:
    said = broken(folder, "suitability.toml", "hybrid = 60", f"hybrid = {'9' * 400}")

    assert said.startswith("suitability.toml: row 1: hybrid must be between 0 and 100, got 999")
    assert len(said) < 200


def test_an_unknown_key_is_named_with_the_nearest_known(folder: Path) -> None:
    said = broken(folder, "questions.toml", "why =", "wy = 'x'\nwhy =")

    assert said == "questions.toml: question 1: unknown key 'wy'; did you mean 'why'?"


def test_a_question_needs_five_meanings(folder: Path) -> None:
    said = broken(
        folder, "questions.toml", '  "Hardly any step: everything may settle later",\n', ""
    )

    assert said == "questions.toml: question 1: meanings must be 5 texts, got 4"


def test_an_unknown_source_is_named(folder: Path) -> None:
    said = broken(folder, "symptoms.toml", 'source = "guide.signs"', 'source = "rumour"')

    assert said == "symptoms.toml: symptom 1: source: there is no source 'rumour'"


def test_an_unknown_question_in_a_rule_is_named(folder: Path) -> None:
    said = broken(folder, "suggestions.toml", 'question = "scale"', 'question = "speed"')

    assert "there is no question 'speed'" in said


def test_an_unknown_model_in_a_hint_is_named(folder: Path) -> None:
    said = broken(folder, "symptoms.toml", "hints = { centralized", "hints = { central")

    assert said.startswith("symptoms.toml: symptom 1: hints: ")


def test_bands_must_rise(folder: Path) -> None:
    said = broken(folder, "suggestions.toml", "from = 0.01", "from = 0.9")

    assert said.endswith("bands must rise by their 'from'")


def test_a_symptom_stands_once(folder: Path) -> None:
    said = broken(folder, "symptoms.toml", 'id = "long-debugging"', 'id = "integration-errors"')

    assert said == "symptoms.toml: 'integration-errors' stands twice"


def test_findings_without_an_own_task_need_one_that_serves_all(folder: Path) -> None:
    said = broken(folder, "plan.toml", 'code = "*"', 'code = "some"')

    assert said.startswith("plan.toml: no finding task with code '*'")
