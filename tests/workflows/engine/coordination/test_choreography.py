"""Choreography: every node to a participant, and rules for each of them."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, order, step
from workflows.definition.model import Side
from workflows.engine.coordination.choreography import coordinate, derive_rules
from workflows.engine.core.compiled import compile_map


def test_nobody_is_in_the_middle() -> None:
    assert not coordinate(compile_map(order()), {}).orchestrated


def test_the_boundary_of_the_hybrid_model_plays_no_part() -> None:
    compiled = compile_map(order())
    boundary = {"charge": Side.ORCHESTRATED}

    assert coordinate(compiled, boundary) == coordinate(compiled, {})


def test_participants_have_their_rules_in_the_order_of_the_map() -> None:
    derived = derive_rules(chain(step("b"), step("a")))

    assert [one.participant for one in derived] == ["b", "a"]
