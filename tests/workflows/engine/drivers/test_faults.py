"""Faults as data."""

from __future__ import annotations

from dataclasses import fields

from workflows.engine.drivers.faults import EXTRAS, OCCASIONS, Fault, FaultKind


def test_every_kind_says_at_what_it_strikes() -> None:
    assert set(OCCASIONS) == set(FaultKind)


def test_a_fault_without_schedule_strikes_always() -> None:
    fault = Fault(kind=FaultKind.MESSAGE_LOST)

    assert fault.share == 1.0
    assert (fault.step, fault.participant, fault.window) == (None, None, None)
    assert (fault.nth, fault.case) == (None, None)


def test_extras_are_fields_of_a_fault() -> None:
    assert EXTRAS.keys() <= {field.name for field in fields(Fault)}
