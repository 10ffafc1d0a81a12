"""What an event log says about a map: durations, failure shares and paths that really happened.

An *attempt* is one start of a step with its end; a *performance* is the attempts of a step one
after another until one ends well, or the case goes on without. Only what a log can know is said:
no durations without starts, no failure shares where the log holds no failed end at all.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workflows.definition.columns import requirements_of
from workflows.definition.event_log import EventLog, Lifecycle, LoggedEvent, Trace
from workflows.definition.model import Definition, Duration, Failure, Node, NodeKind

__all__ = ["FlowShare", "Observation", "StepFigures", "observed", "with_observation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """What the log says of one step.

    ``duration`` comes from the ``timed`` attempts that ended well, in seconds; its 95th percentile
    is the nearest rank. ``failure`` is None where the log holds no failed ends.
    """

    step: str
    performances: int
    attempts: int
    timed: int
    duration: Duration | None
    failure: Failure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowShare:
    """How often a decision was left by this flow: ``taken`` of ``decided`` times."""

    flow: str
    taken: int
    decided: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.taken / self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Everything that a log says about a map. ``unmatched`` are activities that are no step of it,
    with their counts; ``unseen`` steps that no event names. ``per_hour`` is cases begun per hour,
    None for fewer than two cases."""

    cases: int
    steps: tuple[StepFigures, ...]
    flows: tuple[FlowShare, ...]
    unmatched: tuple[tuple[str, int], ...]
    unseen: tuple[str, ...]
    per_hour: float | None


@dataclass(frozen=True, slots=True)
class _Attempt:
    step: str
    end: dt.datetime
    seconds: float | None
    failed: bool
    error: str


def observed(definition: Definition, log: EventLog) -> Observation:
    """The log read against the map. Activities match a step by its id, else by its name if only
    one has it; case and blanks do not count."""
    names = _names(definition)
    unmatched: Counter[str] = Counter()
    walks = [
        sorted(_attempts(trace, names, unmatched), key=lambda one: one.end) for trace in log.traces
    ]
    has_failures = any(one.failed for walk in walks for one in walk)
    steps = tuple(_figures(definition, walks, has_failures=has_failures))
    seen = {figures.step for figures in steps}
    return Observation(
        cases=len(log.traces),
        steps=steps,
        flows=tuple(_shares(definition, walks)),
        unmatched=tuple(unmatched.most_common()),
        unseen=tuple(node.id for node in definition.forward_steps if node.id not in seen),
        per_hour=_per_hour(log),
    )


def with_observation(definition: Definition, observation: Observation) -> Definition:
    """The map with what was observed in place of what was stated or assumed."""
    figures = {one.step: one for one in observation.steps}
    shares = {one.flow: one.share for one in observation.flows}
    return replace(
        definition,
        nodes=tuple(_with_figures(node, figures.get(node.id)) for node in definition.nodes),
        flows=tuple(
            replace(flow, probability=shares[flow.id]) if flow.id in shares else flow
            for flow in definition.flows
        ),
    )


def _with_figures(node: Node, figures: StepFigures | None) -> Node:
    if figures is None:
        return node
    needs = requirements_of(node)
    assumed = set(needs.assumed)
    if figures.duration is not None:
        needs = replace(needs, duration=figures.duration)
        assumed -= {"duration_mean", "duration_p95"}
    if figures.failure is not None:
        needs = replace(needs, failure=figures.failure)
        assumed -= {"transient", "permanent"}
    return replace(node, requirements=replace(needs, assumed=frozenset(assumed)))


# Matching


def _names(definition: Definition) -> Mapping[str, str]:
    """Step ids by how a log may call them."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for node in definition.steps:
        named[_plain(node.name)].append(node.id)
    found = {name: ids[0] for name, ids in named.items() if name and len(ids) == 1}
    return found | {_plain(node.id): node.id for node in definition.steps}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def _attempts(
    trace: Trace, names: Mapping[str, str], unmatched: Counter[str]
) -> Iterator[_Attempt]:
    """Each end of work in a case, with its start where the log has one: first started, first
    ended."""
    started: defaultdict[str, list[dt.datetime]] = defaultdict(list)
    for event in sorted(
        trace.events, key=lambda one: (one.at, one.lifecycle is not Lifecycle.START)
    ):
        step = names.get(_plain(event.step)) or names.get(_plain(event.activity))
        if step is None:
            unmatched[event.activity] += event.lifecycle is not Lifecycle.START
        elif event.lifecycle is Lifecycle.START:
            started[step].append(event.at)
        else:
            yield _ended(event, step, started[step])


def _ended(event: LoggedEvent, step: str, started: list[dt.datetime]) -> _Attempt:
    seconds = (event.at - started.pop(0)).total_seconds() if started else None
    failed = event.lifecycle is Lifecycle.ABORT
    return _Attempt(step, event.at, seconds, failed, event.error)


# Figures of steps


def _figures(
    definition: Definition, walks: Iterable[list[_Attempt]], *, has_failures: bool
) -> Iterator[StepFigures]:
    attempts: defaultdict[str, list[_Attempt]] = defaultdict(list)
    performances: defaultdict[str, list[list[_Attempt]]] = defaultdict(list)
    for walk in walks:
        for step, group in _performances(walk):
            attempts[step] += group
            performances[step].append(group)
    for node in definition.steps:
        if node.id in attempts:
            timed = [one.seconds for one in attempts[node.id] if _is_timed(one)]
            yield StepFigures(
                step=node.id,
                performances=len(performances[node.id]),
                attempts=len(attempts[node.id]),
                timed=len(timed),
                duration=_duration([seconds for seconds in timed if seconds is not None]),
                failure=_failure(performances[node.id]) if has_failures else None,
            )


def _is_timed(attempt: _Attempt) -> bool:
    return attempt.seconds is not None and not attempt.failed


def _performances(walk: Iterable[_Attempt]) -> Iterator[tuple[str, list[_Attempt]]]:
    """The attempts of a case, step by step, cut after each that ended well."""
    open_: dict[str, list[_Attempt]] = {}
    for attempt in walk:
        open_.setdefault(attempt.step, []).append(attempt)
        if not attempt.failed:
            yield attempt.step, open_.pop(attempt.step)
    yield from open_.items()


def _duration(seconds: list[float]) -> Duration | None:
    if not seconds:
        return None
    ordered = sorted(seconds)
    p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
    mean = sum(ordered) / len(ordered)
    # A tail of a few long ones can lift the mean above the 95th percentile.
    return Duration(mean=mean, p95=max(p95, mean))


def _failure(performances: list[list[_Attempt]]) -> Failure:
    """Transient: the share of failed attempts in performances that ended well (the others failed
    whatever was tried). Permanent: the share of performances that ended with an error without a
    code; by code, business errors."""
    well = [group for group in performances if not group[-1].failed]
    attempts = sum(len(group) for group in well)
    ends = Counter(group[-1].error for group in performances if group[-1].failed)
    count = len(performances)
    errors = tuple((code, number / count) for code, number in sorted(ends.items()) if code)
    transient = 1 - len(well) / attempts if attempts else 0.0
    return Failure(transient=transient, permanent=ends[""] / count, errors=errors)


# Paths


def _shares(definition: Definition, walks: Iterable[list[_Attempt]]) -> Iterator[FlowShare]:
    flat = definition.flat
    own = {flow.id for flow in definition.flows}
    orders = [[one.step for one in walk if not one.failed] for walk in walks]
    for node in flat.nodes:
        flows = flat.outgoing[node.id]
        if node.kind is NodeKind.DECISION and len(flows) > 1:
            taken = _taken(flat, node, orders)
            decided = sum(taken.values())
            for flow in flows:
                if decided and flow.id in own:
                    yield FlowShare(flow=flow.id, taken=taken[flow.id], decided=decided)


def _taken(flat: Definition, node: Node, orders: Iterable[list[str]]) -> Counter[str]:
    """How often each flow of a decision was taken: seen by the first step behind one of its flows
    that follows a step before it."""
    before = _nearest(flat, node.id, forward=False)
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for flow in flat.outgoing[node.id]:
        for step in _nearest(flat, flow.target, forward=True) or {""}:
            behind[step].add(flow.id)
    taken: Counter[str] = Counter()
    for order in orders:
        for place, step in enumerate(order):
            if step in before or (not before and place == 0):
                rest = order[place + 1 :] if before else order
                found = next((one for one in rest if one in behind), "")
                if len(behind.get(found, ())) == 1:
                    taken[next(iter(behind[found]))] += 1
    return taken


def _nearest(flat: Definition, start: str, *, forward: bool) -> set[str]:
    """The first steps on every way from a node, itself included."""
    found: set[str] = set()
    waiting, seen = [start], {start}
    while waiting:
        own_id = waiting.pop()
        if flat.by_id[own_id].is_step:
            found.add(own_id)
            continue
        flows = flat.outgoing[own_id] if forward else flat.incoming[own_id]
        ends = [flow.target if forward else flow.source for flow in flows]
        fresh = [end for end in ends if end not in seen]
        seen.update(fresh)
        waiting += fresh
    return found


def _per_hour(log: EventLog) -> float | None:
    began = sorted(min(one.at for one in trace.events) for trace in log.traces if trace.events)
    if len(began) < 2 or began[0] == began[-1]:
        return None
    hours = (began[-1] - began[0]).total_seconds() / 3600
    return (len(began) - 1) / hours
