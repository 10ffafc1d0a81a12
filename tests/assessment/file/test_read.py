"""Reading an assessment file: what it takes, and that all problems show at once with their line."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import EventExperience, Perspective
from assessment.file.read import AssessmentFile, read_assessment
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Consistency, OrchestrationModel, Side
from workflows.formats import registry
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.scenario import FaultKind, Scenario

MAP = """\
map:
  id: order
  volume: {now: 10, expected: 20}
  participants: [{id: shop}]
  nodes:
    - {id: start, kind: start}
    - {id: pay, participant: shop}
    - {id: ship, participant: shop}
    - {id: done, kind: end}
  flows: [start -> pay -> ship -> done]
"""
HEAD = "podium: 1\n"
NEWER_MAP = b"""
id: newer
nodes: [{id: start, kind: start}, {id: pay}, {id: done, kind: end}]
flows: [start -> pay -> done]
"""


def read(text: str, source: str = "order.yaml") -> AssessmentFile:
    return read_assessment(text.encode(), source=source)


def with_map(text: str) -> AssessmentFile:
    """The file with its map on lines 2 to 11 and the text from line 12 on."""
    return read(HEAD + MAP + text)


def problems(text: str) -> list[str]:
    """What is wrong, as ``line: message``."""
    with pytest.raises(DefinitionError) as caught:
        read(text)
    return [f"{problem.line}: {problem}" for problem in caught.value.problems]


def refused(text: str) -> str:
    """The only problem of a section that follows the map."""
    found = problems(HEAD + MAP + text)
    assert len(found) == 1
    return found[0]


def test_a_map_alone_is_an_assessment_in_which_nothing_else_is_stated() -> None:
    found = with_map("").assessment

    assert found.name == "order"
    assert (found.answers, found.weights, found.symptoms) == ({}, {}, ())
    assert found.scenario == Scenario()


def test_the_context_is_read() -> None:
    context = with_map(
        "context:\n"
        "  event_experience: one-team\n"
        "  regulation: [audit, payment]\n"
        "  teams: [{name: Shop, people: 4, owns: [shop]}]\n"
    ).assessment.context

    assert context.event_experience is EventExperience.ONE_TEAM
    assert context.regulation == ("audit", "payment")
    assert context.teams[0].owns == ("shop",)


def test_nothing_observed_differs_from_nothing_said() -> None:
    assert with_map("context: {observability: []}").assessment.context.observability == ()
    assert with_map("context: {cloud: aws}").assessment.context.observability is None


def test_the_context_overrides_the_maps_volume() -> None:
    volume = with_map("context: {cases_now: 100, cases_expected: 300}").assessment.definition.volume

    assert (volume.now, volume.expected) == (100, 300)


def test_symptoms_are_read_per_perspective() -> None:
    rating = with_map(
        "symptoms: [{symptom: lost-events, perspective: operations, severity: 2, note: Often}]"
    ).assessment.symptoms[0]

    assert (rating.perspective, rating.severity, rating.note) == (
        Perspective.OPERATIONS,
        2,
        "Often",
    )


@pytest.mark.parametrize("text", ["answers: {scale: 4}", "answers: {scale: {answer: 4}}"])
def test_an_answer_stands_alone_or_with_its_reason(text: str) -> None:
    assert with_map(text).assessment.answers["scale"].value == 4


def test_weights_are_points() -> None:
    assert with_map("weights: {scale: 40, autonomy: 60}").assessment.weights == {
        "autonomy": 60,
        "scale": 40,
    }


def test_thirds_are_near_enough_to_100_points() -> None:
    found = with_map("weights: {scale: 33.33, autonomy: 33.33, operations: 33.33}").assessment

    assert sum(found.weights.values()) == pytest.approx(99.99)


def test_a_side_is_overridden_with_a_reason() -> None:
    override = with_map(
        "boundary: {ship: {side: orchestrated, reason: It must be undone}}"
    ).assessment.boundary["ship"]

    assert (override.side, override.reason) == (Side.ORCHESTRATED, "It must be undone")


def test_the_scenario_is_read() -> None:
    scenario = with_map(
        "scenario:\n"
        "  cases: 50\n"
        "  models: [hybrid]\n"
        "  outbox: no\n"
        "  faults: [{kind: step-error, share: 2%, step: pay}]\n"
    ).assessment.scenario

    assert (scenario.cases, scenario.models) == (50, (OrchestrationModel.HYBRID,))
    assert scenario.outbox is False
    assert scenario.faults[0].kind is FaultKind.STEP_ERROR
    assert scenario.faults[0].share == pytest.approx(0.02)


def test_a_new_version_is_read_from_the_file_it_names() -> None:
    text = "scenario: {new_version: {map: {file: new.yaml}, at: 10m, migrate: yes}}\n"

    found = read_assessment(
        (HEAD + MAP + text).encode(), source="a.yaml", load_map=lambda name: NEWER_MAP
    ).assessment.scenario.new_version
    assert found is not None
    assert (found.definition.id, found.at, found.migrate) == ("newer", 600.0, True)


def test_a_fault_is_read_with_its_schedule() -> None:
    text = "scenario: {faults: [{kind: message-lost, nth: 3, case: 17, window: 10s..2m}]}\n"

    (fault,) = with_map(text).assessment.scenario.faults
    assert fault == parse_fault("message-lost nth=3 case=17 window=10s..2m")


def test_requirements_are_laid_over_the_map() -> None:
    step = with_map("requirements: {pay: {consistency: immediate}}").assessment.definition.by_id[
        "pay"
    ]

    assert step.requirements
    assert step.requirements.consistency is Consistency.IMMEDIATE
    assert "consistency" not in step.requirements.assumed


def test_a_bare_map_is_read_as_an_assessment() -> None:
    lines = [line.removeprefix("  ") for line in MAP.splitlines()[1:]]

    assert read("\n".join(lines)).assessment.name == "order"


def bpmn() -> bytes:
    return registry.write("bpmn", with_map("").assessment.definition).content


def test_a_state_machine_is_read_as_an_assessment() -> None:
    machine = (
        b'{"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Resource": "r", "End": true}}}'
    )

    found = read_assessment(machine, source="pay.asl.json")

    assert [step.name for step in found.assessment.definition.steps] == ["Pay"]


def test_a_bpmn_file_is_read_as_an_assessment() -> None:
    found = read_assessment(bpmn(), source="order.bpmn")

    assert [step.id for step in found.assessment.definition.steps] == ["pay", "ship"]
    assert found.sha256 == hashlib.sha256(bpmn()).hexdigest()


def test_a_map_given_beside_the_file_replaces_its_own() -> None:
    text = "podium: 1\nanswers: {scale: 3}\nrequirements: {pay: {effect: yes}}\n"

    found = read_assessment(
        text.encode(), source="a.yaml", map_content=bpmn(), map_name="order.bpmn"
    )

    assert found.assessment.answers["scale"].value == 3
    assert found.sha256 == hashlib.sha256(text.encode() + bpmn()).hexdigest()


def test_a_map_that_the_file_names_is_loaded() -> None:
    found = read_assessment(
        b"podium: 1\nmap: {file: order.bpmn}\n",
        source="a.yaml",
        load_map={"order.bpmn": bpmn()}.__getitem__,
    )

    assert found.assessment.definition.by_id["pay"]


def missing(name: str) -> bytes:
    raise FileNotFoundError(2, "No such file or directory", name)


def test_a_named_map_that_is_missing_is_a_problem_at_its_line() -> None:
    with pytest.raises(DefinitionError) as caught:
        read_assessment(b"podium: 1\nmap: {file: gone.bpmn}\n", source="a.yaml", load_map=missing)

    problem = caught.value.problems[0]
    assert problem.line == 2
    assert "'gone.bpmn' (No such file or directory)" in str(problem)


def test_problems_of_a_named_map_name_the_map() -> None:
    with pytest.raises(DefinitionError) as caught:
        read_assessment(
            b"podium: 1\nmap: {file: bad.yaml}\n",
            source="a.yaml",
            load_map={"bad.yaml": b"id: m\nnodes: []\nflows: []\n"}.__getitem__,
        )

    assert all("bad.yaml" in str(problem) for problem in caught.value.problems)


def test_a_file_without_a_map_says_where_to_put_one() -> None:
    found = problems("podium: 1\nname: Order\n")

    assert "needs a map: write it under map" in found[0]


def test_a_file_without_its_version_says_so() -> None:
    assert problems(MAP) == ["1: file: needs podium: 1 as its first line"]


def test_a_retry_below_one_names_step_line_and_mend() -> None:
    text = HEAD + MAP.replace("{id: pay,", "{id: pay, retry: {max_attempts: 0},")

    assert problems(text) == ["8: step 'pay': retry.max_attempts must be at least 1, got 0"]


def test_all_problems_show_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        HEAD
        + MAP
        + "answers: {scale: 6}\nweights: {scale: 30}\nscenario: {cases: 0}\ncolour: red\n"
    )

    assert [line.split(":")[0] for line in found] == ["12", "13", "14", "15"]


def test_problems_of_the_map_and_of_other_sections_show_together() -> None:
    found = problems(
        HEAD + MAP.replace("[{id: shop}]", "[{id: shop, kind: cat}]") + "answers: {scale: 6}\n"
    )

    assert len(found) == 2


REFUSED = {
    "answers: {scale: 6}": "12: answers: scale must be between 1 and 5, got 6",
    "answers: {scale: 2.5}": "12: answers: scale must be a whole number, got 2.5",
    "answers: {scale: .nan}": "12: answers: scale must be a number, got 'nan'",
    "answers: {scal: 3}": "12: answers: scal is not a known key; did you mean 'scale'?",
    "weights: {scale: 30, autonomy: 50}": "12: weights: must sum to 100 points, got 80",
    "weights: {scale: -5, autonomy: 105}": None,
    "weights: {scale: .inf}": "12: weights: scale must be a number, got 'inf'",
    "boundary: {shop: orchestrated}": None,
    "boundary: {ship: sideways}": None,
    "scenario: {faults: [{kind: step-error, share: 1%, step: shp}]}": (
        "12: fault 1: step does not know 'shp'; did you mean 'ship'?"
    ),
    "scenario: {faults: [{kind: step-error, share: 120%}]}": None,
    "scenario: {faults: [{share: 1%}]}": "12: fault 1: needs kind",
    "scenario: {cases: 1000001}": (
        "12: scenario: cases must be between 1 and 1,000,000, got 1000001"
    ),
    "scenario: {watchdog: 30}": (
        "12: scenario: watchdog needs a unit, for example 30ms, 30s or 30h; got '30'"
    ),
    "scenario: {faults: [{kind: message-lost, window: 5s}]}": (
        "12: fault 1: window must be two times such as 10s..2m, got '5s'"
    ),
    "scenario: {new_version: {at: 5s}}": "12: scenario: new_version needs map",
    "scenario: {new_version: {at: 5s, map: {file: gone.yaml}}}": None,
    "scenario: {models: [hybrit]}": None,
    "context: {regulation: [audits]}": (
        "12: context: regulation does not know 'audits'; did you mean 'audit'?"
    ),
    "context: {teams: [{name: A, owns: [shp]}]}": (
        "12: team 'A': owns does not know 'shp'; did you mean 'shop'?"
    ),
    "context: {cases_now: -1}": None,
    "symptoms: [{symptom: lost-event, perspective: business, severity: 1}]": (
        "12: symptom 1: symptom does not know 'lost-event'; did you mean 'lost-events'?"
    ),
    "plan: {start: tomorrow}": "12: plan: start must be a day such as 2026-12-01, got 'tomorrow'",
    "plan: {start: 9999-12-31}": (
        "12: plan: start must be 9999-12-02 or earlier, so that 30 days follow, got 9999-12-31"
    ),
    "plan: [1]": None,
}


@pytest.mark.parametrize(("text", "said"), REFUSED.items(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_its_line_and_mend(text: str, said: str | None) -> None:
    found = problems(HEAD + MAP + text)

    assert all(line.startswith("12: ") for line in found)
    if said:
        assert found == [said]


def test_a_symptom_rated_twice_by_one_perspective_is_refused() -> None:
    rating = "{symptom: lost-events, perspective: business, severity: 1}"

    assert "a second time" in refused(f"symptoms: [{rating}, {rating}]")


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert len(problems("- 1\n- 2\n")) == 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_fails(data: st.DataObject) -> None:
    content = bytearray((HEAD + MAP + "answers: {scale: 4}\nscenario: {cases: 5}\n").encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))

    with suppress(DefinitionError):
        read_assessment(bytes(content), source="order.yaml")
