"""Placements: sides, reasons, overrides and what they cost; crossings."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from assessment.decision.assessment import BoundaryOverride
from assessment.decision.boundary import (
    Placement,
    boundary_plan,
    crossings,
    followers,
    placements,
    scenario_with_boundary,
    sides,
)
from tests.assessment.decision.maps import assessed, line, order, step
from tests.workflows.definition.nested import nested_maps
from workflows.definition.model import (
    Definition,
    Flow,
    Node,
    NodeKind,
    OnFailure,
    Participant,
    ParticipantKind,
    Side,
)

ORCHESTRATED, EVENT_DRIVEN = Side


def placed(*steps: Node, participants: tuple[Participant, ...] = ()) -> dict[str, Placement]:
    found = placements(assessed(line(*steps, participants=participants)))
    return {placement.step: placement for placement in found}


def test_payment_and_inventory_are_orchestrated_and_the_rest_follows() -> None:
    found = sides(placements(assessed(order())))

    forward = {name: found[name] for name in ("reserve", "charge", "ship", "notify")}
    assert forward == {
        "reserve": ORCHESTRATED,
        "charge": ORCHESTRATED,
        "ship": EVENT_DRIVEN,
        "notify": EVENT_DRIVEN,
    }


def test_a_compensation_stands_beside_what_it_undoes() -> None:
    found = placed(step("pay", undo="refund"), step("refund", kind=NodeKind.COMPENSATION))

    assert found["refund"].side is ORCHESTRATED
    assert "undoes “Pay”" in found["refund"].reason


def test_a_compensable_effect_names_the_step_whose_failure_undoes_it() -> None:
    found = placed(
        step("pay", undo="refund"),
        step("note"),
        step("ship", on_failure=OnFailure.COMPENSATE),
        step("refund", kind=NodeKind.COMPENSATION),
    )

    assert found["pay"].reason == "Orchestrated: its effect must be undone if “Ship” fails."


def test_immediate_consistency_alone_orchestrates_a_step() -> None:
    assert placed(step("check", immediate=True))["check"].side is ORCHESTRATED


def test_an_effect_that_nothing_undoes_does_not_orchestrate_a_step() -> None:
    assert placed(step("mail", effect=True))["mail"].side is EVENT_DRIVEN


def test_a_user_task_with_a_deadline_is_orchestrated() -> None:
    found = placed(step("approve", kind=NodeKind.USER_TASK, deadline=3600.0))

    assert found["approve"].reason == (
        "Orchestrated: it waits for a person, with a deadline to keep."
    )


def test_a_task_done_by_people_is_orchestrated() -> None:
    people = Participant(id="desk", name="Desk", kind=ParticipantKind.HUMAN)

    assert placed(step("call", by="desk"), participants=(people,))["call"].side is ORCHESTRATED


def test_an_override_wins_and_says_so() -> None:
    override = BoundaryOverride(step="ship", side=ORCHESTRATED, reason="A lost parcel is refunded.")
    found = placements(assessed(order(), boundary={"ship": override}))

    ship = next(placement for placement in found if placement.step == "ship")
    assert (ship.side, ship.suggested, ship.overridden) == (ORCHESTRATED, EVENT_DRIVEN, True)
    assert ship.reason == "Orchestrated: A lost parcel is refunded (the rule says event-driven)."


def test_a_side_pinned_in_the_matrix_counts_as_an_override() -> None:
    found = placed(step("mail", side=ORCHESTRATED))["mail"]

    assert (found.side, found.overridden) == (ORCHESTRATED, True)


def test_the_teams_choice_wins_over_the_matrix() -> None:
    override = BoundaryOverride(step="mail", side=EVENT_DRIVEN)
    found = placements(assessed(line(step("mail", side=ORCHESTRATED)), boundary={"mail": override}))

    assert found[0].side is EVENT_DRIVEN


def test_the_order_has_one_crossing_from_charge_to_ship() -> None:
    definition = order()

    found = crossings(definition, sides(placements(assessed(definition))))

    assert [(crossing.source, crossing.target) for crossing in found] == [("charge", "ship")]


def test_a_crossing_looks_through_gateways() -> None:
    base = line(step("pay", immediate=True), step("mail"))
    fork = Node(id="fork", name="", kind=NodeKind.PARALLEL)
    flows = (
        Flow(id="1", source="pay", target="fork"),
        Flow(id="2", source="fork", target="mail"),
    )
    definition = type(base)(
        id="m", name="M", participants=base.participants, nodes=(*base.nodes, fork), flows=flows
    )

    found = crossings(definition, {"pay": ORCHESTRATED, "mail": EVENT_DRIVEN})

    assert [(crossing.source, crossing.target) for crossing in found] == [("pay", "mail")]


def test_a_loop_of_steps_ends() -> None:
    base = line(step("a", undo="u"), step("b"), step("u", kind=NodeKind.COMPENSATION))
    back = Flow(id="back", source="b", target="a")
    looping = type(base)(
        id="m",
        name="M",
        participants=base.participants,
        nodes=base.nodes,
        flows=(*base.flows, back),
    )

    assert placements(assessed(looping))[0].reason.endswith("if a later step fails.")


def test_the_scenario_gets_the_side_of_every_step() -> None:
    scenario = scenario_with_boundary(assessed(order()))

    assert scenario.boundary["charge"] is ORCHESTRATED
    assert len(scenario.boundary) == 6


@given(nested_maps())
@settings(max_examples=30, deadline=None)
def test_every_step_of_a_nested_map_gets_a_side(definition: Definition) -> None:
    found = sides(placements(assessed(definition)))

    assert found.keys() == {own.id for own in definition.steps}
    assert {one.source for one in crossings(definition, found)} <= found.keys()


def test_what_comes_next_is_found_across_the_border_of_a_sub_process() -> None:
    around = line(step("first"), step("inner"), step("last"))
    scope = Node(id="x", name="X", kind=NodeKind.SUB_PROCESS)
    nodes = tuple(replace(n, parent="x") if n.id == "inner" else n for n in around.nodes)
    flows = (Flow(id="f", source="first", target="x"), Flow(id="g", source="x", target="last"))
    nested = replace(around, nodes=(*nodes, scope), flows=flows)

    assert [next(followers(nested, nested.by_id[name])).id for name in ("first", "inner")] == [
        "inner",
        "last",
    ]


def test_no_single_move_improves_the_cheapest_division() -> None:
    assert all(placement.cost <= 0 for placement in placements(assessed(order())))


def test_an_override_shows_what_it_costs() -> None:
    override = BoundaryOverride(step="charge", side=EVENT_DRIVEN, reason="We know better")
    plan = boundary_plan(assessed(order(), boundary={"charge": override}))

    charge = next(placement for placement in plan.placements if placement.step == "charge")
    assert charge.cost > 0
    assert plan.cost_of_overrides > 0


def test_without_overrides_nothing_is_added() -> None:
    assert boundary_plan(assessed(order())).cost_of_overrides == 0


def test_a_step_that_no_crossing_pays_for_says_so() -> None:
    found = placed(step("a", immediate=True), step("b"), step("c", immediate=True))

    assert found["b"].reason == (
        "Orchestrated: its result may settle later, but a crossing here would not pay for itself."
    )


def test_a_thousand_steps_get_their_sides() -> None:
    long = line(*(step(f"s{number}", immediate=number % 7 < 4) for number in range(1000)))

    assert len(placements(assessed(long))) == 1000
