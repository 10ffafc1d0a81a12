"""What an experiment is asked to do, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.sandbox.fault_checks import fault_problems, step_problems

__all__ = [
    "CHUNK_CASES",
    "MAX_CASES",
    "MAX_REPLICATIONS",
    "Fault",
    "FaultKind",
    "NewVersion",
    "Scenario",
    "problems",
]

MAX_CASES = 1_000_000
MAX_REPLICATIONS = 1_000
CHUNK_CASES = 2_000
"""Cases that share one simulated world; the next chunk begins with empty queues again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """``definition`` is deployed ``at`` so many seconds; cases that begin later follow it.

    Cases under way by then stay on their version or, with ``migrate``, go over at that moment:
    each of their active nodes becomes the one that ``mapping`` names for it, or the one with its
    own id. A case that has no such node stays, and says so.
    """

    definition: Definition
    at: float
    migrate: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One experiment: the same cases, seed and faults under each model.

    ``cases_per_hour`` None takes the definition's volume now. ``outbox`` and ``inbox`` switch the
    transactional outbox and the deduplicating inbox of event-driven participants. ``boundary``
    gives the side of each step under hybrid; a step left out is orchestrated.

    ``watchdog`` is the time in seconds between two looks for silent cases (None: nobody looks),
    ``redrive`` the time after which each dead letter is put back once (None: never), ``standby``
    the time in which a standby takes over from a crashed orchestrator (None: there is none, and
    the crashed one comes back after its fault's duration).

    ``replications`` repeats the whole with the seeds ``seed``, ``seed + 1``, …, each with
    ``cases`` cases. ``warm_up`` cases at the front of each chunk run but count in no figure,
    because they meet queues that have not filled yet.
    """

    cases: int = 1_000
    seed: int = 7
    models: tuple[OrchestrationModel, ...] = tuple(OrchestrationModel)
    cases_per_hour: float | None = None
    faults: tuple[Fault, ...] = ()
    outbox: bool = True
    inbox: bool = True
    boundary: Mapping[str, Side] = field(default_factory=dict)
    watchdog: float | None = None
    redrive: float | None = None
    standby: float | None = None
    warm_up: int = 0
    replications: int = 1
    new_version: NewVersion | None = None


def problems(scenario: Scenario, definition: Definition) -> tuple[Problem, ...]:
    """Everything that keeps this scenario from running on this map, each with its place."""
    new = scenario.new_version
    versions = (definition, new.definition) if new else (definition,)
    return (
        *_size_problems(scenario),
        *_time_problems(scenario),
        *_model_problems(scenario),
        *fault_problems(scenario.faults, scenario.cases, *versions),
        *_boundary_problems(scenario, definition),
        *_version_problems(scenario, definition),
    )


def _size_problems(scenario: Scenario) -> Iterator[Problem]:
    if not 1 <= scenario.cases <= MAX_CASES:
        message = f"must be from 1 to {MAX_CASES:,}, got {scenario.cases:,}"
        yield Problem(where="scenario: cases", message=message)
    if not 1 <= scenario.replications <= MAX_REPLICATIONS:
        message = f"must be from 1 to {MAX_REPLICATIONS:,}, got {scenario.replications:,}"
        yield Problem(where="scenario: replications", message=message)
    elif scenario.cases * scenario.replications > MAX_CASES >= scenario.cases:
        message = (
            f"{scenario.replications:,} times {scenario.cases:,} cases are more than "
            f"{MAX_CASES:,}; ask for fewer of either"
        )
        yield Problem(where="scenario: replications", message=message)
    room = min(scenario.cases, CHUNK_CASES)
    if scenario.warm_up and not 0 <= scenario.warm_up < room:
        message = f"must be from 0 to {room - 1:,}, so that cases are left; got {scenario.warm_up}"
        yield Problem(where="scenario: warm_up", message=message)


def _time_problems(scenario: Scenario) -> Iterator[Problem]:
    rate = scenario.cases_per_hour
    if rate is not None and not (isfinite(rate) and rate > 0):
        yield Problem(where="scenario: cases_per_hour", message=f"must be above 0, got {rate:g}")
    for name in ("watchdog", "redrive", "standby"):
        seconds = getattr(scenario, name)
        if seconds is not None and not (isfinite(seconds) and seconds > 0):
            message = f"must be longer than 0 s, got {seconds:g}; leave it out to go without"
            yield Problem(where=f"scenario: {name}", message=message)


def _model_problems(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.models:
        yield Problem(where="scenario: models", message="name at least one orchestration model")
    if len(set(scenario.models)) < len(scenario.models):
        yield Problem(where="scenario: models", message="names a model twice; name each once")


def _boundary_problems(scenario: Scenario, definition: Definition) -> Iterator[Problem]:
    for step in scenario.boundary:
        yield from step_problems("scenario: boundary", step, definition)


def _version_problems(scenario: Scenario, definition: Definition) -> Iterator[Problem]:
    new = scenario.new_version
    if new is None:
        return
    where = "scenario: new_version"
    if not (isfinite(new.at) and new.at >= 0):
        yield Problem(where=where, message=f"at must be 0 s or later, got {new.at:g}")
    if new.mapping and not new.migrate:
        yield Problem(where=where, message="has a mapping but does not migrate; say migrate: yes")
    for old, fresh in new.mapping.items():
        if old not in definition.by_id:
            message = f"maps '{old}', which this map does not have"
            yield Problem(where=where, message=message)
        if fresh not in new.definition.by_id:
            message = f"maps '{old}' to '{fresh}', which the new version does not have"
            yield Problem(where=where, message=message)
