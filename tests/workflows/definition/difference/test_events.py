"""Which events of a newer version those who read the older one can still read."""

from __future__ import annotations

from dataclasses import replace

from tests.workflows.definition.steps import shop, stated
from workflows.definition.difference import event_additions, event_changes
from workflows.definition.model import DataFlow, Definition

PAID = DataFlow(name="paid", source="charge", target="approve", classification="payment")


def with_flows(*flows: DataFlow) -> Definition:
    played = stated(
        stated(shop(), "charge", participant="payments"), "approve", participant="clerk"
    )
    return replace(played, data_flows=flows)


def test_an_event_that_is_gone_breaks_who_reads_it() -> None:
    [change] = event_changes(with_flows(PAID), with_flows())

    assert change.sentence == (
        "“paid” is no longer published, but Clerk reads it and will fail without a word."
    )
    assert (change.event, change.where, change.is_read) == ("paid", "charge", True)


def test_an_event_that_only_its_writer_reads_breaks_nobody_else() -> None:
    own = replace(PAID, target="charge")

    [change] = event_changes(with_flows(own), with_flows())

    assert not change.is_read


def test_a_new_event_breaks_nobody_and_is_named() -> None:
    before, after = with_flows(PAID), with_flows(PAID, replace(PAID, name="sent"))

    assert event_changes(before, after) == ()
    assert event_additions(before, after) == ("sent",)


def test_a_renamed_event_is_no_addition() -> None:
    before, after = with_flows(PAID), with_flows(replace(PAID, name="charged"))

    assert event_additions(before, after) == ()
    assert "is called “charged” now" in event_changes(before, after)[0].sentence
