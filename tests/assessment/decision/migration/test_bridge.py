"""What is passed on between old and new."""

from __future__ import annotations

import pytest

from assessment.decision.migration.bridge import relays_of
from assessment.decision.migration.knowledge import load_migration
from assessment.decision.migration.parts import Conduct, Relay
from tests.assessment.decision.maps import line, step
from tests.assessment.decision.migration.paths import ways_of
from workflows.definition.model import NodeKind, OnFailure


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Conduct.ORCHESTRATED, Conduct.EVENT_DRIVEN, "event"),
        (Conduct.EVENT_DRIVEN, Conduct.ORCHESTRATED, "command"),
        (Conduct.BY_HAND, Conduct.ORCHESTRATED, "command"),
        (Conduct.BY_HAND, Conduct.EVENT_DRIVEN, "event"),
        (Conduct.ORCHESTRATED, Conduct.BY_HAND, "task"),
        (Conduct.EVENT_DRIVEN, Conduct.BY_HAND, "task"),
        (Conduct.NOT_BUILT, Conduct.ORCHESTRATED, "stand-in"),
        (Conduct.EVENT_DRIVEN, Conduct.NOT_BUILT, "stand-in"),
    ],
)
def test_each_pair_of_conducts_has_its_relay(before: Conduct, after: Conduct, kind: str) -> None:
    assert [relay.kind for relay in _relays(before, after)] == [kind]


@pytest.mark.parametrize("conduct", list(Conduct))
def test_steps_conducted_alike_need_no_relay(conduct: Conduct) -> None:
    assert _relays(conduct, conduct) == ()


def test_an_event_is_named_after_its_step() -> None:
    (relay,) = _relays(Conduct.ORCHESTRATED, Conduct.EVENT_DRIVEN)

    assert "“A done”" in relay.text
    assert "“B” listens" in relay.text


def test_a_crossing_of_the_recommended_model_stays() -> None:
    now = {"a": Conduct.ORCHESTRATED, "b": Conduct.EVENT_DRIVEN}

    (relay,) = relays_of(ways_of(line(step("a"), step("b"))), now, now, load_migration())

    assert relay.stays


def test_a_crossing_on_the_way_does_not_stay() -> None:
    assert not _relays(Conduct.ORCHESTRATED, Conduct.EVENT_DRIVEN)[0].stays


def test_a_failure_must_reach_whoever_undoes_elsewhere() -> None:
    assert _failures(Conduct.ORCHESTRATED) == ["“Send failed” must reach whoever undoes “Pay”."]


def test_a_failure_among_steps_conducted_alike_is_heard_anyway() -> None:
    assert _failures(Conduct.EVENT_DRIVEN) == []


def _relays(before: Conduct, after: Conduct) -> tuple[Relay, ...]:
    ways = ways_of(line(step("a"), step("b")))
    target = dict.fromkeys(("a", "b"), Conduct.ORCHESTRATED)
    return relays_of(ways, {"a": before, "b": after}, target, load_migration())


def _failures(paid: Conduct) -> list[str]:
    sent = Conduct.EVENT_DRIVEN
    ways = ways_of(
        line(
            step("pay", undo="refund"),
            step("send", on_failure=OnFailure.COMPENSATE),
            step("refund", kind=NodeKind.COMPENSATION),
        )
    )
    now = {"pay": paid, "refund": paid, "send": sent}
    relays = relays_of(ways, now, now, load_migration())
    return [relay.text for relay in relays if relay.kind == "failure"]
