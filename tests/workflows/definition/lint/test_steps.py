"""Findings about single steps: effects, repeats, times, people."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.definition.lint.maps import codes, healthy
from tests.workflows.definition.steps import chain, node, stated
from workflows.definition.findings import Severity
from workflows.definition.lint import lint
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind


def test_an_effect_that_nothing_undoes_is_high() -> None:
    definition = stated(healthy(), "charge", compensation="none")

    found = next(f for f in lint(definition) if f.code == "effect-without-undo")

    assert (found.where, found.severity) == ("charge", Severity.HIGH)


def test_the_last_effect_needs_no_undo() -> None:
    definition = chain(node("ship"), node("end", NodeKind.END))

    assert "effect-without-undo" not in codes(stated(definition, "ship", effect="yes"))


def test_the_last_effect_of_a_sub_process_is_followed_by_what_comes_behind_it() -> None:
    inner = replace(node("ship"), parent="x")
    definition = chain(node("x", NodeKind.SUB_PROCESS), node("bill"))
    nested = stated(replace(definition, nodes=(*definition.nodes, inner)), "ship", effect="yes")

    assert "effect-without-undo" in codes(nested)


def test_retrying_what_is_not_idempotent_is_found() -> None:
    assert "retry-without-idempotency" in codes(stated(healthy(), "charge", idempotent="no"))


def test_one_try_needs_no_idempotency() -> None:
    definition = stated(healthy(), "charge", idempotent="no", max_attempts="1")

    assert "retry-without-idempotency" not in codes(definition)


def test_a_service_step_without_timeout_is_found() -> None:
    assert "no-timeout" in codes(stated(healthy(), "charge", timeout="none"))


def test_a_timeout_below_the_usual_time_is_found() -> None:
    assert "timeout-too-short" in codes(stated(healthy(), "charge", timeout="100ms"))


def test_a_human_step_without_deadline_is_found() -> None:
    assert "human-without-deadline" in codes(stated(healthy(), "approve", deadline="none"))


def test_a_boundary_timer_is_a_deadline() -> None:
    definition = stated(healthy(), "approve", deadline="none")
    late = replace(
        node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, timer=60.0, attached_to="approve"
    )
    timed = replace(
        definition,
        nodes=(*definition.nodes, late),
        flows=(*definition.flows, Flow(id="f", source="late", target="end")),
    )

    assert "human-without-deadline" not in codes(timed)


def test_many_human_steps_that_nobody_looked_at_make_one_finding() -> None:
    people = [node(f"p{number}", NodeKind.USER_TASK) for number in range(6)]

    found = [f for f in lint(chain(*people)) if f.code == "human-without-deadline"]

    assert [f.message[:13] for f in found] == ["6 human steps"]


def test_a_deadline_without_escalation_is_found() -> None:
    assert "deadline-without-escalation" in codes(stated(healthy(), "approve", escalation=""))


def test_escalating_to_nobody_is_found() -> None:
    assert "escalation-to-nobody" in codes(stated(healthy(), "charge", on_failure="escalate"))


def inside(*beside: Node) -> Definition:
    """A person's step in a sub-process x, and more nodes."""
    ask = replace(node("ask", NodeKind.USER_TASK), parent="x")
    return replace(chain(), nodes=(node("x", NodeKind.SUB_PROCESS), ask, *beside))


def test_a_timer_on_the_sub_process_round_a_step_is_a_deadline() -> None:
    late = replace(node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, attached_to="x")

    assert "human-without-deadline" in codes(inside())
    assert "human-without-deadline" not in codes(inside(late))


def test_an_event_sub_process_that_starts_on_a_timer_is_a_deadline() -> None:
    late = replace(node("late", NodeKind.START), event=EventKind.TIMER, parent="y")
    beside = replace(node("y", NodeKind.EVENT_SUB_PROCESS), parent="x")

    assert "human-without-deadline" not in codes(inside(beside, late))
