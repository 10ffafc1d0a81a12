"""Calls that lead to maps of the library."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.definition.steps import chain, node
from workflows.definition.linking import MOST_LEVELS, calls_of, linked
from workflows.definition.model import Definition, NodeKind
from workflows.definition.validation import problems


def calling(*keys: str) -> Definition:
    """A map of steps that call these keys."""
    steps = (replace(node(f"to-{key}"), calls=key) for key in keys)
    return chain(node("start", NodeKind.START), *steps, node("end", NodeKind.END))


def test_a_step_that_calls_a_map_of_the_library_becomes_a_call() -> None:
    found = linked(calling("pay"), {"pay": calling()}).definition

    assert found.by_id["to-pay"].kind is NodeKind.CALL_ACTIVITY
    assert [called.id for called in found.called] == ["pay"]
    assert problems(found) == ()


def test_what_the_library_lacks_stays_a_step() -> None:
    definition = calling("pay")

    assert linked(definition, {}).definition is definition
    assert calls_of(definition) == ("pay",)


def test_maps_that_are_called_by_called_maps_come_along_once() -> None:
    library = {"a": calling("c"), "b": calling("c"), "c": calling()}

    found = linked(calling("a", "b"), library).definition

    assert [called.id for called in found.called] == ["a", "b", "c"]
    assert problems(found) == ()


def test_a_call_that_leads_back_is_a_finding_and_stays_a_step() -> None:
    library = {"main": calling("a"), "a": calling("main")}

    found = linked(library["main"], library, key="main")

    assert found.definition.by_id["to-a"].kind is NodeKind.TASK
    assert [finding.code for finding in found.findings] == ["call-without-end"]
    assert problems(found.definition) == ()


def test_a_ring_among_others_is_not_followed() -> None:
    library = {"a": calling("b"), "b": calling("a")}

    assert problems(linked(calling("a"), library).definition) == ()


def test_calls_are_followed_so_deep_and_no_deeper() -> None:
    library = {f"m{n}": calling(f"m{n + 1}") for n in range(20)}

    found = linked(calling("m0"), library).definition

    assert len(found.called) == MOST_LEVELS
    assert problems(found) == ()
