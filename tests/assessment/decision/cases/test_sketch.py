"""Sketches and the assessments made of them."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Context
from assessment.decision.cases.sketch import Sketch, StepGroup, assessment_of, resized
from workflows.definition.model import Consistency, NodeKind, ParticipantKind

PAY = StepGroup(
    name="Pay", by="Bank", team="Money", consistency=Consistency.IMMEDIATE, undo=True, count=2
)
MAIL = StepGroup(name="Mail", consistency=Consistency.EVENTUAL)


def test_a_group_becomes_so_many_steps_in_a_row() -> None:
    definition = assessment_of(Sketch(steps=(PAY, MAIL)), "Order").definition

    assert [step.name for step in definition.forward_steps] == ["Pay", "Pay 2", "Mail"]
    assert [flow.target for flow in definition.flows] == ["pay", "pay-2", "mail", "end"]


def test_an_effect_to_be_undone_gets_its_compensation() -> None:
    definition = assessment_of(Sketch(steps=(PAY,)), "Order").definition

    undone = [node.id for node in definition.nodes if node.kind is NodeKind.COMPENSATION]
    assert undone == ["undo-pay", "undo-pay-2"]


def test_consistency_that_nobody_stated_is_assumed() -> None:
    step = assessment_of(Sketch(steps=(StepGroup(name="A"),)), "Order").definition.steps[0]

    assert step.requirements is not None
    assert "consistency" in step.requirements.assumed


def test_teams_share_the_people_and_own_their_participants() -> None:
    other = StepGroup(name="Mail", team="Care")

    teams = assessment_of(Sketch(steps=(PAY, other), people=5), "Order").context.teams

    assert [(team.name, team.people, team.owns) for team in teams] == [
        ("Money", 3, ("bank",)),
        ("Care", 2, ("mail",)),
    ]


def test_people_without_teams_are_everybody() -> None:
    (team,) = assessment_of(Sketch(steps=(MAIL,), people=5), "Order").context.teams

    assert (team.people, team.owns) == (5, ())


@pytest.mark.parametrize(("group", "kind"), [("human", "human"), ("partner", "external")])
def test_who_does_a_step_has_a_kind(group: str, kind: str) -> None:
    sketch = Sketch(steps=(StepGroup(name="A", **{group: True}),))  # type: ignore[arg-type]

    participant = assessment_of(sketch, "Order").definition.participants[0]

    assert participant.kind is ParticipantKind(kind)


@pytest.mark.parametrize("steps", [2, 3, 9])
def test_a_sketch_grows_at_its_rim_and_loses_no_group(steps: int) -> None:
    grown = resized(Sketch(steps=(PAY, MAIL), context=Context(industry="retail")), steps)

    counts = [group.count for group in grown.steps]
    assert sum(counts) == steps
    assert 0 <= counts[1] - counts[0] <= 1
