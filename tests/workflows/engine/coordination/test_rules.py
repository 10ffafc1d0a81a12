"""How rules read, and what they sum up."""

from __future__ import annotations

from workflows.engine.coordination.rules import (
    Heard,
    Memory,
    ParticipantRules,
    Retrying,
    Rule,
    RuleKind,
    Told,
)

CHARGE = Rule(
    kind=RuleKind.DO,
    node="charge",
    does="do 'Charge'",
    hears=(Heard(topic="'Reserve' done", sender="Stock", by=("Enough?",)),),
    then=("Receipt",),
    tells=(
        Told(topic="'Charge' done", receiver="Shipping", concerns="Ship"),
        Told(topic="'Charge' done", receiver="Mail", concerns="Thank"),
    ),
    retrying=Retrying(attempts=3, through="pay.retry", after="asks people"),
)
JOIN = Rule(
    kind=RuleKind.JOIN,
    node="both",
    does="join at 'Both'",
    hears=(Heard(topic="'A' done", sender="A"), Heard(topic="'B' done")),
    waits_for_all=True,
)
WAIT = Rule(kind=RuleKind.WAIT, node="pause", does="wait", timer=60.0)
PAYMENT = ParticipantRules(
    participant="pay",
    name="Payment",
    rules=(CHARGE, JOIN, WAIT),
    remembers=(Memory(what="the branches", until="all have come"),),
)


def test_a_rule_reads_as_an_occasion_and_what_follows() -> None:
    assert str(CHARGE).splitlines() == [
        "on 'Reserve' done where 'Enough?' led here: do 'Charge'",
        "    tries up to 3 times through pay.retry, then asks people",
        "    goes on to 'Receipt'",
        "    publishes 'Charge' done to Shipping and Mail",
    ]


def test_a_join_waits_for_all_that_it_hears() -> None:
    assert str(JOIN) == "on 'A' done and 'B' done: join at 'Both'"


def test_a_rule_that_hears_nothing_begins_when_its_timer_ends() -> None:
    assert str(WAIT) == "on 1m: wait"


def test_what_is_published_by_decision_says_so() -> None:
    told = Told(topic="'A' done", receiver="B", concerns="Second", by=("Way?",))

    assert told.where == " where 'Way?' leads to 'Second'"


def test_only_topics_of_others_are_subscribed_to() -> None:
    assert PAYMENT.subscribes == ("'Reserve' done", "'A' done")


def test_a_topic_with_several_listeners_is_published_once() -> None:
    assert PAYMENT.publishes == ("'Charge' done",)


def test_a_participant_knows_those_it_hears_and_those_it_tells() -> None:
    assert PAYMENT.knows == ("A", "Mail", "Shipping", "Stock")


def test_rules_with_a_time_are_its_timers() -> None:
    assert PAYMENT.timers == (WAIT,)


def test_the_rules_of_a_participant_read_under_its_name() -> None:
    lines = str(PAYMENT).splitlines()

    assert (lines[0], lines[-1]) == ("Payment", "  remembers the branches until all have come")


def test_as_data_the_rules_carry_their_sums() -> None:
    data = PAYMENT.as_json()

    assert data["subscribes"] == ["'Reserve' done", "'A' done"]
    assert data["rules"][0]["tells"][1]["receiver"] == "Mail"
