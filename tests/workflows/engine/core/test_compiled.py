"""A definition as tables: numbers, roles and thresholds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.maps import chain, draw, gateway, order, step, timer
from tests.workflows.engine.shapes import scope, start, undone_by
from workflows.definition.model import EventKind, Flow, Node, NodeKind, Variable, VariableType
from workflows.engine.core.compiled import CompiledMap, Role, compile_map
from workflows.engine.core.streams import FULL


def at(compiled: CompiledMap, name: str) -> int:
    return compiled.ids.index(name)


def test_each_step_that_can_be_undone_has_an_undo_node() -> None:
    compiled = compile_map(order())

    undo = compiled.rules[at(compiled, "charge")].undo
    assert compiled.ids[undo] == "undo charge"
    assert compiled.rules[undo].undoes == at(compiled, "charge")


def test_one_compensation_may_undo_several_steps() -> None:
    one, other = step("a", undo=True), step("b", undo=True)
    assert one.requirements is not None
    shared = replace(other, requirements=one.requirements)
    compiled = compile_map(chain(one, shared))

    assert compiled.ids[-3:-1] == ("undo a", "undo b")


def test_a_gateway_is_a_join_only_where_flows_meet() -> None:
    split, join = gateway("split", NodeKind.PARALLEL), gateway("join", NodeKind.PARALLEL)
    compiled = compile_map(draw([split, join], ["start > split", "split > join", "split > join"]))

    assert compiled.roles[at(compiled, "split")] is Role.PASS
    assert compiled.roles[at(compiled, "join")] is Role.JOIN


def test_what_probabilities_leave_open_is_shared_equally() -> None:
    way = gateway("way", NodeKind.DECISION)
    flows = ["way > a 0.5", "way > b", "way > c"]
    compiled = compile_map(draw([way, step("a"), step("b"), step("c")], flows))

    bounds = [bound / FULL for bound in compiled.chances[at(compiled, "way")]]
    assert bounds == pytest.approx([0.5, 0.75, 1.0])


def test_probabilities_that_do_not_sum_are_scaled() -> None:
    way = gateway("way", NodeKind.DECISION)
    compiled = compile_map(draw([way, step("a"), step("b")], ["way > a 0.3", "way > b 0.1"]))

    bounds = [bound / FULL for bound in compiled.chances[at(compiled, "way")]]
    assert bounds == pytest.approx([0.75, 1.0])


def test_a_flow_that_leads_nowhere_is_left_out() -> None:
    map_ = chain(step("a"))
    dangling = replace(map_, flows=(*map_.flows, Flow(id="x", source="a", target="nowhere")))

    assert compile_map(dangling).outgoing == compile_map(map_).outgoing


def test_a_plain_start_goes_before_one_that_waits() -> None:
    waits = Node(id="waits", name="", kind=NodeKind.START, event=EventKind.MESSAGE)
    compiled = compile_map(draw([waits, step("a")], ["start > a", "waits > a"]))

    assert [compiled.ids[node] for node in compiled.starts] == ["start"]


def test_a_boundary_timer_belongs_to_its_step() -> None:
    compiled = compile_map(draw([step("a"), timer("late", "a", 2.0)], ["start > a"]))
    late = at(compiled, "late")

    assert compiled.boundaries[at(compiled, "a")] == (late,)
    assert compiled.waits[late] == 2_000_000
    assert compiled.interrupting[late]


def test_a_step_without_participant_belongs_to_nobody_in_particular() -> None:
    compiled = compile_map(chain(replace(step("a"), participant=None)))

    assert compiled.participants[compiled.rules[at(compiled, "a")].participant] == ""


def test_conditions_over_declared_variables_are_compiled() -> None:
    map_ = draw([gateway("way", NodeKind.DECISION), step("a")], ["start > a", "a > way"])
    rich = Variable(name="rich", type=VariableType.BOOLEAN, source="a")
    flow = Flow(id="x", source="way", target="end", condition="not rich")
    compiled = compile_map(replace(map_, flows=(*map_.flows, flow), variables=(rich,)))

    [test] = compiled.tests
    assert test.sources == (at(compiled, "a"),)
    assert compiled.flow_tests == (-1, -1, 0)


def test_a_condition_that_cannot_be_read_is_left_to_chance() -> None:
    map_ = draw([gateway("way", NodeKind.DECISION)], ["start > way"])
    flow = Flow(id="x", source="way", target="end", condition="ask the boss")
    compiled = compile_map(replace(map_, flows=(*map_.flows, flow)))

    assert compiled.flow_tests == (-1, -1)


def test_behind_the_undo_nodes_stands_the_process() -> None:
    compiled = compile_map(order())

    assert compiled.processes == (len(compiled.ids) - 1,)
    assert compiled.roles[-1] is Role.SCOPE


def test_a_handler_that_is_a_scope_needs_no_undo_node() -> None:
    back = scope("refund", [start("begin")], for_compensation=True)
    whole, *inside = scope("sub", [start("in")])
    compiled = compile_map(draw([undone_by(whole, "refund"), *inside, *back], []))

    assert compiled.undo[at(compiled, "sub")] == at(compiled, "refund")
