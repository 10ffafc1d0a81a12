"""Faults in words."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import order
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.fault_wording import SHORT_NAMES, fault_words


def said(text: str) -> str:
    return fault_words(parse_fault(text), order(), lambda share: f"{share:.0%}")


@pytest.mark.parametrize("kind", FaultKind)
def test_every_kind_has_words_and_a_short_name(kind: FaultKind) -> None:
    words = fault_words(Fault(kind=kind, share=0.25), order(), lambda share: f"{share:.0%}")

    assert words.startswith("25% of ")
    assert "{" not in words
    assert SHORT_NAMES[kind]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("message-lost share=5%", "5% of all messages are lost"),
        (
            "step-slow step=charge factor=3",
            "100% of the tries of “charge” take 3 times as long",
        ),
        (
            "orchestrator-crash nth=3 case=17 duration=1m",
            "100% of the orchestrator’s durable writes end in a crash of 1m, "
            "only the 3rd of a case, only in case 17",
        ),
        (
            "broker-outage window=10s..2m",
            "100% of all messages meet a broker that is away for the whole time, "
            "only between 10s and 2m",
        ),
        (
            "participant-crash share=1% participant=bank",
            "1% of the participants’ durable writes about bank end in a crash of 30s",
        ),
    ],
)
def test_the_schedule_is_told(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("nth", "ordinal"), [(1, "1st"), (2, "2nd"), (11, "11th"), (12, "12th"), (23, "23rd")]
)
def test_ordinals_are_english(nth: int, ordinal: str) -> None:
    assert f"only the {ordinal} of a case" in said(f"message-lost nth={nth}")
