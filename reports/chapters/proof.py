"""What the sandbox showed: how cases ended, how long they took, what they cost in messages."""

from __future__ import annotations

from dataclasses import dataclass

from reports.chapters.table import (
    Cell,
    Table,
    cell,
    figures,
    model_cell,
    number,
    table,
    words,
)
from reports.content import Evidence, ReportContent
from reports.figures import MODEL_TITLES, count, seconds, share, short_share
from workflows.definition.model import Definition
from workflows.sandbox.fault_wording import fault_words
from workflows.sandbox.outcome import CaseVerdict, ModelOutcome
from workflows.sandbox.scenario import Scenario

__all__ = ["ProofChapter", "proof_chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofChapter:
    """``endings_described`` and ``times_described`` stand in for the two charts."""

    sentence: str
    scenario: str
    endings: Table
    endings_described: str
    times: Table
    times_described: str
    samples: tuple[Table, ...]


def proof_chapter(content: ReportContent) -> ProofChapter | None:
    """The chapter about the experiment; None where none has run."""
    if content.evidence is None:
        return None
    experiment = content.evidence.experiment
    outcomes = tuple(experiment.outcomes.values())
    return ProofChapter(
        sentence=experiment.sentence,
        scenario=_scenario(content.evidence, content.assessment.definition),
        endings=_endings(outcomes),
        endings_described=_endings_described(outcomes),
        times=_times(outcomes),
        times_described=_times_described(outcomes),
        samples=tuple(_samples(outcome) for outcome in outcomes if outcome.samples),
    )


def _scenario(evidence: Evidence, definition: Definition) -> str:
    experiment, scenario = evidence.experiment, evidence.scenario
    per_hour = scenario.cases_per_hour or definition.volume.now
    faults = "; ".join(fault_words(f, definition, short_share) for f in scenario.faults)
    return (
        f"{experiment.cases:,} cases, the same ones under each model, {count(per_hour)} an hour, "
        f"seed {experiment.seed}. Faults: {faults or 'none'}. {_switches(scenario)}"
    )


def _switches(scenario: Scenario) -> str:
    outbox, inbox = ("on" if on else "off" for on in (scenario.outbox, scenario.inbox))
    return f"Outbox {outbox}, inbox {inbox}."


def _endings(outcomes: tuple[ModelOutcome, ...]) -> Table:
    headings = [figures(_word(verdict)) for verdict in CaseVerdict]
    rows = [
        (model_cell(outcome.model), *(_ending(outcome, verdict) for verdict in CaseVerdict))
        for outcome in outcomes
    ]
    return table("How cases ended: share and count", [words("Model", 18), *headings], rows)


def _ending(outcome: ModelOutcome, verdict: CaseVerdict) -> Cell:
    cases = outcome.verdicts[verdict]
    return Cell(text=share(outcome.share(verdict)), detail=f"{cases:,}", numeric=True)


def _word(verdict: CaseVerdict) -> str:
    return verdict.value.replace("_", "-").capitalize()


def _endings_described(outcomes: tuple[ModelOutcome, ...]) -> str:
    done = [
        f"{MODEL_TITLES[o.model]}: {share(o.share(CaseVerdict.COMPLETED))} completed"
        for o in outcomes
    ]
    return f"How cases ended per model. {'; '.join(done)}. The table below has every share."


def _times(outcomes: tuple[ModelOutcome, ...]) -> Table:
    labels = ("p50", "p95", "p99", "Messages a case", "Durable writes a case", "Retries", "Undone")
    headings = [figures(label) for label in labels]
    rows = [_times_row(outcome) for outcome in outcomes]
    return table(
        "Time of the finished cases, and what they took", [words("Model", 18), *headings], rows
    )


def _times_row(outcome: ModelOutcome) -> tuple[Cell, ...]:
    cases = max(outcome.cases, 1)
    return (
        model_cell(outcome.model),
        *(number(seconds(outcome.quantile(q))) for q in (0.5, 0.95, 0.99)),
        number(f"{outcome.messages / cases:.1f}"),
        number(f"{outcome.durable_writes / cases:.1f}"),
        number(f"{outcome.retries:,}"),
        number(f"{outcome.compensations:,}"),
    )


def _times_described(outcomes: tuple[ModelOutcome, ...]) -> str:
    medians = [f"{MODEL_TITLES[o.model]} {seconds(o.quantile(0.5))}" for o in outcomes]
    return f"Time of a case per model, median: {', '.join(medians)}. The table below has p95, p99."


def _samples(outcome: ModelOutcome) -> Table:
    rows = [
        (
            cell(f"{sample.case:,}"),
            cell(_word(sample.verdict)),
            cell(sample.what, detail=" → ".join(sample.because)),
        )
        for sample in outcome.samples[:3]
    ]
    columns = (
        words("Case", 10),
        words("Ended", 16),
        words("What happened, and the events that led there"),
    )
    return table(f"{MODEL_TITLES[outcome.model]}: cases that did not go well", columns, rows)
