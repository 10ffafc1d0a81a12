"""A fault in one line of text, read and written."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind
from workflows.sandbox.fault_notation import FIELDS, fault_values, format_fault, parse_fault

ids = st.from_regex(r"[^\W\d][\w.\-]{0,8}", fullmatch=True)
seconds = st.floats(0, 1e8)
faults = st.builds(
    Fault,
    kind=st.sampled_from(FaultKind),
    share=st.floats(0, 1),
    step=st.none() | ids,
    participant=st.none() | ids,
    window=st.none() | st.tuples(seconds, seconds),
    nth=st.none() | st.integers(0, 10**6),
    case=st.none() | st.integers(0, 10**6),
    point=st.none() | st.sampled_from(CrashPoint),
    duration=seconds,
    factor=st.floats(1, 1e6),
)


@given(faults)
def test_what_is_written_is_read_back_equal(fault: Fault) -> None:
    assert parse_fault(format_fault(fault)) == fault


def test_every_field_can_be_written() -> None:
    assert {"kind", *FIELDS} == {field.name for field in fields(Fault)}


def test_fields_are_read_as_in_a_file() -> None:
    fault = parse_fault("orchestrator-crash nth=3 point=after-write case=17 duration=2m")

    assert fault == Fault(
        kind=FaultKind.ORCHESTRATOR_CRASH,
        nth=3,
        point=CrashPoint.AFTER_WRITE,
        case=17,
        duration=120.0,
    )


def test_a_kind_alone_strikes_always() -> None:
    assert parse_fault("message-lost") == Fault(kind=FaultKind.MESSAGE_LOST, share=1.0)


def test_only_what_differs_from_the_default_is_written() -> None:
    fault = Fault(kind=FaultKind.MESSAGE_LOST, share=0.01, window=(10.0, 120.0))

    assert format_fault(fault) == "message-lost share=1% window=10s..2m"
    assert list(fault_values(fault)) == ["share", "window"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty; known are step-error,"),
        ("mesage-lost", "unknown 'mesage-lost'; did you mean message-lost?"),
        ("message-lost 1%", "expected FIELD=VALUE after the kind, got '1%'"),
        ("message-lost shar=1%", "shar: unknown 'shar'; did you mean share?"),
        ("message-lost share=1 share=2", "states share twice"),
        ("message-lost share=110%", "share: must be between 0% and 100%"),
        ("message-lost share=", "share: must be a share such as 1%"),
        ("message-lost step=", "step: is empty; name an id of the map"),
        ("message-lost nth=-1", "nth: must be a whole number, got '-1'"),
        ("message-lost case=1.5", "case: must be a whole number, got '1.5'"),
        ("message-lost window=10s", "window: must be two times such as 10s..2m, got '10s'"),
        ("message-lost window=10..20", "window: needs a unit"),
        ("orchestrator-crash point=middle", "point: unknown 'middle'; known are before-write,"),
        ("step-slow factor=ten", "factor: must be a number, got 'ten'"),
        ("human-late duration=-1s", "duration: must not be negative"),
    ],
)
def test_a_wrong_text_is_told_with_its_place_and_mend(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_fault(text)
