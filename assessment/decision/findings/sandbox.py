"""The recommended model against its own experiment, and the witnesses against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.decision.findings.rules import Hit, Judged, Predicate, finding_rules
from assessment.decision.phrases import listed
from workflows.definition.model import OrchestrationModel
from workflows.definition.quantities import format_duration
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

__all__ = ["PREDICATES"]


def sandbox_inconsistent(judged: Judged) -> Iterator[Hit]:
    """Cases ended inconsistent under the recommended model."""
    return _ended(judged, CaseVerdict.INCONSISTENT)


def sandbox_stuck(judged: Judged) -> Iterator[Hit]:
    """Cases stood still under the recommended model."""
    return _ended(judged, CaseVerdict.STUCK)


def sandbox_late(judged: Judged) -> Iterator[Hit]:
    """Finished cases took longer than the SLA under the recommended model."""
    outcome, sla = _outcome(judged), judged.assessment.definition.sla
    finished = sum(outcome.latency_ms.values()) if outcome else 0
    if outcome is None or sla is None or not finished:
        return
    late = sum(number for ms, number in outcome.latency_ms.items() if ms > sla * 1000)
    if late / finished >= finding_rules().thresholds.alarm_share:
        words = _figures(judged, late, finished) | {"sla": format_duration(sla)}
        yield Hit(where="experiment", words=words)


def events_without_outbox(judged: Judged) -> Iterator[Hit]:
    """Events ran without an outbox, and cases ended inconsistent or stood still."""
    outcome = _outcome(judged)
    by_events = judged.recommended is not OrchestrationModel.CENTRALIZED
    if outcome is None or not by_events or judged.assessment.scenario.outbox:
        return
    harm = [v for v in (CaseVerdict.INCONSISTENT, CaseVerdict.STUCK) if outcome.verdicts[v]]
    hits = sum(outcome.verdicts[verdict] for verdict in harm)
    if hits:
        how = " or ".join(verdict.value for verdict in harm)
        words = _figures(judged, hits, outcome.cases) | {"how": how}
        yield Hit(where="experiment", words=words)


def witnesses_disagree(judged: Judged) -> Iterator[Hit]:
    """A witness says another model than the one that is recommended."""
    others = [w for w in judged.witnesses if w.says and w.says is not judged.recommended]
    if others:
        said = [f"the {one.name} says {one.says}" for one in judged.witnesses if one.says]
        settles = finding_rules().settles[others[-1].name]
        yield Hit(where="witnesses", words={"said": listed(said), "settles": settles})


def _ended(judged: Judged, verdict: CaseVerdict) -> Iterator[Hit]:
    outcome = _outcome(judged)
    if outcome and (hits := outcome.verdicts[verdict]):
        rare = hits / outcome.cases < finding_rules().thresholds.alarm_share
        yield Hit(where="experiment", words=_figures(judged, hits, outcome.cases), mild=rare)


def _outcome(judged: Judged) -> ModelOutcome | None:
    experiment: Experiment | None = judged.experiment
    outcome = experiment.outcomes.get(judged.recommended) if experiment else None
    return outcome if outcome and outcome.cases else None


def _figures(judged: Judged, hits: int, cases: int) -> dict[str, object]:
    return {
        "hits": f"{hits:,}",
        "cases": f"{cases:,}",
        "model": judged.recommended.value,
        "seed": judged.experiment.seed if judged.experiment else "",
    }


PREDICATES: Mapping[str, Predicate] = {
    "sandbox-inconsistent": sandbox_inconsistent,
    "sandbox-stuck": sandbox_stuck,
    "sandbox-late": sandbox_late,
    "events-without-outbox": events_without_outbox,
    "witnesses-disagree": witnesses_disagree,
}
