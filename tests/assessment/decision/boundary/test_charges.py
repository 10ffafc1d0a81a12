"""What draws a step to a side: one rule each, with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.decision.assessment import Assessment, Context, Team
from assessment.decision.boundary.charges import Charge, charges, ground_of
from assessment.decision.boundary.knowledge import load_boundary
from tests.assessment.decision.maps import ASSUMED, assessed, line, order, step
from workflows.definition.model import Flow, Node, NodeKind, OnFailure, Participant

UNDO = step("refund", kind=NodeKind.COMPENSATION)


def drawn(assessment: Assessment, name: str) -> dict[str, Charge]:
    ground = ground_of(assessment)
    found = charges(ground, assessment.definition.by_id[name], load_boundary())
    return {charge.rule: charge for charge in found}


def test_an_effect_to_undo_names_the_step_whose_failure_undoes_it() -> None:
    ship = step("ship", on_failure=OnFailure.COMPENSATE)
    found = drawn(assessed(line(step("pay", undo="refund"), step("note"), ship, UNDO)), "pay")

    assert found["undone"].reason == "its effect must be undone if “Ship” fails"


def test_a_failure_that_undoes_names_what_it_undoes() -> None:
    ship = step("ship", on_failure=OnFailure.COMPENSATE)
    found = drawn(assessed(line(step("pay", undo="refund"), ship, UNDO)), "ship")

    assert found["undoes"].reason == "its failure must undo “Pay”"


def test_a_step_never_undoes_itself() -> None:
    pay = step("pay", undo="refund", on_failure=OnFailure.COMPENSATE)

    assert "undoes" not in drawn(assessed(line(pay, UNDO)), "pay")


def test_an_assumed_value_counts_half() -> None:
    stated = drawn(assessed(line(step("a", immediate=True))), "a")
    assumed = drawn(assessed(line(step("a", immediate=True, assumed=ASSUMED))), "a")

    assert assumed["immediate"].points == stated["immediate"].points / 2
    assert assumed["immediate"].assumed


def test_a_duty_draws_effects_to_the_conductor() -> None:
    context = Context(regulation=("audit", "data-protection"))
    found = drawn(assessed(line(step("a", effect=True)), context=context), "a")

    assert found["audited"].reason.endswith("(audit)")


def test_a_participant_that_changes_often_draws_its_steps_to_events() -> None:
    carrier = Participant(id="carrier", name="Carrier")
    definition = line(step("book", by="carrier"), participants=(carrier,))
    found = drawn(assessed(definition, context=Context(changing=("carrier",))), "book")

    assert found["changing"].reason.startswith("Carrier changes about every month")


def test_a_team_apart_from_the_core_is_drawn_to_events() -> None:
    assert drawn(assessed(order()), "notify")["own-team"].reason.startswith("team Care owns it")


def test_a_step_of_a_team_with_core_steps_is_not() -> None:
    assert "own-team" not in drawn(assessed(order()), "ship")


def test_a_team_named_in_the_context_counts() -> None:
    context = Context(teams=(Team(name="Warehouse", owns=("stock", "mail")),))

    assert "own-team" not in drawn(assessed(order(), context=context), "notify")


def test_what_stands_behind_the_core_is_the_rim() -> None:
    found = assessed(order())

    assert "rim" in drawn(found, "ship")
    assert "rim" not in drawn(found, "reserve")


@pytest.mark.parametrize(("kind", "fans"), [(NodeKind.PARALLEL, True), (NodeKind.DECISION, False)])
def test_only_branches_that_all_run_are_a_fan_out(kind: NodeKind, fans: bool) -> None:
    base = line(step("a"), step("b"), step("c"))
    fork = Node(id="fork", name="", kind=kind)
    ways = (("s", "a"), ("a", "fork"), ("fork", "b"), ("fork", "c"))
    flows = tuple(Flow(id=f"{one}-{two}", source=one, target=two) for one, two in ways)
    forked = replace(base, nodes=(*base.nodes, fork), flows=flows)

    assert ("fan-out" in drawn(assessed(forked), "b")) is fans


def test_a_very_high_volume_spares_the_conductor() -> None:
    busy = Context(cases_now=100_000, cases_expected=200_000)

    assert "volume" in drawn(assessed(order(), context=busy), "notify")
    assert "volume" not in drawn(assessed(order()), "notify")


def test_a_person_draws_a_step_to_the_conductor() -> None:
    approve = step("approve", kind=NodeKind.USER_TASK, deadline=3600.0)
    found = drawn(assessed(line(approve)), "approve")

    assert found["person"].reason == "it waits for a person, with a deadline to keep"
