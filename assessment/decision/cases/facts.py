"""The facts by which cases are compared: read off an assessment, None where nobody has said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.decision.assessment import Assessment, Context
from assessment.decision.evidence.facts import Measure
from assessment.decision.evidence.measures import MEASURES
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import figure, listed
from workflows.definition.model import Definition, NodeKind, ParticipantKind

__all__ = ["MEASURED", "CaseFact", "FactKind", "FactValue", "facts_of"]

type FactValue = float | str | frozenset[str]
"""Numbers and shares as float, orders and choices as their option, flags as ``yes``."""


class FactKind(StrEnum):
    """How two values of a fact are compared."""

    NUMBER = "number"
    SHARE = "share"
    ORDER = "order"
    CHOICE = "choice"
    SET = "set"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """One fact, as ``knowledge/case_facts.toml`` describes it. ``low`` and ``high`` are the ends
    of its scale, ``log`` whether the scale counts in ratios, ``options`` those of an order,
    ``one`` the words for 1."""

    id: str
    kind: FactKind
    label: str
    words: str
    where: str
    weight: float
    low: float = 0.0
    high: float = 1.0
    log: bool = False
    options: tuple[str, ...] = ()
    one: str = ""

    def say(self, value: FactValue, knowledge: Knowledge) -> str:
        """The value as a statement: ``57 % of the steps must agree at once``."""
        if value == 1 and self.kind is FactKind.NUMBER and self.one:
            return self.one
        return self.words.format(self.short(value, knowledge))

    def short(self, value: FactValue, knowledge: Knowledge) -> str:
        """The value alone: ``57 %``, ``4,000``, ``one team runs events``."""
        if isinstance(value, float):
            return f"{100 * value:.0f} %" if self.kind is FactKind.SHARE else figure(value)
        if isinstance(value, frozenset):
            return listed([self._label(one, knowledge) for one in sorted(value)]) or "none"
        return self._label(value, knowledge)

    def _label(self, value: str, knowledge: Knowledge) -> str:
        if self.where == "symptoms":
            return value.replace("-", " ")
        field = self.where.removeprefix("context.")
        known = field in knowledge.context_by_id
        label = knowledge.label(field, value) if known else value.replace("-", " ")
        return label.partition(":")[0]


def facts_of(assessment: Assessment) -> Mapping[str, FactValue]:
    """The facts that the assessment states, by id; one that nobody stated is left out."""
    found = {name: read(assessment) for name, read in MEASURED.items()}
    return {name: value for name, value in found.items() if value is not None}


def _measure(name: str, *, stated: bool = False) -> Callable[[Assessment], float | None]:
    def read(assessment: Assessment) -> float | None:
        measure = MEASURES[name](assessment, None)
        return _value(assessment.definition, measure, stated=stated)

    return read


def _value(definition: Definition, measure: Measure | None, *, stated: bool) -> float | None:
    """With ``stated``, a default of the matrix that nobody has confirmed is no fact."""
    if measure is None or (stated and not _anything_stated(definition, measure.fact)):
        return None
    return measure.value


def _anything_stated(definition: Definition, fact: str) -> bool:
    column = fact.removeprefix("matrix.")
    rows = [step.requirements for step in definition.forward_steps if step.requirements]
    return any(column not in row.assumed for row in rows)


def _steps(assessment: Assessment) -> float | None:
    return float(len(assessment.definition.forward_steps)) or None


def _cases(assessment: Assessment) -> float | None:
    context = assessment.context
    stated = context.cases_now if context.cases_expected is None else context.cases_expected
    return stated or None


def _humans(assessment: Assessment) -> float | None:
    definition = assessment.definition
    steps = definition.forward_steps
    kinds = {p.id: p.kind for p in definition.participants}
    waiting = [
        step
        for step in steps
        if step.kind is NodeKind.USER_TASK
        or kinds.get(step.participant or "") is ParticipantKind.HUMAN
    ]
    return len(waiting) / len(steps) if steps else None


def _pains(assessment: Assessment) -> frozenset[str] | None:
    felt = frozenset(r.symptom for r in assessment.symptoms if r.severity > 1)
    return felt or None


def _duties(assessment: Assessment) -> frozenset[str] | None:
    stated = assessment.context.regulation
    return frozenset(stated) - {"none"} if stated else None


def _context(
    read: Callable[[Context], FactValue | None],
) -> Callable[[Assessment], FactValue | None]:
    return lambda assessment: read(assessment.context)


MEASURED: Mapping[str, Callable[[Assessment], FactValue | None]] = {
    "steps": _steps,
    "cases-per-hour": _cases,
    "decisions-per-second": _measure("decisions-per-second"),
    "immediate-share": _measure("immediate-share", stated=True),
    "undo-share": _measure("compensable-share", stated=True),
    "human-share": _humans,
    "partner-share": _measure("external-share"),
    "teams": _measure("teams"),
    "people": _measure("people"),
    "event-experience": _context(lambda c: c.event_experience and c.event_experience.value),
    "observability": _measure("observability"),
    "operations-budget": _context(lambda c: c.operations_budget or None),
    "duties": _duties,
    "industry": _context(lambda c: c.industry or None),
    "current-model": _context(lambda c: c.current_model or None),
    "delivery": _context(lambda c: c.delivery or None),
    "changing": _context(lambda c: "yes" if c.changing else None),
    "debugging-share": _context(lambda c: c.debugging_share),
    "pains": _pains,
}
"""How each fact is read off an assessment."""
