"""Gaps in interruptions: what is over for one owner goes on with the others until they hear."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import EventKind
from workflows.engine.coordination.gaps.ground import Ground, listed, plural
from workflows.engine.coordination.notices import Notice, NoticeKind

__all__ = ["RULES"]


def _interruption_crosses(ground: Ground) -> Iterator[Finding]:
    """An interrupting event, or an end that ends everything, over work of several owners."""
    for cause, told in _by_cause(ground.crossing(NoticeKind.STOPPED)).items():
        scope = told[0].target
        hearers = {notice.receiver for notice in told}
        stays = _cannot_be_taken_back(ground, scope, hearers)
        yield ground.finding(
            "interruption-crosses",
            Severity.HIGH if stays else Severity.MEDIUM,
            cause,
            message=_message(ground, cause, scope, hearers, stays),
            mend=(
                f"Give the steps in {ground.name(scope)} to one owner. Otherwise it costs "
                f"{plural(len(hearers), 'message')} an interruption, and a compensation for each "
                "effect in it."
            ),
            source="BPMN 2.0.2, 13.5.4",
        )


def _by_cause(told: list[Notice]) -> dict[int, list[Notice]]:
    found: dict[int, list[Notice]] = {}
    for notice in told:
        found.setdefault(notice.node, []).append(notice)
    return found


def _cannot_be_taken_back(ground: Ground, scope: int, owners: set[int]) -> list[int]:
    """Steps of these owners in a scope with an effect that nothing undoes."""
    return [
        step
        for step in ground.steps
        if ground.owners[step] in owners and ground.paths.lies_in(step, scope)
        if ground.map.rules[step].effect and ground.map.rules[step].undo < 0
    ]


def _message(ground: Ground, cause: int, scope: int, hearers: set[int], stays: list[int]) -> str:
    late = (
        f" Late work at {listed(ground.name(step) for step in stays)} stays, because nothing "
        "undoes it."
        if stays
        else " What they do too late is taken back."
    )
    return (
        f"{ground.name(cause)} ends {ground.name(scope)} at once for its owner only: "
        f"{ground.all_of(hearers)} work on until they hear of it.{late}"
    )


def _broadcast(ground: Ground) -> Iterator[Finding]:
    """A signal that others wait for."""
    told = [
        notice
        for notice in ground.crossing(NoticeKind.NEWS)
        if ground.map.events[notice.node] is EventKind.SIGNAL
    ]
    for node, heard in _by_cause(told).items():
        hearers = {notice.receiver for notice in heard}
        yield ground.finding(
            "signal-crosses",
            Severity.LOW,
            node,
            message=(
                f"{ground.name(node)} is a broadcast: {ground.all_of(hearers)} must listen all the "
                "time, and whoever begins to wait after it has come misses it."
            ),
            mend=f"Accept {plural(len(hearers), 'message')} a signal, or keep the last one stored.",
            source="BPMN 2.0.2, 10.5.1",
        )


def _outward(ground: Ground) -> Iterator[Finding]:
    """An error or escalation that is caught by somebody else."""
    for node, told in _by_cause(ground.crossing(NoticeKind.THROWN)).items():
        catchers = {notice.receiver for notice in told}
        yield ground.finding(
            "throw-crosses",
            Severity.MEDIUM,
            node,
            message=(
                f"What {ground.name(node)} throws is caught by {ground.all_of(catchers)}: until "
                "they hear of it, the scope that it leaves goes on."
            ),
            mend=(
                f"Catch it where it is thrown, or accept {plural(len(told), 'message')} and their "
                "time each time."
            ),
            source="BPMN 2.0.2, 10.5.1",
        )


RULES = (_interruption_crosses, _broadcast, _outward)
