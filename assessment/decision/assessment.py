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
    "KnowledgeSet",
    "Perspective",
    "SeenFacts",
    "StatedCosts",
    "SymptomRating",
    "Team",
    "Weighting",
    "WeightingMethod",
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

    ``current_model`` is how the process runs today: ``none``, ``manual``, ``centralized``,
    ``choreography`` or ``hybrid``. ``delivery`` is how soon a first version must run: ``weeks``,
    ``months``, ``year``. ``changing`` holds the ids of participants that come, go or change about
    every month; ``debugging_share`` (0 to 1) is the share of engineering time that goes into
    finding coordination faults today. ``hosting`` is ``managed``, ``self-run`` or empty for either;
    ``languages`` and ``skills`` hold ids of what the teams write in and of tools they know;
    ``constraints`` ids of what a tool must meet (open-source, on-premises, ...).
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
    current_model: str = ""
    delivery: str = ""
    changing: tuple[str, ...] = ()
    debugging_share: float | None = None
    hosting: str = ""
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomRating:
    """How much one perspective feels a symptom: 0 not at all, 1 a little, 2 clearly, 3 badly."""

    symptom: str
    perspective: Perspective
    severity: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A stated answer, 1 to 5, to one of the five questions, with its reason.

    ``low`` and ``high`` say how far it may be off (``low`` <= ``value`` <= ``high``); None: one
    step either way. ``seen`` is what stood behind the suggestion when it was given; None where
    nobody noted it.
    """

    question: str
    value: int
    reason: str = ""
    low: int | None = None
    high: int | None = None
    seen: SeenFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFacts:
    """The suggested answer when a question was answered, and the facts behind it: the key of each
    to its words. A later difference marks the answer as stale."""

    suggested: int
    facts: Mapping[str, str]


class WeightingMethod(StrEnum):
    """How the weights were found."""

    POINTS = "points"
    """100 points, shared out by hand."""
    RANKING = "ranking"
    """An order of importance, turned into rank-order centroids."""
    PAIRWISE = "pairwise"
    """Each question against each other, turned into the principal eigenvector (AHP)."""
    GROUP = "group"
    """What a closed round of several people came to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """Where the weights come from. ``ranking`` holds groups of equally important questions, the
    most important first; ``pairwise`` how many times as important the first question of a pair is
    as the second, 1/9 to 9; ``spread`` the mean distance of the people of a round from their
    common weights, in points."""

    method: WeightingMethod = WeightingMethod.POINTS
    ranking: tuple[tuple[str, ...], ...] = ()
    pairwise: Mapping[tuple[str, str], float] = field(default_factory=dict)
    spread: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryOverride:
    """A step that the team puts on a side itself, with its reason."""

    step: str
    side: Side
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSet:
    """An organisation's own knowledge in place of what ships with Podium: ``suitability`` and
    ``questions`` hold the text of its TOML files, empty for the shipped one, ``name`` what the
    organisation calls it."""

    name: str = ""
    suitability: str = ""
    questions: str = ""

    @property
    def is_shipped(self) -> bool:
        """Whether nothing stands in place of the shipped knowledge base."""
        return not (self.suitability or self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCosts:
    """What the team stated for the cost model: its ``currency`` (ISO 4217; empty: nobody chose)
    and, by the id of an input in ``knowledge/costs.toml``, the lowest, likeliest and highest
    value. An input that is not here takes its default, marked so."""

    currency: str = ""
    inputs: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything stated. ``answers`` and ``weights`` are keyed by question id; a question that is
    not answered takes its suggested answer, marked so. ``weights`` are points that sum to 100;
    empty means equal weights; ``weighting`` says how they were found.
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
    weighting: Weighting = field(default_factory=Weighting)
    costs: StatedCosts = field(default_factory=StatedCosts)
    knowledge: KnowledgeSet = field(default_factory=KnowledgeSet)
