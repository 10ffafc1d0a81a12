"""The knowledge base: the guide as data, typed.

It stands as TOML in ``assessment/knowledge``, so that wording, suitability and rules can be
edited without touching code. ``knowledge_loading.load_knowledge`` reads and
checks all of it once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.decision.assessment import Perspective
from workflows.definition.model import OrchestrationModel

__all__ = [
    "Band",
    "ContextField",
    "ContextSection",
    "FindingTask",
    "Knowledge",
    "ModelTask",
    "Option",
    "PlanRules",
    "Question",
    "Rule",
    "Source",
    "Stage",
    "StepTask",
    "Suitability",
    "Symptom",
    "TaskTemplate",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a statement comes from: a short label and the full title."""

    id: str
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a context field."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextSection:
    """Facts of the context that are asked for together."""

    id: str
    title: str
    help: str


@dataclass(frozen=True, kw_only=True)
class ContextField:
    """A fact of the context that we ask for. ``kind`` is text, number, share (0 to 1), choice,
    choices, participants (ids of the map's) or teams; only choices have ``options``. ``section``
    names what it is asked for with."""

    id: str
    section: str
    kind: str
    label: str
    help: str
    options: tuple[Option, ...]

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """The ids that a value may take."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """A statement that perspectives rate 0 to 3. ``pulls`` moves suggested answers (question id
    to points, felt badly), ``hints`` says which model the symptom speaks for or against."""

    id: str
    statement: str
    perspectives: tuple[Perspective, ...]
    pulls: Mapping[str, float]
    hints: Mapping[OrchestrationModel, float]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the five questions; ``meanings`` spells out the answers 1 to 5."""

    id: str
    title: str
    question: str
    why: str
    meanings: tuple[str, ...]
    source: str

    def meaning(self, answer: int) -> str:
        """What an answer from 1 to 5 stands for."""
        return self.meanings[answer - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suitability:
    """Question x answer x model, 0 to 100, and the reason of each row.

    A call is close under ``close_call_margin`` points or under ``close_call_share`` of the draws;
    ``boundary_share`` is the part of its suitability that hybrid loses without a boundary;
    ``noticeable_delay`` the share of the usual latency by which a model must be faster before the
    sandbox prefers it to an equally sound one.
    """

    version: str
    close_call_margin: float
    close_call_share: float
    boundary_share: float
    noticeable_delay: float
    cells: Mapping[str, tuple[Mapping[OrchestrationModel, float], ...]]
    reasons: Mapping[str, tuple[str, ...]]

    def row(self, question: str, answer: int) -> Mapping[OrchestrationModel, float]:
        """The suitability of every model for an answer from 1 to 5."""
        return self.cells[question][answer - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From this value of a measure on, the pull on the answer."""

    start: float
    pull: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one measure pulls on one suggested answer, and the doubt where it is not known."""

    question: str
    measure: str
    why: str
    doubt: float
    bands: tuple[Band, ...]
    source: str

    def pull(self, value: float) -> float:
        """The pull of the last band that begins at or below ``value``; 0 below all bands."""
        return next((band.pull for band in reversed(self.bands) if band.start <= value), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A week of the plan and the days it spans."""

    week: int
    title: str
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """A task that every plan has. Braces in the texts are filled in by ``plan_for``."""

    key: str
    day: int
    title: str
    because: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTask:
    """A task for the steps of one kind (see ``assessment.decision.plan``)."""

    key: str
    kind: str
    day: int
    title: str
    because: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTask:
    """A task that belongs to some of the models only."""

    key: str
    models: tuple[OrchestrationModel, ...]
    day: int
    title: str
    because: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTask:
    """The day for findings of one code; the code ``*`` serves all that have no own. The task's
    title is the finding's mend. ``covered`` findings have a task of another kind already."""

    code: str
    day: int
    covered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRules:
    """What a plan is made of."""

    stages: tuple[Stage, ...]
    tasks: tuple[TaskTemplate, ...]
    steps: tuple[StepTask, ...]
    models: tuple[ModelTask, ...]
    findings: tuple[FindingTask, ...]

    def week(self, day: int) -> int:
        """The week that a day from 1 to 30 belongs to."""
        return next(stage.week for stage in self.stages if day <= stage.last_day)

    def for_finding(self, code: str) -> FindingTask:
        """The task for a code, or the one that serves all."""
        fallback = next(task for task in self.findings if task.code == "*")
        return next((task for task in self.findings if task.code == code), fallback)

    def due(self, start: dt.date, day: int) -> dt.date:
        """The date on which a task of this day is due."""
        return start + dt.timedelta(days=day - 1)


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Everything the guide and its rules say, in the order of the files. ``base_doubt`` is how
    far a suggestion may be off although every fact is known."""

    context: tuple[ContextField, ...]
    context_sections: tuple[ContextSection, ...]
    symptoms: tuple[Symptom, ...]
    questions: tuple[Question, ...]
    suitability: Suitability
    rules: tuple[Rule, ...]
    base_doubt: float
    plan: PlanRules
    sources: tuple[Source, ...]

    @cached_property
    def question_ids(self) -> tuple[str, ...]:
        """The ids of the five questions, in order."""
        return tuple(question.id for question in self.questions)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def symptom_by_id(self) -> Mapping[str, Symptom]:
        """Symptoms by id."""
        return {symptom.id: symptom for symptom in self.symptoms}

    @cached_property
    def context_by_id(self) -> Mapping[str, ContextField]:
        """Context fields by id."""
        return {field.id: field for field in self.context}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    def label(self, field: str, option: str) -> str:
        """The label of an option of a context field; the id itself where it is not known."""
        options = self.context_by_id[field].options
        return next((known.label for known in options if known.id == option), option)

    def cite(self, source: str) -> str:
        """The short label of a source ("guide, Pitfall 2")."""
        return self.source_by_id[source].label
