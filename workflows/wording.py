"""Scenarios and figures in words, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.model import Definition, OrchestrationModel
from workflows.definition.quantities import format_duration
from workflows.sandbox.fault_wording import SHORT_NAMES, fault_words
from workflows.sandbox.scenario import Scenario

__all__ = ["count", "duration", "percent", "scenario_lines", "scenario_title"]

_NO_BREAK = "\u00a0"


def scenario_title(scenario: Scenario) -> str:
    """The faults in a few words: ``errors, lost messages``; ``no faults`` without any."""
    names = dict.fromkeys(SHORT_NAMES[fault.kind] for fault in scenario.faults)
    return ", ".join(names) or "no faults"


def scenario_lines(scenario: Scenario, definition: Definition) -> tuple[str, ...]:
    """The whole scenario, one sentence per line."""
    return tuple(_lines(scenario, definition))


def _lines(scenario: Scenario, definition: Definition) -> Iterator[str]:
    many = "under each model" if len(scenario.models) > 1 else f"under {scenario.models[0]}"
    again = "" if scenario.replications == 1 else f", {scenario.replications} times over"
    yield f"{count(scenario.cases)} cases, the same ones {many}{again}, seed {scenario.seed}."
    volume = scenario.cases_per_hour or definition.volume.now
    yield f"{count(volume)} cases begin in an hour."
    if not scenario.faults:
        yield "No faults beyond those the matrix states for each step."
    for fault in scenario.faults:
        yield f"{fault_words(fault, definition, percent)}."
    yield f"Outbox {_switch(scenario.outbox)}, inbox {_switch(scenario.inbox)}."
    yield from _attention(scenario)
    if OrchestrationModel.HYBRID in scenario.models:
        yield _boundary(scenario, definition)


def _switch(is_on: bool) -> str:
    return "on" if is_on else "off"


def _attention(scenario: Scenario) -> Iterator[str]:
    """Who looks after cases that went wrong, and what else is not as usual."""
    if scenario.watchdog is not None:
        yield f"A watchdog looks for silent cases every {format_duration(scenario.watchdog)}."
    if scenario.redrive is not None:
        yield f"Dead letters are put back once after {format_duration(scenario.redrive)}."
    if scenario.standby is not None:
        yield f"A standby orchestrator takes over within {format_duration(scenario.standby)}."
    if scenario.new_version is not None:
        yield f"A new version goes live after {format_duration(scenario.new_version.at)}."


def _boundary(scenario: Scenario, definition: Definition) -> str:
    events = [
        step.name or step.id
        for step in definition.forward_steps
        if scenario.boundary.get(step.id) == "event-driven"
    ]
    if not events:
        return "Hybrid: the orchestrator drives every step."
    return f"Hybrid: driven by events are {', '.join(events)}; the orchestrator drives the rest."


def count(number: float) -> str:
    """A count with thousands separated; one decimal below 100 where it has one."""
    if number == int(number) or number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}"


def percent(share: float) -> str:
    """A share in per cent; what is not quite none or not quite all never reads as none or all."""
    if 0 < share < 0.001:
        return f"{share * 100:.2g}{_NO_BREAK}%"
    if 0.999 < share < 1:
        return f">{_NO_BREAK}99.9{_NO_BREAK}%"
    return f"{share * 100:.1f}".removesuffix(".0") + f"{_NO_BREAK}%"


def duration(seconds: float | None) -> str:
    """A measured time in the unit that suits it; a dash where there is none."""
    if seconds is None:
        return "–"
    for unit, size in (("d", 86_400.0), ("h", 3_600.0), ("min", 60.0)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f}{_NO_BREAK}{unit}"
    return f"{seconds:.2f}{_NO_BREAK}s" if seconds < 10 else f"{seconds:.1f}{_NO_BREAK}s"
