"""What keeps a fault from running is said with the fault's number and the mend."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import chain, step
from workflows.sandbox.fault_checks import fault_problems
from workflows.sandbox.fault_notation import parse_fault

MAP = chain(step("pay"), step("ship"))
SERVICE = MAP.participants[0].id


def told(*faults: str, cases: int = 100) -> list[str]:
    return [str(p) for p in fault_problems([parse_fault(text) for text in faults], cases, MAP)]


@pytest.mark.parametrize(
    "text",
    [
        "step-error share=1% step=pay",
        "step-slow factor=3 window=0s..10s",
        f"participant-crash participant={SERVICE} nth=2 case=99",
        "orchestrator-crash point=before-send",
        "broker-outage window=1m..2m",
        "broker-outage nth=4 duration=1m",
        "human-late duration=1h share=10%",
    ],
)
def test_sound_faults_can_run(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("message-lost nth=0", "nth counts from 1, got 0"),
        ("message-lost case=100", "case must be from 0 to 99, got 100"),
        ("message-lost window=2m..1m", "window must end after it begins, got 120 s to 60 s"),
        ("step-slow factor=0.5", "factor must be 1 or more, got 0.5"),
        ("step-slow factor=inf", "factor must be 1 or more, got inf"),
        ("broker-outage", "would never end; give it a window, an nth or a share"),
        ("message-lost factor=3", "factor means nothing here; it belongs to step-slow"),
        ("step-error point=after-send", "point means nothing here"),
        ("message-lost duration=5s", "duration means nothing here"),
        ("new-version", "state map and time as the scenario's new_version"),
        (
            f"orchestrator-crash participant={SERVICE}",
            "participant means nothing here; participant-crash strikes a participant",
        ),
    ],
)
def test_a_fault_that_cannot_run_is_told(text: str, message: str) -> None:
    (found,) = told(text)

    assert found.startswith(f"scenario: fault 1 ({text.split()[0]}): ")
    assert message in found


def test_a_mistyped_step_is_told_with_the_nearest() -> None:
    assert told("message-lost step=shp") == [
        "scenario: fault 1 (message-lost): the map has no step 'shp'; did you mean 'ship'?"
    ]


def test_an_unknown_participant_is_told_with_the_known_ones() -> None:
    (found,) = told("participant-crash participant=zzz")

    assert found.endswith("the map has no participant 'zzz'; its participants are pay, ship")


def test_a_step_of_either_version_can_be_struck() -> None:
    fault, newer = parse_fault("message-lost step=charge"), chain(step("charge"))

    assert list(fault_problems([fault], 100, MAP, newer)) == []
    assert len(list(fault_problems([fault], 100, MAP))) == 1


def test_all_faults_are_looked_at() -> None:
    found = told("message-lost nth=0", "message-lost", "message-lost case=5000")

    assert [text.split()[2] for text in found] == ["1", "3"]
