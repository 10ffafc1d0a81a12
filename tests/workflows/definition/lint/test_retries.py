"""Findings about tries that add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.lint.maps import codes, healthy
from tests.workflows.definition.steps import chain, node, stated
from workflows.definition.lint import lint
from workflows.definition.lint.retries import longest_way, worst_time
from workflows.definition.model import (
    Definition,
    EventKind,
    Flow,
    Loop,
    LoopKind,
    NodeKind,
)

RETRIED = {
    "max_attempts": "4",
    "timeout": "10s",
    "initial_interval": "2s",
    "backoff": "2",
    "max_interval": "5s",
}


def two(**more: str) -> Definition:
    """Pay, then ship; each takes 40 s of tries and 2 + 4 + 5 s of waits at its worst."""
    definition = chain(node("pay", name="Pay"), node("ship", name="Ship"))
    return stated(stated(definition, "pay", **RETRIED), "ship", **RETRIED | more)


def told(code: str, definition: Definition) -> str:
    return next((f.message for f in lint(definition) if f.code == code), "")


def test_the_worst_time_is_all_tries_and_the_longest_waits() -> None:
    definition = two()

    assert worst_time(definition, definition.by_id["pay"]) == 40 + 2 + 4 + 5


def test_a_thousand_tries_are_counted_at_once() -> None:
    definition = two(max_attempts="1000", backoff="10")

    assert worst_time(definition, definition.by_id["ship"]) == pytest.approx(10_000 + 2 + 998 * 5)


def test_nobody_is_held_to_tries_that_nobody_stated() -> None:
    definition = replace(chain(node("pay")), sla=1.0)

    assert not {"tries-outlast-sla", "retries-add-up"} & set(codes(definition))


def test_one_step_that_outlasts_the_sla_is_found_there() -> None:
    definition = replace(two(), sla=50.0)

    assert told("tries-outlast-sla", definition) == (
        "'Pay' may take 51s until its 4 tries are used up; the SLA of the whole case is 50s."
    )
    assert "retries-add-up" not in codes(definition)


def test_tries_that_outlast_the_sla_only_together_are_found_on_the_map() -> None:
    assert "a case takes 1m 42s; its SLA is 1m" in told("retries-add-up", replace(two(), sla=60.0))


def test_tries_within_the_sla_are_no_finding() -> None:
    assert "retries-add-up" not in codes(replace(two(), sla=102.0))


def test_a_loop_counts_its_steps_once() -> None:
    definition = two()
    looped = replace(
        definition, flows=(*definition.flows, Flow(id="b", source="ship", target="pay"))
    )

    assert longest_way(looped) == longest_way(definition) == 102


def test_of_two_branches_the_longer_counts() -> None:
    definition = two()
    split = replace(definition, flows=())

    assert longest_way(split) == 51


def test_a_timer_that_fires_before_the_tries_are_used_up_is_found() -> None:
    definition = two()
    timer = replace(
        node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, timer=30.0, attached_to="pay"
    )

    found = replace(definition, nodes=(*definition.nodes, timer))
    patient = replace(definition, nodes=(*definition.nodes, replace(timer, timer=60.0)))
    assert told("retries-outlast-caller", found).startswith("'Pay' tries for up to 51s, but")
    assert "retries-outlast-caller" not in codes(patient)


def test_a_timer_on_a_scope_is_held_against_all_steps_in_it() -> None:
    definition = two()
    scope = node("payment", NodeKind.SUB_PROCESS, name="Payment")
    timer = replace(
        node("late", NodeKind.BOUNDARY), event=EventKind.TIMER, timer=60.0, attached_to="payment"
    )
    inside = [replace(one, parent="payment") for one in definition.nodes]

    found = replace(definition, nodes=(scope, timer, *inside))
    assert told("retries-outlast-caller", found).startswith("2 steps together try for up to 1m 42s")


def test_tries_in_a_repeating_scope_multiply() -> None:
    definition = two()
    scope = replace(
        node("payment", NodeKind.SUB_PROCESS), loop=Loop(kind=LoopKind.STANDARD, maximum=5)
    )
    inside = [replace(one, parent="payment") for one in definition.nodes]

    found = replace(definition, nodes=(scope, *inside))
    assert "is tried 4 times in each of up to 5 rounds: 20 tries" in told("tries-multiply", found)


def test_items_one_after_the_other_are_no_rounds() -> None:
    definition = two()
    scope = replace(node("each", NodeKind.SUB_PROCESS), loop=Loop(kind=LoopKind.SEQUENTIAL))
    inside = [replace(one, parent="each") for one in definition.nodes]

    assert "tries-multiply" not in codes(replace(definition, nodes=(scope, *inside)))


@pytest.mark.parametrize(
    ("sla", "said"), [(7200.0, "2h"), (5400.0, "1h 30m"), (90_000.0, "1d 1h"), (0.5, "500ms")]
)
def test_times_are_told_in_their_two_largest_units(sla: float, said: str) -> None:
    definition = replace(two(timeout="30h"), sla=sla)

    assert told("tries-outlast-sla", definition).endswith(f"the SLA of the whole case is {said}.")


def test_a_person_has_no_tries() -> None:
    definition = replace(stated(healthy(), "approve", max_attempts="5"), sla=1.0)

    assert "approve" not in [f.where for f in lint(definition) if f.code == "tries-outlast-sla"]
