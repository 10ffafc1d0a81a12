"""The verdict as immutable data: scores, answers with their evidence, boundary, findings.

``assessment.decision.verdict.verdict_for`` makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.definition.findings import Finding
from workflows.definition.model import OrchestrationModel, Side

__all__ = [
    "AnsweredQuestion",
    "Evidence",
    "Flip",
    "Placement",
    "Suggestion",
    "Verdict",
    "Witness",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A fact behind a suggested answer: ``text`` for people ("4 of 7 steps need immediate
    consistency"), ``fact`` the key of where it was stated (``context.event_experience``,
    ``matrix.consistency``, ``map``), ``pull`` by how much it moves the answer up or down, ``why``
    what the rule behind it believes (empty where the text says it)."""

    text: str
    fact: str
    pull: float
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The suggested answer 1 to 5, the range it may lie in, and why."""

    question: str
    value: int
    low: int
    high: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question as it enters the score. ``stated`` is False where nobody answered and the
    suggestion stands in. ``suitability`` is the table's 0 to 100 per model for this answer,
    ``points`` what the question adds to each model's score (weight x suitability / 100)."""

    question: str
    title: str
    answer: int
    meaning: str
    stated: bool
    reason: str
    weight: float
    suggestion: Suggestion
    suitability: Mapping[OrchestrationModel, float]
    points: Mapping[OrchestrationModel, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The smallest single change that gives another model the lead: ``what`` is ``answer`` or
    ``weight``, ``before`` and ``after`` its values, ``winner`` who then leads."""

    what: str
    question: str
    title: str
    before: float
    after: float
    winner: OrchestrationModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The side of one step under hybrid and why. ``suggested`` is the rule's side;
    ``overridden`` says that the team chose otherwise or pinned it."""

    step: str
    name: str
    side: Side
    reason: str
    suggested: Side
    overridden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One of three views on the question: ``matrix``, ``map`` or ``sandbox``. ``says`` is None
    where the witness cannot tell (no experiment yet, or nothing separates the models)."""

    name: str
    says: OrchestrationModel | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The whole answer.

    ``scores`` run from 0 to 100 in ranking order, best first. ``margin`` is the lead in points,
    ``close_call`` whether it lies under the stated margin of the knowledge base
    (``knowledge_version``). ``sentence`` is what a sponsor can quote.
    """

    recommended: OrchestrationModel
    scores: Mapping[OrchestrationModel, float]
    margin: float
    close_call: bool
    sentence: str
    questions: tuple[AnsweredQuestion, ...]
    flips: tuple[Flip, ...]
    boundary: tuple[Placement, ...]
    witnesses: tuple[Witness, ...]
    findings: tuple[Finding, ...]
    knowledge_version: str
