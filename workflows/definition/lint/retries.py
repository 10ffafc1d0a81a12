"""Findings about tries that add up: against the SLA, against a timer around them, inside a loop.

At its worst a step takes all its tries, each until its timeout, and waits the longest between them:
tries x timeout + sum of min(initial x backoff^i, max interval). Steps that people do, and steps for
which nobody has stated tries or timeout, count their 95th percentile once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import networkx as nx

from workflows.definition.columns import requirements_of
from workflows.definition.findings import Finding, Severity
from workflows.definition.lint.words import PITFALL_2, Rule, named
from workflows.definition.model import (
    Definition,
    EventKind,
    LoopKind,
    Node,
    NodeKind,
    ParticipantKind,
    Requirements,
)
from workflows.definition.quantities import format_duration

__all__ = ["RULES", "longest_way", "worst_time"]

_EXPONENT_CAP = 64
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def worst_time(definition: Definition, step: Node) -> float:
    """Seconds until a step has succeeded or given up, at its worst."""
    needs = requirements_of(step)
    if not _tries_are_stated(definition, step):
        return needs.duration.p95
    each = needs.duration.p95 if needs.timeout is None else needs.timeout
    return needs.retry.max_attempts * each + _waits(needs)


def longest_way(definition: Definition, within: Collection[str] | None = None) -> float:
    """The worst times along the longest way through a flat map, in seconds; each step once, also
    in a loop. ``within`` keeps to some of the steps."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in definition.nodes)
    graph.add_edges_from((flow.source, flow.target) for flow in definition.flows)
    times = {
        step.id: worst_time(definition, step)
        for step in definition.forward_steps
        if within is None or step.id in within
    }
    return _longest(nx.condensation(graph), times)


def _longest(parts: nx.DiGraph[int], times: Mapping[str, float]) -> float:
    """Over the loops of the map as single points, which leaves no way back."""
    until: dict[int, float] = {}
    for part in nx.topological_sort(parts):
        own = sum(times.get(member, 0.0) for member in parts.nodes[part]["members"])
        until[part] = own + max((until[before] for before in parts.predecessors(part)), default=0)
    return max(until.values(), default=0.0)


def _tries_outlast_sla(definition: Definition) -> Iterator[Finding]:
    for step in definition.forward_steps if definition.sla is not None else ():
        worst = worst_time(definition, step)
        if worst > (definition.sla or 0) and _tries_are_stated(definition, step):
            yield Finding(
                code="tries-outlast-sla",
                severity=Severity.MEDIUM,
                where=step.id,
                message=(
                    f"{named(step)} may take {_time(worst)} until its {_tries(step)} are used up; "
                    f"the SLA of the whole case is {_time(definition.sla or 0)}."
                ),
                mend="Lower its tries or its timeout, or hand the case to a person sooner.",
                source=PITFALL_2,
            )


def _retries_add_up(definition: Definition) -> Iterator[Finding]:
    if definition.sla is None or any(_tries_outlast_sla(definition)):
        return
    worst = longest_way(definition.flat)
    if worst > definition.sla and any(
        _tries_are_stated(definition, step) for step in definition.forward_steps
    ):
        yield Finding(
            code="retries-add-up",
            severity=Severity.LOW,
            where="",
            message=(
                f"If every step of the longest way needs all its tries, a case takes "
                f"{_time(worst)}; its SLA is {_time(definition.sla)}."
            ),
            mend="Give the case a deadline of its own, so that no step retries past it.",
            source=PITFALL_2,
        )


def _retries_outlast_caller(definition: Definition) -> Iterator[Finding]:
    for timer in definition.nodes:
        caller = definition.by_id.get(timer.attached_to or "")
        waits = timer.timer if timer.event is EventKind.TIMER and timer.interrupting else None
        if caller is None or waits is None:
            continue
        inside = [step for step in _inside(definition, caller) if _retried(definition, step)]
        if not inside:
            continue
        worst = longest_way(definition.flat, {step.id for step in inside})
        if worst > waits:
            names = named(inside[0]) if len(inside) == 1 else f"{len(inside)} steps together"
            verb = "tries" if len(inside) == 1 else "try"
            yield Finding(
                code="retries-outlast-caller",
                severity=Severity.MEDIUM,
                where=caller.id,
                message=(
                    f"{names} {verb} for up to {_time(worst)}, but the timer on {named(caller)} "
                    f"fires after {_time(waits)}: the last tries are for nothing."
                ),
                mend="Let the timer wait for all tries, or try less often inside it.",
                source=PITFALL_2,
            )


def _tries_multiply(definition: Definition) -> Iterator[Finding]:
    for scope in definition.nodes:
        loop = scope.loop
        if loop is None or loop.kind is not LoopKind.STANDARD or loop.maximum < 2:
            continue
        for step in _inside(definition, scope):
            if _retried(definition, step):
                tries = requirements_of(step).retry.max_attempts
                worst = worst_time(definition, step) * loop.maximum
                yield Finding(
                    code="tries-multiply",
                    severity=Severity.MEDIUM,
                    where=step.id,
                    message=(
                        f"{named(step)} is tried {tries} times in each of up to {loop.maximum} "
                        f"rounds: {tries * loop.maximum:,} tries, up to {_time(worst)}."
                    ),
                    mend="Retry in one place: the step, or the loop around it.",
                    source=PITFALL_2,
                )


def _inside(definition: Definition, caller: Node) -> list[Node]:
    """The step itself, or the forward steps in a scope at any depth."""
    if caller.is_step:
        return [caller]
    found: list[Node] = []
    waiting = list(definition.children.get(caller.id, ()))
    while waiting:
        node = waiting.pop(0)
        if node.is_step and node.kind is not NodeKind.COMPENSATION:
            found.append(node)
        waiting.extend(definition.children.get(node.id, ()))
    return found


def _retried(definition: Definition, step: Node) -> bool:
    return (
        requirements_of(step).retry.max_attempts > 1
        and "max_attempts" not in requirements_of(step).assumed
        and not _is_done_by_people(definition, step)
    )


def _tries_are_stated(definition: Definition, step: Node) -> bool:
    stated = {"max_attempts", "timeout"} - requirements_of(step).assumed
    return bool(stated) and not _is_done_by_people(definition, step)


def _is_done_by_people(definition: Definition, step: Node) -> bool:
    participant = definition.participants_by_id.get(step.participant or "")
    human = participant is not None and participant.kind is ParticipantKind.HUMAN
    return human or step.kind is NodeKind.USER_TASK


def _waits(needs: Requirements) -> float:
    """The longest waits between the tries together."""
    retry = needs.retry
    total, wait = 0.0, retry.initial_interval
    for number in range(retry.max_attempts - 1):
        if wait >= retry.max_interval or number > _EXPONENT_CAP:
            # From here on every wait is the longest.
            return total + (retry.max_attempts - 1 - number) * min(wait, retry.max_interval)
        total += wait
        wait *= retry.backoff
    return total


def _tries(step: Node) -> str:
    tries = requirements_of(step).retry.max_attempts
    return "one try" if tries == 1 else f"{tries} tries"


def _time(seconds: float) -> str:
    """A time in its two largest units: ``1m 42s``, ``2h``."""
    if seconds < _MINUTE:
        return format_duration(round(seconds, 1))
    whole = round(seconds)
    if whole < _HOUR:
        return _two(divmod(whole, 60), "m", "s")
    if whole < _DAY:
        return _two(divmod(round(whole / 60), 60), "h", "m")
    return _two(divmod(round(whole / _HOUR), 24), "d", "h")


def _two(amounts: tuple[int, int], large: str, small: str) -> str:
    return f"{amounts[0]}{large} {amounts[1]}{small}" if amounts[1] else f"{amounts[0]}{large}"


RULES: tuple[Rule, ...] = (
    _tries_outlast_sla,
    _retries_add_up,
    _retries_outlast_caller,
    _tries_multiply,
)
