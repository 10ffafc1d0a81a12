"""The rules that each participant would have to follow, read off the map."""

from __future__ import annotations

from tests.workflows.engine.maps import chain, draw, gateway, order, step
from workflows.definition.model import NodeKind
from workflows.engine.coordination.choreography import derive_rules


def test_the_first_step_reacts_to_a_new_case() -> None:
    first = derive_rules(chain(step("a"), step("b")))[0]

    assert (first.subscribes, first.does, first.publishes) == ((), "a", ("'a' done",))


def test_a_later_step_subscribes_to_what_comes_before_it() -> None:
    assert derive_rules(chain(step("a"), step("b")))[1].subscribes == ("'a' done",)


def test_a_decision_is_settled_by_whoever_comes_before_it() -> None:
    map_ = draw(
        [step("a"), gateway("way", NodeKind.DECISION), step("b"), step("c")],
        ["start > a", "a > way", "way > b", "way > c"],
    )

    assert [rule.subscribes for rule in derive_rules(map_)[1:]] == [("'a' done",), ("'a' done",)]


def test_a_step_behind_a_join_waits_for_all_branches() -> None:
    map_ = draw(
        [step("a"), step("b"), gateway("join", NodeKind.PARALLEL), step("last")],
        ["start > a", "start > b", "a > join", "b > join", "join > last"],
    )

    last = derive_rules(map_)[2]
    assert (last.subscribes, last.waits_for_all) == (("'a' done", "'b' done"), True)


def test_undoing_reacts_to_the_failures_that_undo_it() -> None:
    undo = next(rule for rule in derive_rules(order()) if rule.does == "undo reserve")

    assert undo.participant == "reserve"
    assert undo.subscribes == ("'reserve' failed", "'charge' failed", "'ship' failed")


def test_a_rule_prints_as_a_sentence() -> None:
    assert str(derive_rules(order())[1]) == (
        "charge: on 'reserve' done, do charge, then publish 'charge' done, 'charge' failed"
    )
