"""Whether running cases can go on under a newer version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.workflows.definition.difference.maps import changed, renumbered
from tests.workflows.definition.nested import nested_maps
from tests.workflows.engine.hand import ByHand
from tests.workflows.engine.maps import chain, draw, gateway, step, timer
from tests.workflows.engine.shapes import catch, scope, start
from workflows.definition.difference import Passage, difference, in_flight
from workflows.definition.difference.flight_rules import FLIGHT_RULES
from workflows.definition.model import (
    Definition,
    EventKind,
    Flow,
    Loop,
    LoopKind,
    NodeKind,
    Variable,
    VariableType,
)
from workflows.definition.validation import problems
from workflows.engine.core.versions import MigrationError, migrate

AB = chain(step("a"), step("b"))
UNDO = chain(step("a", undo=True), step("b"))
FORK = draw(
    [gateway("fork", NodeKind.PARALLEL), step("a"), step("b"), gateway("join", NodeKind.PARALLEL)],
    ["start > fork", "fork > a", "fork > b", "a > join", "b > join", "join > end"],
)
WAIT = chain(catch("w", EventKind.MESSAGE, ref="paid"))
LATE = draw([step("a"), timer("late", "a", 60)], ["start > a", "a > end", "late > end"])


def without(definition: Definition, node_id: str) -> Definition:
    """The map without a node and its flows."""
    nodes = tuple(n for n in definition.nodes if n.id != node_id)
    flows = tuple(f for f in definition.flows if node_id not in (f.source, f.target))
    return replace(definition, nodes=nodes, flows=flows)


def with_flow(definition: Definition, source: str, target: str) -> Definition:
    flow = Flow(id=f"{source}-{target}", source=source, target=target)
    return replace(definition, flows=(*definition.flows, flow))


def told(before: Definition, after: Definition) -> list[tuple[str, str]]:
    return [(impact.code, impact.where) for impact in in_flight(before, after).impacts]


def test_an_equal_version_lets_every_case_go_on() -> None:
    found = in_flight(AB, AB)

    assert found.passage is Passage.FREE
    assert found.sentence.startswith("Running cases can go on")


def test_requirements_apply_from_the_next_try_on() -> None:
    needs = replace(AB.by_id["a"].requirements or pytest.fail("no row"), timeout=1.0)

    assert told(AB, changed(AB, "a", requirements=needs)) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "where"),
    [
        (AB, without(AB, "b"), "gone", "b"),
        (AB, chain(step("a"), step("n"), step("b")), "new-step", "n"),
        (AB, changed(AB, "a", kind=NodeKind.USER_TASK), "another-kind", "a"),
        (AB, changed(AB, "a", participant="b"), "another-performer", "a"),
        (AB, changed(AB, "a", loop=Loop(kind=LoopKind.PARALLEL)), "another-loop", "a"),
        (FORK, without(FORK, "a"), "join-lost-a-flow", "join"),
        (FORK, with_flow(FORK, "fork", "join"), "join-waits-for-more", "join"),
        (WAIT, changed(WAIT, "w", ref="sent"), "another-event", "w"),
        (LATE, without(LATE, "late"), "gone", "late"),
        (without(LATE, "late"), LATE, "new-event", "late"),
        (LATE, changed(LATE, "late", timer=5.0), "another-event", "late"),
        (UNDO, chain(step("a"), step("b")), "undo-gone", "a"),
        (chain(step("a"), step("b")), UNDO, "new-undo", "a"),
    ],
)
def test_each_rule_names_its_change(
    before: Definition, after: Definition, code: str, where: str
) -> None:
    assert (code, where) in told(before, after)


def test_a_step_inside_a_new_scope_blocks() -> None:
    deeper = draw(scope("sub", [start("in"), step("a")]), ["start > sub", "in > a"])

    assert ("another-scope", "a") in told(chain(step("a")), deeper)


def test_ids_given_anew_need_a_mapping_and_nothing_else() -> None:
    found = in_flight(AB, renumbered(AB))

    assert {impact.code for impact in found.impacts} == {"renumbered"}
    assert found.sentence == "Running cases can go on; 2 changes need a look first."


def test_a_condition_about_a_new_variable_is_told() -> None:
    before = draw([gateway("g", NodeKind.DECISION), step("a")], ["start > g", "g > a", "g > end"])
    flows = tuple(replace(f, condition="total > 5") if f.id == "f1" else f for f in before.flows)
    total = Variable(name="total", type=VariableType.NUMBER, low=1, high=9)

    found = told(before, replace(before, flows=flows, variables=(total,)))

    assert found == [("unknown-variable", ""), ("new-ways", "g")]


def test_a_participant_that_may_be_undoing_must_stay() -> None:
    after = replace(UNDO, participants=UNDO.participants[1:])

    assert ("performer-gone", "a") in told(UNDO, after)


def test_what_blocks_comes_first_and_is_counted() -> None:
    after = without(chain(step("n"), step("a"), step("b")), "b")

    found = in_flight(AB, after)

    assert [impact.code for impact in found.impacts] == ["gone", "new-step"]
    assert found.sentence == "Not every running case can go on: 1 change is in the way."


def test_called_maps_count_too() -> None:
    before, after = (replace(AB, called=(replace(m, id="in", name="In"),)) for m in (AB, UNDO))

    assert in_flight(before, after).impacts[0].sentence.startswith("In “In”: ")


def test_every_rule_has_a_reason_and_a_source() -> None:
    assert all(rule.why and rule.source for rule in FLIGHT_RULES.values())


_MUTATIONS: tuple[Callable[[Definition, str], Definition], ...] = (
    without,
    lambda definition, node: changed(definition, node, parent=None),
    lambda definition, node: changed(definition, node, kind=NodeKind.USER_TASK),
    lambda definition, node: changed(definition, node, name="Other"),
    lambda definition, node: changed(definition, node, loop=None),
    lambda definition, node: changed(definition, node, event=EventKind.SIGNAL),
)


@settings(max_examples=60, deadline=None)
@given(st.data(), nested_maps())
def test_the_sandbox_can_move_every_case_that_may_go_on(
    data: st.DataObject, before: Definition
) -> None:
    assume(not any(n.kind is NodeKind.TRANSACTION and n.loop for n in before.nodes))
    node = data.draw(st.sampled_from([node.id for node in before.nodes]))
    after = data.draw(st.sampled_from(_MUTATIONS))(before, node)
    assume(not problems(after))
    found = difference(before, after)
    assume(in_flight(before, after, found).passage is not Passage.BLOCKED)
    case = ByHand(before).start()
    for _ in range(data.draw(st.integers(0, 4))):
        if at_work := case.at_work:
            name = data.draw(st.sampled_from(at_work))
            number = case.node(name)
            visit = min(visit for n, visit in case.machine.state.open if n == number)
            case.done(name, case.machine.state.open[number, visit], visit)

    try:
        migrate(case.machine.state, case.compiled, ByHand(after).compiled, found.renumbered)
    except MigrationError as error:
        pytest.fail(str(error))
