"""What differs between two experiments: what was asked, and what came out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from assessment.decision.phrases import count
from assessment.decision.records.change import Change, Group
from workflows.definition.quantities import format_duration
from workflows.sandbox.fault_notation import format_fault
from workflows.sandbox.outcome import Experiment
from workflows.sandbox.scenario import Fault, Scenario

__all__ = ["experiment_changes"]

_COMPUTED = frozenset({"boundary", "new_version"})
_DURATIONS = frozenset({"watchdog", "redrive", "standby"})


def experiment_changes(
    asked: tuple[Scenario, Scenario], came: tuple[Experiment | None, Experiment | None]
) -> Iterator[Change]:
    """The fields of the scenario, then what the sandbox said; the boundary is no input."""
    before, after = asked
    for field in fields(Scenario):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in _COMPUTED and old != new:
            what = f"Scenario: {field.name.replace('_', ' ')}"
            yield _change(what, _words(field.name, old), _words(field.name, new))
    if before.new_version != after.new_version:
        yield _change("Scenario: new version", _version(before), _version(after))
    if came[0] != came[1]:
        yield _change("What the sandbox said", _said(came[0]), _said(came[1]))


def _change(what: str, before: str, after: str) -> Change:
    return Change(group=Group.EXPERIMENT, what=what, before=before, after=after)


def _words(field: str, value: Any) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return ", ".join(_item(item) for item in value)
    if isinstance(value, bool):
        return "on" if value else "off"
    return format_duration(value) if field in _DURATIONS else f"{value:,g}"


def _item(item: Any) -> str:
    return format_fault(item) if isinstance(item, Fault) else str(item.value)


def _version(scenario: Scenario) -> str:
    new = scenario.new_version
    return f"live after {format_duration(new.at)}" if new else "none"


def _said(experiment: Experiment | None) -> str:
    if experiment is None:
        return "no run on this map"
    return f"{count(experiment.cases, 'case')}: {experiment.sentence}"
