"""From a map to what each participant would have to know and do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.proof.choices import Seeded
from tests.proof.maps import grow_map
from tests.workflows.engine.maps import QUICK, chain, draw, gateway, order, step, timer
from tests.workflows.engine.shapes import at_boundary, scope, start, throw
from workflows.definition.model import (
    Definition,
    EventKind,
    Node,
    NodeKind,
    OnFailure,
)
from workflows.engine.coordination.choreography import coordinate, derive_rules
from workflows.engine.coordination.derivation import Derivation
from workflows.engine.coordination.notices import notices
from workflows.engine.coordination.rules import ParticipantRules, Rule, RuleKind
from workflows.engine.coordination.topics import topic_of
from workflows.engine.core.compiled import compile_map


def of(definition: Definition, participant: str) -> ParticipantRules:
    return next(one for one in derive_rules(definition) if one.participant == participant)


def rule_at(definition: Definition, node: str, kind: RuleKind) -> Rule:
    rules = (rule for one in derive_rules(definition) for rule in one.rules)
    return next(rule for rule in rules if (rule.node, rule.kind) == (node, kind))


def does(definition: Definition, participant: str) -> list[str]:
    return [rule.does for rule in of(definition, participant).rules]


def joined(kind: NodeKind = NodeKind.PARALLEL) -> Definition:
    return draw(
        [step("a"), step("b"), gateway("join", kind), step("last")],
        ["start > a", "start > b", "a > join", "b > join", "join > last", "last > end"],
    )


def with_scope(*extra: Node, flows: Sequence[str] = ()) -> Definition:
    """A sub-process of two steps by different participants, and a step behind it."""
    return draw(
        [*scope("scope", [step("a"), step("b")]), step("last"), *extra],
        ["start > scope", "a > b", "scope > last", "last > end", *flows],
    )


def test_whoever_does_the_first_step_takes_new_cases_in() -> None:
    assert does(chain(step("a"), step("b")), "a") == ["begin at 'start'", "do 'a'"]


def test_a_later_step_subscribes_to_what_comes_before_it() -> None:
    assert of(chain(step("a"), step("b")), "b").subscribes == ("'a' done",)


def test_a_step_of_the_same_participant_needs_no_event() -> None:
    map_ = chain(step("a", participant="p"), step("b", participant="p"))

    assert of(map_, "p").publishes == ()
    assert rule_at(map_, "a", RuleKind.DO).then == ("b",)


def test_a_decision_is_settled_by_whoever_comes_before_it() -> None:
    map_ = draw(
        [step("a"), gateway("way", NodeKind.DECISION), step("b"), step("c")],
        ["start > a", "a > way", "way > b", "way > c"],
    )

    told = rule_at(map_, "a", RuleKind.DO).tells
    assert [(one.receiver, one.by) for one in told] == [("b", ("way",)), ("c", ("way",))]


def test_the_participant_behind_a_join_holds_it() -> None:
    join = rule_at(joined(), "join", RuleKind.JOIN)

    assert [heard.topic for heard in join.hears] == ["'a' done", "'b' done"]
    assert (join.waits_for_all, join.then) == (True, ("last",))


def test_whoever_holds_a_join_remembers_its_branches() -> None:
    assert [str(memory) for memory in of(joined(), "last").remembers] == [
        "remembers which branches have reached 'join' until all of them have"
    ]


def test_an_inclusive_join_is_held_until_no_other_branch_can_come() -> None:
    join = rule_at(joined(NodeKind.INCLUSIVE), "join", RuleKind.JOIN)

    assert join.does == "join at 'join' once no other branch can come"
    assert not join.waits_for_all


def test_further_tries_go_through_a_retry_topic_and_end_in_a_dead_letter_topic() -> None:
    retrying = rule_at(chain(step("a")), "a", RuleKind.DO).retrying

    assert str(retrying) == (
        "tries up to 3 times through a.retry, then puts the case into a.dead-letter"
    )


def test_topics_are_called_after_the_name_of_the_participant() -> None:
    map_ = chain(step("a"))
    named = replace(map_.participants[0], name="Payment provider (EU)")

    retrying = rule_at(replace(map_, participants=(named,)), "a", RuleKind.DO).retrying
    assert retrying is not None
    assert retrying.through == "payment-provider-eu.retry"


def test_a_process_that_a_signal_begins_does_not_begin_with_the_case() -> None:
    signalled = start("heard", EventKind.SIGNAL, ref="go", process="other")
    nodes = [step("a"), throw("shout", EventKind.SIGNAL, ref="go"), step("b"), signalled]
    other = replace(step("c"), process="other")
    map_ = draw([*nodes, other], ["start > a", "a > shout", "shout > b", "heard > c"])

    begin = rule_at(map_, "heard", RuleKind.BEGIN)
    assert [heard.topic for heard in begin.hears] == ["signal 'go'"]


def test_each_way_to_fail_is_told() -> None:
    ways = {
        OnFailure.COMPENSATE: "publishes that it failed, and all is undone",
        OnFailure.ESCALATE: "asks people",
        OnFailure.CONTINUE: "goes on as if it were done",
    }

    for way, told in ways.items():
        retrying = rule_at(chain(step("a", on_failure=way)), "a", RuleKind.DO).retrying
        assert retrying is not None
        assert retrying.after == told


def test_an_error_event_takes_the_failure_of_its_step() -> None:
    exit_ = at_boundary("oops", "a", EventKind.ERROR)
    map_ = draw([step("a"), exit_, step("b")], ["start > a", "a > end", "oops > b"])

    retrying = rule_at(map_, "a", RuleKind.DO).retrying
    assert retrying is not None
    assert retrying.after == "leaves it by 'oops'"


def test_undoing_reacts_to_the_failures_that_undo_it() -> None:
    undo = rule_at(order(), "reserve", RuleKind.UNDO)

    assert undo.does == "undo 'reserve' by 'undo-reserve', the latest first"
    assert [heard.topic for heard in undo.hears] == [
        "'reserve' failed",
        "'charge' failed",
        "'ship' failed",
    ]


def test_what_can_be_undone_is_remembered_as_long_as_something_can_fail() -> None:
    [memory] = of(order(), "reserve").remembers

    assert memory.until == "'reserve' and 'charge' and 'ship' cannot fail any more"


def test_a_participant_without_anything_to_undo_still_hears_that_the_case_failed() -> None:
    map_ = draw(
        [step("a", on_failure=OnFailure.COMPENSATE), step("b")],
        ["start > a", "start > b", "a > end", "b > end"],
    )

    assert "drop what is open in 'Test map'" in does(map_, "b")


def test_a_timer_on_a_step_is_measured_by_whoever_does_the_step() -> None:
    map_ = draw([step("a"), timer("late", "a", 60.0), step("b")], ["start > a", "late > b"])

    [measured] = of(map_, "a").timers
    assert (measured.node, measured.timer) == ("late", 60.0)


def test_a_deadline_is_measured_by_the_person_it_concerns() -> None:
    assert [r.timer for r in of(chain(step("a", deadline=3_600.0)), "a").timers] == []
    person = chain(step("a", participant="person", deadline=3_600.0))
    assert [r.timer for r in of(person, "person").timers] == [3_600.0]


def test_whoever_holds_a_scope_hears_when_its_tokens_end() -> None:
    held = rule_at(with_scope(), "scope", RuleKind.HOLD)

    assert [(heard.topic, heard.sender) for heard in held.gathers] == [
        ("a token ended at 'b'", "b")
    ]


def test_an_interrupted_scope_is_dropped_by_all_that_may_have_work_in_it() -> None:
    map_ = with_scope(timer("late", "scope", 60.0), flows=["late > end"])

    assert "drop what is open in 'scope'" in does(map_, "a")
    assert "drop what is open in 'scope'" in does(map_, "b")


def test_an_event_on_a_boundary_is_a_reaction_of_its_own() -> None:
    reaction = rule_at(
        with_scope(timer("late", "scope", 60.0), flows=["late > end"]), "late", RuleKind.REACT
    )

    assert reaction.does == "leave 'scope' by 'late'"


def test_a_signal_is_published_for_all_that_wait_for_it() -> None:
    signal = throw("shout", EventKind.SIGNAL, ref="stop")
    caught = at_boundary("heard", "b", EventKind.SIGNAL, ref="stop")
    map_ = draw(
        [step("a"), signal, step("b"), caught, step("c")],
        ["start > a", "start > b", "a > shout", "shout > c", "heard > end", "b > end"],
    )

    assert "signal 'stop'" in of(map_, "a").publishes
    assert "signal 'stop'" in of(map_, "b").subscribes


def test_undoing_on_purpose_is_asked_for_and_answered() -> None:
    asked = throw("undo-all", EventKind.COMPENSATION)
    map_ = draw(
        [step("a", undo=True), asked, step("b")],
        ["start > a", "a > undo-all", "undo-all > b", "b > end"],
    )

    undo = rule_at(map_, "a", RuleKind.UNDO)
    assert [heard.topic for heard in undo.hears] == ["'undo-all' asks for undoing"]
    assert [told.topic for told in undo.tells] == ["all is undone for 'undo-all'"]


def test_steps_without_a_participant_are_nobodys() -> None:
    lost = Node(id="a", name="a", kind=NodeKind.TASK, requirements=QUICK)

    assert [one.name for one in derive_rules(chain(lost))] == ["nobody"]


@pytest.mark.parametrize("seed", range(10))
def test_whatever_needs_a_message_is_published_by_one_and_heard_by_the_other(seed: int) -> None:
    compiled = compile_map(grow_map(Seeded(seed)))
    ownership = coordinate(compiled, {})
    rules = {one.participant: one for one in Derivation(compiled, ownership).rules()}

    for notice in notices(compiled, ownership):
        topic = topic_of(notice, compiled)
        sender, receiver = (compiled.participants[o] for o in (notice.sender, notice.receiver))
        if not notice.is_local:
            assert topic in rules[sender].publishes
            assert topic in rules[receiver].subscribes
