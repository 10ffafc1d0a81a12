"""What keeps a fault from running on a map, each with its place and its mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches
from math import isfinite

from workflows.definition.findings import Problem
from workflows.definition.model import Definition
from workflows.engine.drivers.faults import EXTRAS, Fault, FaultKind

__all__ = ["fault_problems", "step_problems"]

_DEFAULTS = {field.name: field.default for field in fields(Fault)}


def fault_problems(faults: Sequence[Fault], cases: int, *versions: Definition) -> Iterator[Problem]:
    """Everything wrong with these faults in an experiment of so many cases, in which one or
    several versions of a map run."""
    for number, fault in enumerate(faults, start=1):
        where = f"scenario: fault {number} ({fault.kind.value})"
        for message in _wrong(fault, cases):
            yield Problem(where=where, message=message)
        yield from _unknown_names(where, fault, versions)


def step_problems(where: str, step: str, *versions: Definition) -> Iterator[Problem]:
    """A problem where no version of the map has such a step."""
    known = list(dict.fromkeys(node.id for version in versions for node in version.steps))
    if step not in known:
        message = f"the map has no step '{step}'; {_mend('its steps are', step, known)}"
        yield Problem(where=where, message=message)


def _wrong(fault: Fault, cases: int) -> Iterator[str]:
    if fault.kind is FaultKind.NEW_VERSION:
        yield "has no occasions of its own; state map and time as the scenario's new_version"
    if fault.kind is FaultKind.BROKER_OUTAGE and _never_ends(fault):
        yield "would never end; give it a window, an nth or a share"
    if not 0.0 <= fault.share <= 1.0:
        yield f"share must be from 0 to 1 (0 % to 100 %), got {fault.share:g}"
    if fault.nth is not None and fault.nth < 1:
        yield f"nth counts from 1, got {fault.nth}"
    if fault.case is not None and not 0 <= fault.case < max(cases, 1):
        yield f"case must be from 0 to {max(cases, 1) - 1:,}, got {fault.case:,}"
    yield from _wrong_times(fault)
    yield from _meaningless(fault)


def _never_ends(fault: Fault) -> bool:
    return fault.window is None and fault.nth is None and fault.share >= 1.0


def _wrong_times(fault: Fault) -> Iterator[str]:
    if not (isfinite(fault.duration) and fault.duration >= 0.0):
        yield f"duration must be 0 s or more, got {fault.duration:g}"
    if not (isfinite(fault.factor) and fault.factor >= 1.0):
        yield f"factor must be 1 or more, got {fault.factor:g}"
    if fault.window is not None:
        begin, end = fault.window
        if not (0.0 <= begin < end and isfinite(end)):
            yield f"window must end after it begins, got {begin:g} s to {end:g} s"


def _meaningless(fault: Fault) -> Iterator[str]:
    """Fields that say nothing about this kind: a person who wrote them expects what won't come."""
    for name, kinds in EXTRAS.items():
        if fault.kind not in kinds and getattr(fault, name) != _DEFAULTS[name]:
            able = " and ".join(kind.value for kind in FaultKind if kind in kinds)
            yield f"{name} means nothing here; it belongs to {able}"
    if fault.kind is FaultKind.ORCHESTRATOR_CRASH and fault.participant is not None:
        yield "participant means nothing here; participant-crash strikes a participant"


def _unknown_names(where: str, fault: Fault, versions: Sequence[Definition]) -> Iterator[Problem]:
    if fault.step is not None:
        yield from step_problems(where, fault.step, *versions)
    known = list(dict.fromkeys(name for version in versions for name in version.participants_by_id))
    if fault.participant is not None and fault.participant not in known:
        mend = _mend("its participants are", fault.participant, known)
        message = f"the map has no participant '{fault.participant}'; {mend}"
        yield Problem(where=where, message=message)


def _mend(are: str, wanted: str, known: Sequence[str]) -> str:
    near = get_close_matches(wanted, known, n=1)
    return f"did you mean '{near[0]}'?" if near else f"{are} {', '.join(known) or 'none'}"
