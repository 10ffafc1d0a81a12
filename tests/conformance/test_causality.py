"""The comparison finds what differs, and only that."""

from __future__ import annotations

from tests.conformance.causality import Cause, Gathering, differences
from tests.conformance.traces import Mark

FLOW, GATE, OUT = Mark("exit", "flow"), Mark("enter", "gate"), Mark("exit", "gate")
CAUSE = Cause(frozenset({FLOW}), GATE)
JOIN = Gathering(frozenset({GATE}), OUT)


def test_a_mark_too_many_or_too_few_is_told() -> None:
    assert differences([], [FLOW, GATE], [FLOW, FLOW]) == [
        "enter:gate happened 0 instead of 1 times",
        "exit:flow happened 2 instead of 1 times",
    ]


def test_an_effect_before_its_cause_is_told() -> None:
    assert differences([CAUSE], [FLOW, GATE], [GATE, FLOW]) == [
        "enter:gate (1.) must come after exit:flow"
    ]


def test_what_is_independent_may_happen_in_any_order() -> None:
    other = Mark("exit", "other")

    assert differences([CAUSE], [FLOW, other, GATE], [FLOW, GATE, other]) == []


def test_the_second_effect_needs_the_second_cause() -> None:
    assert differences([CAUSE], [FLOW, GATE, FLOW, GATE], [FLOW, GATE, GATE, FLOW]) == [
        "enter:gate (2.) must come after exit:flow"
    ]


def test_an_order_that_the_trace_does_not_show_is_not_asked_for() -> None:
    assert differences([CAUSE], [GATE, FLOW], [FLOW, GATE]) == []


def test_a_join_that_opens_too_early_is_told() -> None:
    assert differences([JOIN], [GATE, GATE, OUT], [GATE, OUT, GATE]) == [
        "exit:gate (1.) came after 1 × enter:gate, not 2 ×"
    ]
