"""Findings about how steps hang together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.workflows.definition.lint.maps import codes, healthy
from tests.workflows.definition.steps import chain, node, stated
from workflows.definition.lint import MANY_STEPS, lint
from workflows.definition.model import Definition, EventKind, Flow, NodeKind


def decision(**second: Any) -> Definition:
    nodes = (node("ok", NodeKind.DECISION), node("a"), node("b"))
    flows = (
        Flow(id="fa", source="ok", target="a", condition="big"),
        replace(Flow(id="fb", source="ok", target="b", condition="small"), **second),
    )
    return replace(chain(*nodes), flows=flows)


def test_a_decision_without_default_is_found() -> None:
    assert "decision-without-default" in codes(decision())


def test_a_decision_with_a_default_is_fine() -> None:
    assert "decision-without-default" not in codes(decision(default=True))


def test_what_no_case_reaches_is_found() -> None:
    definition = replace(healthy(), nodes=(*healthy().nodes, node("island")))

    found = [f.where for f in lint(definition) if f.code == "unreachable"]

    assert found == ["island"]


def test_a_dead_end_is_found_where_the_map_has_ends() -> None:
    definition = replace(
        healthy(),
        nodes=(*healthy().nodes, node("stop")),
        flows=(*healthy().flows, Flow(id="f", source="charge", target="stop")),
    )

    assert "dead-end" in codes(definition)


def test_too_much_in_one_orchestrator_is_found() -> None:
    steps = [node(f"s{number}") for number in range(MANY_STEPS + 1)]

    assert "too-much-in-one" in codes(chain(*steps))


def test_immediate_consistency_across_teams_is_found() -> None:
    assert "immediate-across-teams" in codes(stated(healthy(), "charge", consistency="immediate"))


def test_a_loop_around_retries_is_found() -> None:
    failed = replace(node("failed", NodeKind.BOUNDARY), event=EventKind.ERROR, attached_to="charge")
    definition = stated(healthy(), "charge", max_attempts="5")
    looped = replace(
        definition,
        nodes=(*definition.nodes, failed),
        flows=(*definition.flows, Flow(id="f", source="failed", target="charge")),
    )

    assert "retries-multiply" in codes(looped)
