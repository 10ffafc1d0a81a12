"""A definition as tables: numbers, roles and thresholds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.maps import chain, draw, gateway, order, step, timer
from workflows.definition.model import EventKind, Flow, Node, NodeKind
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

    assert compiled.ids[-2:] == ("undo a", "undo b")


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

    [exit_] = compiled.timers[at(compiled, "a")]
    assert (exit_.node, exit_.delay, exit_.interrupting) == (at(compiled, "late"), 2_000_000, True)


def test_a_step_without_participant_belongs_to_nobody_in_particular() -> None:
    compiled = compile_map(chain(replace(step("a"), participant=None)))

    assert compiled.participants[compiled.rules[at(compiled, "a")].participant] == ""


def test_only_nodes_before_an_inclusive_join_reach_it() -> None:
    meet = gateway("meet", NodeKind.INCLUSIVE)
    flows = ["start > a", "start > b", "a > meet", "b > meet", "meet > c"]
    compiled = compile_map(draw([step("a"), step("b"), meet, step("c")], flows))

    reaching = compiled.reaching[at(compiled, "meet")]
    assert {compiled.ids[node] for node in reaching} == {"start", "a", "b"}
