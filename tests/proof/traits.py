"""What is true of a map, as far as an invariant asks for it. All maps count their scopes in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tests.proof.maps import CROWD
from workflows.definition.model import (
    Definition,
    EventKind,
    Node,
    NodeKind,
    OnFailure,
    Requirements,
)

__all__ = [
    "calm",
    "may_be_left_to_people",
    "noticed",
    "tidy",
    "undoes_by_throw",
]

_TIMELY = frozenset({EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION})
_WAITING = frozenset({NodeKind.CATCH, NodeKind.BOUNDARY, NodeKind.START})
_SPLITS = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})


@lru_cache(maxsize=8)
def tidy(definition: Definition) -> bool:
    """Every effect is idempotent and can be undone by a step of its own, and no failure is left to
    people. (Where one scope undoes another as a whole, no ledger can tell what undoes what.)"""
    as_one = any(node.compensation for node in _nodes(definition))
    return not (as_one or may_be_left_to_people(definition)) and all(
        needs.effect.idempotent and needs.effect.compensation
        for needs in _forward(definition)
        if needs.effect is not None
    )


@lru_cache(maxsize=8)
def may_be_left_to_people(definition: Definition) -> bool:
    """A step that fails for good may leave its case where somebody has to look; in a scope that
    undoes something any step does."""
    parking = {OnFailure.DEAD_LETTER, OnFailure.ESCALATE}
    undoing = any(node.for_compensation for node in _nodes(definition))
    return undoing or any(needs.on_failure in parking for needs in _forward(definition))


@lru_cache(maxsize=8)
def noticed(definition: Definition) -> bool:
    """Every step has a time-out or a deadline, so that its silence is noticed."""
    return all(
        node.requirements.timeout is not None or node.requirements.deadline is not None
        for node in _nodes(definition)
        if node.requirements is not None
    )


@lru_cache(maxsize=8)
def calm(definition: Definition) -> bool:
    """Nothing depends on what comes first: no events race, and no failure strikes while other
    work goes on beside it."""
    return not any(map(_races, _nodes(definition))) and not (
        _has_work_side_by_side(definition)
        and (_may_fail(definition) or any(map(_mixes, _nodes(definition))))
    )


def undoes_by_throw(definition: Definition) -> bool:
    """Something besides a failed step asks for undoing, or a scope is undone as a whole."""
    events = {EventKind.COMPENSATION, EventKind.CANCEL}
    return any(node.event in events or node.compensation for node in _nodes(definition))


def _forward(definition: Definition) -> Iterator[Requirements]:
    return (
        node.requirements
        for node in _nodes(definition)
        if node.requirements and node.kind is not NodeKind.COMPENSATION
    )


def _nodes(definition: Definition) -> Iterator[Node]:
    """All nodes, those of called maps included."""
    yield from definition.nodes
    for called in definition.called:
        yield from _nodes(called)


def _races(node: Node) -> bool:
    timely = node.kind in _WAITING and node.event in _TIMELY
    return timely or node.kind is NodeKind.EVENT_BASED or _hurries(node)


def _hurries(node: Node) -> bool:
    """Whether it can run out of time without any fault."""
    needs = node.requirements
    if needs is None:
        return False
    limit = needs.deadline if needs.deadline is not None else needs.timeout
    return limit is not None and needs.duration.p95 * 10 > limit


def _mixes(node: Node) -> bool:
    """Whether tokens side by side end one another or meet in any order."""
    return node.name == CROWD or node.event is EventKind.TERMINATE


def _has_work_side_by_side(definition: Definition) -> bool:
    split = any(
        node.kind in _SPLITS and len(definition.outgoing[node.id]) > 1 for node in definition.nodes
    )
    looped = any(node.loop is not None for node in definition.nodes)
    return split or looped or any(map(_has_work_side_by_side, definition.called))


def _may_fail(definition: Definition) -> bool:
    return any(
        needs.failure.permanent or needs.failure.errors or needs.failure.transient
        for needs in _forward(definition)
    )
