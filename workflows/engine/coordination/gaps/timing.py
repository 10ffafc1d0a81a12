"""Gaps in time: clocks that nobody runs, and cases that nobody watches."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import EventKind, ParticipantKind
from workflows.definition.quantities import format_duration
from workflows.engine.coordination.gaps.ground import Ground, plural
from workflows.engine.coordination.notices import NoticeKind
from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.core.rules import SECOND

__all__ = ["RULES"]


def _timer_without_owner(ground: Ground) -> Iterator[Finding]:
    """A timer that does not belong to a step, so that a participant must take it on."""
    for node, event in enumerate(ground.map.events):
        wait = ground.map.waits[node]
        if event is not EventKind.TIMER or wait < 0 or ground.owners[node] == ORCHESTRATOR:
            continue
        if ground.map.hosts[node] in ground.map.rules:
            continue
        owner = ground.who(ground.owners[node])
        yield ground.finding(
            "timer-without-owner",
            Severity.MEDIUM,
            node,
            message=(
                f"Nobody owns the timer {ground.name(node)} by its work. The sandbox lets {owner} "
                f"measure the {format_duration(wait / SECOND)}."
            ),
            mend=(
                f"Have {owner} store its timers and look at them: 1 durable write and 1 wake-up "
                "each time, also after a restart."
            ),
            source="BPMN 2.0.2, 13.5.2",
        )


def _deadline_of_people(ground: Ground) -> Iterator[Finding]:
    """A person's deadline, where no orchestrator measures it."""
    for step in ground.steps:
        deadline = ground.map.rules[step].deadline
        if deadline is None or ground.owners[step] == ORCHESTRATOR:
            continue
        if not _is_done_by_people(ground, step):
            continue
        yield ground.finding(
            "deadline-without-owner",
            Severity.MEDIUM,
            step,
            message=(
                f"People do not measure the deadline of {ground.name(step)} themselves, and no "
                "orchestrator does. The sandbox runs it as if their task list did."
            ),
            mend=(
                f"Get a task list that fires after {format_duration(deadline / SECOND)} and "
                "publishes it: 1 message a missed deadline, and one more system to run."
            ),
            source="guide, FAQ: human tasks",
        )


def _is_done_by_people(ground: Ground, step: int) -> bool:
    participant = ground.map.participants[ground.map.rules[step].participant]
    known = ground.map.definition.participants_by_id.get(participant)
    return known is None or known.kind is ParticipantKind.HUMAN


def _nobody_watches(ground: Ground) -> Iterator[Finding]:
    """No orchestrator sees the whole case."""
    others = ground.performers - {ORCHESTRATOR}
    sla = ground.map.definition.sla
    if len(ground.performers) < 2 or not others:
        return
    late = f" or exceeds its {format_duration(sla)}" if sla else ""
    some = "what was handed over to events" if ORCHESTRATOR in ground.performers else "a case"
    hops = len(ground.crossing(NoticeKind.WENT_ON))
    yield ground.finding(
        "nobody-watches",
        Severity.MEDIUM,
        -1,
        message=(
            f"Nobody sees the whole of {some}, so nobody notices when it falls silent{late}: any "
            f"of {plural(hops, 'hop')} may be the last."
        ),
        mend=(
            "Run a watchdog that hears of the beginning and the end of every case: 2 messages and "
            "a row in a store each, and somebody who answers its alarms."
        ),
        source="guide, Pitfall 3: neglecting observability",
    )


RULES = (_timer_without_owner, _deadline_of_people, _nobody_watches)
