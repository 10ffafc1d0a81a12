"""What the sandbox showed."""

from __future__ import annotations

from reports.chapters.proof import ProofChapter, proof_chapter
from tests.reports.builders import content, evidence
from workflows.sandbox.scenario import Fault, FaultKind, Scenario


def chapter(scenario: Scenario | None = None) -> ProofChapter:
    """The chapter on the builders' experiment."""
    ran = evidence(scenario=scenario) if scenario else evidence()
    found = proof_chapter(content(evidence=ran))
    assert found is not None
    return found


def test_without_an_experiment_there_is_no_chapter() -> None:
    assert proof_chapter(content(evidence=None)) is None


def test_the_scenario_is_restated_in_words() -> None:
    faults = (Fault(kind=FaultKind.STEP_ERROR, share=0.02, step="charge"),)
    said = chapter(Scenario(faults=faults, inbox=False)).scenario.replace("\u00a0", " ")

    assert "2 % of the tries of “Charge card” answer with an error" in said
    assert said.endswith("Outbox on, inbox off.")


def test_every_kind_of_fault_has_words() -> None:
    for kind in FaultKind:
        assert "{" not in chapter(Scenario(faults=(Fault(kind=kind, share=0.1),))).scenario


def test_no_faults_are_said_to_be_none() -> None:
    assert "Faults: none." in chapter(Scenario()).scenario


def test_a_share_stands_with_its_count() -> None:
    bad = chapter().endings.rows[1][-1]

    assert (bad.text.replace("\u00a0", " "), bad.detail) == ("0.6 %", "6")


def test_times_stand_with_their_unit() -> None:
    assert chapter().times.rows[0][1].text.replace("\u00a0", " ") == "900 ms"


def test_cases_that_went_wrong_show_the_events_that_led_there() -> None:
    (sample,) = chapter().samples

    assert sample.rows[0][2].text == "charged twice"
    assert sample.rows[0][2].detail.startswith("Charge card was sent → its answer was lost")
