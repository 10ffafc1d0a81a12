"""What `podium simulate` prints for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from reports.figures import count, seconds, share
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.drivers.tally import TIMES
from workflows.sandbox.capacity import Capacity
from workflows.sandbox.contrast import Contrast, contrasts
from workflows.sandbox.counterexample import Counterexample
from workflows.sandbox.coupling import Coupling
from workflows.sandbox.crash_sweep import CrashSweep
from workflows.sandbox.fault_notation import format_fault
from workflows.sandbox.figures import QUANTILES
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome
from workflows.sandbox.statistics import Interval
from workflows.sandbox.worlds import Rested

__all__ = ["capacities", "crashes", "experiment", "shrunk", "stories"]


def experiment(found: Experiment, known: Sequence[Coupling], per_second: int) -> str:
    """The sentence, a column per model, the differences between models, and who knows whom."""
    outcomes = list(found.outcomes.values())
    heading = ("", *(outcome.model.value for outcome in outcomes))
    rows = [heading, *zip(_LABELS, *map(_column, outcomes), strict=True)]
    repeated = f" in {found.replications} replications" if found.replications > 1 else ""
    ran = f"{found.cases:,} cases per model{repeated}, seed {found.seed}"
    parts = [found.sentence, "", *_aligned(rows), "", *_differences(outcomes), *_couplings(known)]
    return "\n".join((*parts, f"{ran}; {count(per_second)} cases per second"))


_LABELS = (
    *(verdict.value.replace("_", "-") for verdict in CaseVerdict),
    *QUANTILES,
    *(f"{name} a case" for name in TIMES),
    "messages a case",
    "durable writes a case",
    "dead letters",
    "silent until noticed",
    "away after a crash",
    "busiest",
)


def _column(outcome: ModelOutcome) -> tuple[str, ...]:
    return (
        *(f"{share(outcome.share(v))} ({outcome.verdicts[v]:,})" for v in CaseVerdict),
        *(seconds(outcome.quantile(q)) for q in QUANTILES.values()),
        *(seconds(outcome.per_case(outcome.time_us[name]) / 1e6) for name in TIMES),
        f"{outcome.per_case(outcome.messages):.1f}",
        f"{outcome.per_case(outcome.durable_writes):.1f}",
        f"{outcome.dead_letters:,}",
        _each(outcome.silent_us, outcome.verdicts[CaseVerdict.STUCK]),
        _each(outcome.recovery_us, outcome.recoveries),
        _busiest(outcome),
    )


def _each(us: int, count: int) -> str:
    """The mean time, a dash where there was nothing to take any."""
    return seconds(us / count / 1e6) if count else "–"


def _busiest(outcome: ModelOutcome) -> str:
    busiest = max(sorted(outcome.busy_us), key=outcome.utilisation, default=None)
    return "–" if busiest is None else f"{busiest} {share(outcome.utilisation(busiest))}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for label, *cells in rows:
        padded = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join((label.ljust(widths[0]), *padded)).rstrip()


def _differences(outcomes: Sequence[ModelOutcome]) -> Iterator[str]:
    found = contrasts(outcomes)
    if not found:
        return
    yield "differences, with 95 % confidence:"
    yield from (f"  {_difference(one)}" for one in found)
    yield ""


def _couplings(known: Sequence[Coupling]) -> Iterator[str]:
    yield "coupling:"
    for one in known:
        knowing = f"{len(one.edges)} times somebody must know somebody else"
        change = f"adding a step changes {one.mean_changes:.1f} components on average"
        yield f"  {one.model.value}: {knowing}; {change}"
    yield ""


def _difference(found: Contrast) -> str:
    names = f"{found.here.value} against {found.there.value}"
    badly = _told(found.badly, lambda share: f"{share * 100:+.2f}", " points")
    longer = found.longer_s and _told(found.longer_s, lambda value: f"{value:+.3f}", " s")
    return f"{names}: bad endings {badly}; a case takes {longer or 'unknown'}"


def _told(found: Interval, text: Callable[[float], str], unit: str) -> str:
    doubt = f"{text(found.low)} to {text(found.high)}"
    if not found.is_significant:
        doubt += ", not significant"
    return f"{text(found.estimate)}{unit} ({doubt})"


def crashes(sweeps: Sequence[CrashSweep]) -> str:
    """A strip per component, case and model, and what went wrong where something did."""
    lines: list[str] = []
    for sweep in sweeps:
        lines.append(
            f"{sweep.model.value}, case {sweep.case:,}, undisturbed {_verdict(sweep.undisturbed)}: "
            f"{sweep.crashes - len(sweep.failures)} of {sweep.crashes} crashes change nothing"
        )
        lines += [f"  {strip}" for strip in sweep.strips]
        for strip, mark in sweep.failures:
            what = f": {mark.what}" if mark.what else ""
            lines.append(f"  {strip.who} at write {mark.nth}: {_verdict(mark.verdict)}{what}")
    return "\n".join(lines)


def capacities(found: Iterable[Capacity], definition: Definition) -> str:
    """The limit of each model in a sentence."""
    lines = [f"the 99th percentile leaves the SLA of {seconds(definition.sla)}:"]
    lines += [f"  {one.model.value}: {_limit(one)}" for one in found]
    return "\n".join(lines)


def _limit(found: Capacity) -> str:
    busiest = f"{found.saturated} then has to work {share(found.utilisation)} of the time"
    if found.holds is None:
        return f"at any volume; it takes {seconds(found.p99)} even when idle"
    if found.breaks is None:
        return f"at no volume up to {count(found.holds)} cases an hour; {busiest}"
    holds, breaks = count(round(found.holds, 1)), count(round(found.breaks, 1))
    return f"between {holds} and {breaks} cases an hour; {busiest}"


def shrunk(
    found: Sequence[Counterexample], commands: Sequence[str], verdicts: Sequence[CaseVerdict]
) -> str:
    """Each model's smallest failing case, with the command that replays it."""
    if not found:
        return f"no case ends {' or '.join(map(_verdict, verdicts))}"
    lines: list[str] = []
    for one, command in zip(found, commands, strict=True):
        faults = [format_fault(fault) for fault in one.scenario.faults] or ["no fault at all"]
        company = "" if one.alone else " (among all others)"
        lines += [
            f"{one.model.value}: case {one.rested.case:,} with seed {one.scenario.seed}{company} "
            f"ends {_verdict(one.rested.verdict)}: {one.rested.what}",
            *(f"  needs {fault}" for fault in faults),
            *(f"  {event}" for event in one.rested.because),
            f"  {command}",
        ]
    return "\n".join(lines)


def stories(found: Mapping[OrchestrationModel, Rested]) -> str:
    """Each model's events of one case."""
    lines: list[str] = []
    for model, rested in found.items():
        after = f" after {seconds(rested.latency)}" if rested.latency is not None else ""
        what = f": {rested.what}" if rested.what else ""
        lines.append(f"{model.value}: {_verdict(rested.verdict)}{after}{what}")
        lines += [f"  {event}" for event in rested.because]
    return "\n".join(lines)


def _verdict(verdict: CaseVerdict) -> str:
    return verdict.value.replace("_", "-")
