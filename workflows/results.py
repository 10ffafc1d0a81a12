"""An experiment's result as its page shows it: a row per model, bars, the ledger's samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseSample, CaseVerdict, Experiment, ModelOutcome
from workflows.wording import count, duration, percent

__all__ = [
    "BAR_WIDTH",
    "Bar",
    "Ending",
    "EndingRow",
    "ModelRow",
    "Sample",
    "ending_rows",
    "model_rows",
    "samples",
    "verdict_name",
]

BAR_WIDTH = 1_000
"""The length of a whole bar, in units of its drawing."""

_NARROWEST = 4.0

_MEANINGS = {
    CaseVerdict.COMPLETED: "every effect happened exactly once",
    CaseVerdict.COMPENSATED: "what was done was undone",
    CaseVerdict.WAITING: "a person has not answered yet",
    CaseVerdict.DEAD_LETTERED: "parked where somebody looks",
    CaseVerdict.STUCK: "silent, and nobody is told",
    CaseVerdict.INCONSISTENT: "an effect is lost, doubled or left over",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a model's bar: where it begins and how long it is."""

    verdict: CaseVerdict
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Ending:
    """How many cases ended so, and which share of all that is."""

    verdict: CaseVerdict
    cases: int
    count: str
    share: str

    @property
    def is_bad(self) -> bool:
        """Whether a sponsor should see it in red."""
        return self.cases > 0 and self.verdict in (CaseVerdict.INCONSISTENT, CaseVerdict.STUCK)

    @property
    def name(self) -> str:
        """The verdict in words."""
        return verdict_name(self.verdict)


@dataclass(frozen=True, slots=True)
class EndingRow:
    """One verdict, what it means, and how many cases ended so under each model."""

    verdict: CaseVerdict
    meaning: str
    endings: tuple[Ending, ...]

    @property
    def name(self) -> str:
        """The verdict in words."""
        return verdict_name(self.verdict)


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model's figures as text, and the bar of its verdicts."""

    model: OrchestrationModel
    bars: tuple[Bar, ...]
    endings: tuple[Ending, ...]
    p50: str
    p95: str
    p99: str
    messages: str
    writes: str
    retries: str

    @property
    def in_words(self) -> str:
        """The bar for those who do not see it."""
        return ", ".join(f"{one.share} {one.name}" for one in self.endings if one.cases)

    @property
    def completed(self) -> Ending:
        """The cases that went well."""
        return self._ending(CaseVerdict.COMPLETED)

    @property
    def inconsistent(self) -> Ending:
        """The cases whose effects do not add up."""
        return self._ending(CaseVerdict.INCONSISTENT)

    @property
    def stuck(self) -> Ending:
        """The cases that fell silent."""
        return self._ending(CaseVerdict.STUCK)

    def _ending(self, verdict: CaseVerdict) -> Ending:
        return next(one for one in self.endings if one.verdict is verdict)


@dataclass(frozen=True, slots=True)
class Sample:
    """A case that did not go well, and under which model."""

    model: OrchestrationModel
    case: CaseSample

    @property
    def verdict(self) -> str:
        """The verdict in words."""
        return verdict_name(self.case.verdict)


def verdict_name(verdict: CaseVerdict) -> str:
    """The verdict as people write it: ``dead-lettered``."""
    return verdict.value.replace("_", "-")


def model_rows(result: Experiment) -> tuple[ModelRow, ...]:
    """The table, one row per model in the order asked for."""
    return tuple(_row(outcome) for outcome in result.outcomes.values())


def ending_rows(rows: tuple[ModelRow, ...]) -> tuple[EndingRow, ...]:
    """The same figures turned round: one row per verdict, best first."""
    columns = zip(*(row.endings for row in rows), strict=True)
    return tuple(
        EndingRow(verdict, _MEANINGS[verdict], tuple(endings))
        for verdict, endings in zip(CaseVerdict, columns, strict=True)
    )


def samples(result: Experiment) -> tuple[Sample, ...]:
    """The cases worth looking at, worst verdict first."""
    worst_first = list(reversed(CaseVerdict))
    found = [
        Sample(model, case)
        for model, outcome in result.outcomes.items()
        for case in outcome.samples
    ]
    return tuple(sorted(found, key=lambda one: worst_first.index(one.case.verdict)))


def _row(outcome: ModelOutcome) -> ModelRow:
    return ModelRow(
        model=outcome.model,
        bars=tuple(_bars(outcome)),
        endings=tuple(_ending(outcome, verdict) for verdict in CaseVerdict),
        p50=duration(outcome.quantile(0.5)),
        p95=duration(outcome.quantile(0.95)),
        p99=duration(outcome.quantile(0.99)),
        messages=count(round(outcome.per_case(outcome.messages), 1)),
        writes=count(round(outcome.per_case(outcome.durable_writes), 1)),
        retries=count(round(outcome.per_case(outcome.retries), 2)),
    )


def _ending(outcome: ModelOutcome, verdict: CaseVerdict) -> Ending:
    cases = outcome.verdicts[verdict]
    return Ending(verdict, cases, count(cases), percent(outcome.share(verdict)))


def _bars(outcome: ModelOutcome) -> Iterator[Bar]:
    """The pieces side by side; the rarest keeps a width that can be seen, at the widest's cost."""
    widths = {
        verdict: max(outcome.share(verdict) * BAR_WIDTH, _NARROWEST)
        for verdict in CaseVerdict
        if outcome.verdicts[verdict]
    }
    if not widths:
        return
    widest = max(widths, key=widths.__getitem__)
    widths[widest] -= sum(widths.values()) - BAR_WIDTH
    x = 0.0
    for verdict, width in widths.items():
        yield Bar(verdict, round(x, 1), round(width, 1))
        x += width
