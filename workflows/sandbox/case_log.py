"""The cases of an experiment as an event log, for the tools of process mining.

The cases are run once more: an experiment keeps figures, not every attempt, and the same seed
gives the same cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from workflows.definition.event_log import EventLog, Lifecycle, LoggedEvent, Trace
from workflows.definition.model import Definition, Node, OrchestrationModel
from workflows.engine.drivers.journal import Attempted
from workflows.sandbox.scenario import CHUNK_CASES, Scenario
from workflows.sandbox.worlds import world_of

__all__ = ["MOST_CASES", "case_log"]

MOST_CASES = CHUNK_CASES
"""Cases of one chunk, which share their queues."""

_BEGINNING = dt.datetime(2000, 1, 3, tzinfo=dt.UTC)
"""Virtual time has no date; a Monday serves as well as any."""


def case_log(
    definition: Definition, scenario: Scenario, model: OrchestrationModel, *, cases: int
) -> EventLog:
    """The first ``cases`` (at most ``MOST_CASES``) of the scenario under one model: a start and an
    end for each attempt at a step, an ``ate_abort`` where it failed, with its code if any."""
    count = min(cases, scenario.cases, MOST_CASES)
    world = world_of(definition, scenario, model, journal=True)
    world.run(0, count)
    attempts: dict[int, list[Attempted]] = {number: [] for number in range(count)}
    for attempt in world.chunk.journal:
        if attempt.case in attempts:
            attempts[attempt.case].append(attempt)
    traces = (
        Trace(case=str(number + 1), events=tuple(_events(definition, found)))
        for number, found in attempts.items()
        if found
    )
    return EventLog(name=f"{definition.name}, {model.value}", traces=tuple(traces))


def _events(definition: Definition, attempts: Iterable[Attempted]) -> Iterator[LoggedEvent]:
    events = [event for attempt in attempts for event in _both(definition, attempt)]
    yield from sorted(events, key=lambda event: (event.at, event.lifecycle is Lifecycle.START))


def _both(definition: Definition, attempt: Attempted) -> Iterator[LoggedEvent]:
    node = _performed(definition, attempt.step)
    performer = definition.participants_by_id.get(attempt.participant)
    name = node.name or node.id if node else attempt.step
    resource = performer.name if performer else ""
    ended = Lifecycle.COMPLETE if attempt.error is None else Lifecycle.ABORT
    for lifecycle, at in ((Lifecycle.START, attempt.begun), (ended, attempt.ended)):
        yield LoggedEvent(
            activity=name,
            at=_BEGINNING + dt.timedelta(microseconds=at),
            lifecycle=lifecycle,
            resource=resource,
            step=node.id if node else attempt.step,
            error="" if lifecycle is Lifecycle.START else attempt.error or "",
        )


def _performed(definition: Definition, step: str) -> Node | None:
    """The step; of the undoing of one, what undoes it, since that is what somebody does. A step of
    a called map stands behind the id of its call."""
    if step in definition.by_id:
        return definition.by_id[step]
    undone = definition.by_id.get(step.removeprefix("undo "))
    if undone is not None:
        return definition.handler_of(undone)
    call, _, inner = step.removeprefix("undo ").partition(".")
    node = definition.by_id.get(call)
    found = [one for one in definition.called if node is not None and one.id == node.calls]
    return _performed(found[0], inner) if found else None
