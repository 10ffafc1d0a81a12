"""The costs as a chapter of the report: sentences and rows of text, ready to be set."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.costs.figures import CostFigures
from assessment.decision.costs.formula import KINDS
from assessment.decision.costs.inputs import KnownInput
from assessment.decision.costs.result import CostEstimate
from assessment.decision.costs.wording import money, money_range, share

__all__ = ["CostChapter", "cost_chapter"]

_CARRIERS = 6

type Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostChapter:
    """``kinds`` holds a row a kind (name, then a range per model of ``models``) and one for all
    of it last, ``carriers`` input, range, cost at both ends, ``tools`` model, tools, cost,
    ``break_evens`` sentences, ``assumptions`` label, range with unit, origin, reason: those that
    somebody stated, counted or implied first. All amounts are in ``currency``."""

    currency: str
    sentence: str
    notes: tuple[str, ...]
    models: tuple[str, ...]
    cheapest: tuple[str, ...]
    kinds: tuple[Row, ...]
    carriers: tuple[Row, ...]
    tools: tuple[Row, ...]
    break_evens: tuple[str, ...]
    assumptions: tuple[Row, ...]


def cost_chapter(figures: CostFigures) -> CostChapter:
    """The chapter of a project's figures."""
    estimate = figures.estimate
    return CostChapter(
        currency=estimate.currency,
        sentence=estimate.sentence,
        notes=tuple(note for note in (estimate.debugging, estimate.caveat) if note),
        models=tuple(one.model.value for one in estimate.models),
        cheapest=tuple(share(one.cheapest) for one in estimate.models),
        kinds=_kinds(estimate),
        carriers=_carriers(estimate),
        tools=tuple(
            (one.model.value, one.name, money_range(one.total, estimate.currency))
            for one in figures.shortlist()
        ),
        break_evens=tuple(one.sentence for one in figures.break_evens),
        assumptions=tuple(
            _assumption(one) for one in sorted(estimate.inputs, key=lambda one: one.is_assumed)
        ),
    )


def _kinds(estimate: CostEstimate) -> tuple[Row, ...]:
    rows = [
        (kind.value, *(money_range(one.kinds[kind]) for one in estimate.models)) for kind in KINDS
    ]
    return (*rows, ("all", *(money_range(one.total) for one in estimate.models)))


def _carriers(estimate: CostEstimate) -> tuple[Row, ...]:
    return tuple(
        (_label(one.input), _spread(one.input), money(one.at_low), money(one.at_high))
        for one in estimate.carriers[:_CARRIERS]
    )


def _assumption(one: KnownInput) -> Row:
    reason = " ".join(text for text in (one.because, one.input.reason) if text)
    return (_label(one), _spread(one), one.origin.value, reason)


def _label(one: KnownInput) -> str:
    model = one.input.model
    return f"{one.input.label}, {model.value}" if model else one.input.label


def _spread(one: KnownInput) -> str:
    low, _, high = (f"{float(f'{value:.3g}'):,.15g}" for value in one.range.values)
    return f"{low} to {high} {one.unit}" if low != high else f"{low} {one.unit}"
