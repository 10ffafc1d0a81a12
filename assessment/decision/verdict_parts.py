"""The verdict as immutable data: scores, answers with their evidence, boundary, findings.

``assessment.decision.verdict.verdict_for`` makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.boundary import BoundaryFit, BoundaryPlan, Placement
from assessment.decision.robustness import Robustness
from workflows.definition.findings import Finding
from workflows.definition.model import OrchestrationModel

__all__ = [
    "AnswerChange",
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
    what the rule behind it believes (empty where the text says it), ``key`` which fact it is
    (``immediate-share``, ``symptoms.lost-events``), ``source`` where the rule comes from, and
    ``known`` whether anybody has stated the fact."""

    text: str
    fact: str
    pull: float
    why: str = ""
    key: str = ""
    source: str = ""
    known: bool = True

    @property
    def size(self) -> float:
        """How far it moves the answer, up or down."""
        return abs(self.pull)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The suggested answer 1 to 5, the range it may lie in, and why."""

    question: str
    value: int
    low: int
    high: int
    evidence: tuple[Evidence, ...]

    @property
    def moving(self) -> tuple[Evidence, ...]:
        """The facts that pull, the strongest first."""
        return tuple(sorted((e for e in self.evidence if e.pull), key=lambda e: -e.size))

    @property
    def missing(self) -> tuple[Evidence, ...]:
        """The facts that nobody has stated: they widen the range."""
        return tuple(e for e in self.evidence if not e.known)

    @property
    def still(self) -> tuple[Evidence, ...]:
        """The facts that are known and pull nothing."""
        return tuple(e for e in self.evidence if e.known and not e.pull)

    @property
    def sum(self) -> float:
        """Where the facts together pull the answer, from the middle on and before it is cut."""
        return 3.0 + sum(item.pull for item in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question as it enters the score. ``stated`` is False where nobody answered and the
    suggestion stands in. ``low`` and ``high`` are the range the answer may lie in.
    ``suitability`` is the table's 0 to 100 per model for this answer, hybrid's fitted to the map,
    ``points`` what the question adds to each model's score (weight x suitability / 100)."""

    question: str
    title: str
    answer: int
    meaning: str
    stated: bool
    reason: str
    low: int
    high: int
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
class AnswerChange:
    """One answer of the smallest change that gives another model the lead."""

    question: str
    title: str
    before: int
    after: int


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
    ``close_call`` whether it, or the share of draws that it holds in, is smaller than the knowledge
    base (``knowledge_version``) wants it to be. ``sentence`` is what a sponsor can quote.

    ``smallest_change`` holds the answers that would have to change together, by the fewest steps in
    all, for another model to lead; empty where no answers would do that. ``plan`` is the hybrid
    boundary whose worth entered hybrid's score; ``table_scores`` are the scores by the suitability
    table alone. ``robustness`` says how far the lead stands.
    """

    recommended: OrchestrationModel
    scores: Mapping[OrchestrationModel, float]
    margin: float
    close_call: bool
    sentence: str
    questions: tuple[AnsweredQuestion, ...]
    flips: tuple[Flip, ...]
    smallest_change: tuple[AnswerChange, ...]
    plan: BoundaryPlan
    table_scores: Mapping[OrchestrationModel, float]
    robustness: Robustness
    witnesses: tuple[Witness, ...]
    findings: tuple[Finding, ...]
    knowledge_version: str

    @property
    def boundary(self) -> tuple[Placement, ...]:
        """The side of every step under hybrid, in the order of the map."""
        return self.plan.placements

    @property
    def fit(self) -> BoundaryFit:
        """What the map's best boundary is worth to a hybrid."""
        return self.plan.fit
