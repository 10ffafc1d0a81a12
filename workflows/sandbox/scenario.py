"""What an experiment is asked to do, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.drivers.faults import Fault, FaultKind

__all__ = ["MAX_CASES", "Fault", "FaultKind", "Scenario", "problems"]

MAX_CASES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One experiment: the same cases, seed and faults under each model.

    ``cases_per_hour`` None takes the definition's volume now. ``outbox`` and ``inbox`` switch the
    transactional outbox and the deduplicating inbox of event-driven participants. ``boundary``
    gives the side of each step under hybrid; a step left out is orchestrated.
    """

    cases: int = 1_000
    seed: int = 7
    models: tuple[OrchestrationModel, ...] = tuple(OrchestrationModel)
    cases_per_hour: float | None = None
    faults: tuple[Fault, ...] = ()
    outbox: bool = True
    inbox: bool = True
    boundary: Mapping[str, Side] = field(default_factory=dict)


def problems(scenario: Scenario, definition: Definition) -> tuple[Problem, ...]:
    """Everything that keeps this scenario from running on this map, each with its place."""
    return (
        *_size_problems(scenario),
        *_model_problems(scenario),
        *_fault_problems(scenario, definition),
        *_boundary_problems(scenario, definition),
    )


def _size_problems(scenario: Scenario) -> Iterator[Problem]:
    if not 1 <= scenario.cases <= MAX_CASES:
        message = f"must be from 1 to {MAX_CASES:,}, got {scenario.cases:,}"
        yield Problem(where="scenario: cases", message=message)
    rate = scenario.cases_per_hour
    if rate is not None and not (isfinite(rate) and rate > 0):
        yield Problem(where="scenario: cases_per_hour", message=f"must be above 0, got {rate:g}")


def _model_problems(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.models:
        yield Problem(where="scenario: models", message="name at least one orchestration model")
    if len(set(scenario.models)) < len(scenario.models):
        yield Problem(where="scenario: models", message="names a model twice; name each once")


def _fault_problems(scenario: Scenario, definition: Definition) -> Iterator[Problem]:
    for number, fault in enumerate(scenario.faults, start=1):
        where = f"scenario: fault {number} ({fault.kind.value})"
        if not 0.0 <= fault.share <= 1.0:
            message = f"share must be from 0 to 1 (0 % to 100 %), got {fault.share:g}"
            yield Problem(where=where, message=message)
        if not (isfinite(fault.duration) and fault.duration >= 0.0):
            message = f"duration must be 0 s or more, got {fault.duration:g}"
            yield Problem(where=where, message=message)
        if fault.step is not None:
            yield from _step_problems(where, fault.step, definition)


def _boundary_problems(scenario: Scenario, definition: Definition) -> Iterator[Problem]:
    for step in scenario.boundary:
        yield from _step_problems("scenario: boundary", step, definition)


def _step_problems(where: str, step: str, definition: Definition) -> Iterator[Problem]:
    known = [node.id for node in definition.steps]
    if step not in known:
        message = f"the map has no step '{step}'; its steps are {', '.join(known) or 'none'}"
        yield Problem(where=where, message=message)
