"""The assessment: everything a team has stated, as immutable data.

It is built by ``assessment.file`` from an assessment file and by the selectors from a project;
everything Podium says about it (``assessment.decision.verdict``) is computed from it and from an
experiment, and from nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.definition.model import Definition, Side
from workflows.sandbox.scenario import Scenario

__all__ = [
    "Answer",
    "Assessment",
    "BoundaryOverride",
    "Context",
    "EventExperience",
    "Perspective",
    "SymptomRating",
    "Team",
]


class Perspective(StrEnum):
    """Who looks: each perspective rates the symptoms it feels."""

    BUSINESS = "business"
    DEVELOPMENT = "development"
    OPERATIONS = "operations"


class EventExperience(StrEnum):
    """What the teams have done with events so far, least first."""

    NONE = "none"
    TRIED = "tried"
    ONE_TEAM = "one-team"
    SEVERAL_TEAMS = "several-teams"
    EVERYDAY = "everyday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team, how many people it has, and the ids of the participants it owns."""

    name: str
    people: int | None = None
    owns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The surroundings of the decision. None or empty means: not stated yet.

    ``regulation`` holds ids of duties (audit, data protection, payment, health, ...),
    ``observability`` ids of what is in place (logs, metrics, tracing, correlation-ids,
    dashboards, alerts), both listed in ``knowledge/context.toml``. ``cases_now`` and
    ``cases_expected`` are cases per hour, now and in two years. ``operations_budget`` is one of
    ``small``, ``medium``, ``large``; ``cloud`` one of ``none``, ``aws``, ``azure``, ``gcp``,
    ``several``. ``summary`` says in a sentence what the process does.
    """

    summary: str = ""
    industry: str = ""
    regulation: tuple[str, ...] = ()
    cases_now: float | None = None
    cases_expected: float | None = None
    teams: tuple[Team, ...] = ()
    event_experience: EventExperience | None = None
    observability: tuple[str, ...] | None = None
    cloud: str = ""
    operations_budget: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomRating:
    """How much one perspective feels a symptom: 0 not at all, 1 a little, 2 clearly, 3 badly."""

    symptom: str
    perspective: Perspective
    severity: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A stated answer, 1 to 5, to one of the five questions, with its reason."""

    question: str
    value: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryOverride:
    """A step that the team puts on a side itself, with its reason."""

    step: str
    side: Side
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything stated. ``answers`` and ``weights`` are keyed by question id; a question that is
    not answered takes its suggested answer, marked so. ``weights`` are points that sum to 100;
    empty means equal weights.
    """

    name: str
    definition: Definition
    context: Context = field(default_factory=Context)
    symptoms: tuple[SymptomRating, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    boundary: Mapping[str, BoundaryOverride] = field(default_factory=dict)
    scenario: Scenario = field(default_factory=Scenario)
    plan_start: dt.date | None = None
