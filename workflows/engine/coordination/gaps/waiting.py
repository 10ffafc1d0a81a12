"""Gaps in waiting: joins, scopes and repetitions that collect what others do."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import LoopKind
from workflows.engine.coordination.gaps.ground import Ground, plural
from workflows.engine.coordination.notices import NoticeKind
from workflows.engine.core.compiled import Role
from workflows.engine.core.ownership import ORCHESTRATOR

__all__ = ["RULES"]


def _joins(ground: Ground, role: Role) -> Iterator[tuple[int, set[int]]]:
    """Joins of this role that hear from others, with those others."""
    told = ground.crossing(NoticeKind.WENT_ON)
    for node, its in enumerate(ground.map.roles):
        senders = {notice.sender for notice in told if notice.target == node}
        if its is role and senders:
            yield node, senders


def _parallel_join(ground: Ground) -> Iterator[Finding]:
    """A join of what several owners send, held by one of them."""
    for node, senders in _joins(ground, Role.JOIN):
        owner = ground.owners[node]
        held = owner == ORCHESTRATOR or bool(ground.map.participants[owner])
        if held and owner != ORCHESTRATOR:
            yield ground.finding(
                "join-needs-memory",
                Severity.LOW,
                node,
                message=(
                    f"{ground.who(owner)} has to remember for each case which branches have "
                    f"reached {ground.name(node)}; {ground.all_of(senders)} send them."
                ),
                mend=(
                    f"Give {ground.who(owner)} a correlation store: 1 durable write a branch, "
                    "and a rule for what is never completed."
                ),
                source="BPMN 2.0.2, 13.4.1",
            )
        elif not held:
            yield ground.finding(
                "join-of-nobody",
                Severity.MEDIUM,
                node,
                message=(
                    f"No step follows {ground.name(node)}, so no participant has a reason to hold "
                    "it: nobody knows when all branches are done."
                ),
                mend=(
                    "Have one of the branches' participants listen to the others: "
                    f"{plural(len(senders), 'message')} a case; or give the join up."
                ),
                source="BPMN 2.0.2, 13.4.1",
            )


def _inclusive_join(ground: Ground) -> Iterator[Finding]:
    """A join that must know what else is coming."""
    for node, senders in _joins(ground, Role.INCLUSIVE_JOIN):
        yield ground.finding(
            "inclusive-join-crosses",
            Severity.MEDIUM,
            node,
            message=(
                f"{ground.name(node)} opens when no other branch can come, which "
                f"{ground.who(ground.owners[node])} cannot know from what "
                f"{ground.all_of(senders)} send. The sandbox tells it."
            ),
            mend=(
                "Have the split publish how many branches it began: 1 message more a case and a "
                "store that counts them down."
            ),
            source="BPMN 2.0.2, 13.4.3",
        )


def _scope(ground: Ground) -> Iterator[Finding]:
    """A scope whose tokens end with others."""
    told = ground.crossing(NoticeKind.ENDED)
    for scope in dict.fromkeys(notice.target for notice in told):
        ends = [notice for notice in told if notice.target == scope]
        yield ground.finding(
            "scope-crosses",
            Severity.LOW,
            scope,
            message=(
                f"{ground.name(scope)} is over when all its tokens have ended; "
                f"{ground.who(ground.owners[scope])} hears of that from "
                f"{ground.all_of(notice.sender for notice in ends)} only."
            ),
            mend=(
                f"Accept up to {plural(len(ends), 'message')} each time, or let one owner do "
                "its last steps."
            ),
            source="BPMN 2.0.2, 13.3.4",
        )


def _repetition(ground: Ground) -> Iterator[Finding]:
    """A scope that repeats and whose steps belong to several owners."""
    told = ground.crossing(NoticeKind.WENT_ON, NoticeKind.ENDED)
    for node, loop in ground.map.loops.items():
        inside = [n for n in told if n.target != node and ground.paths.lies_in(n.target, node)]
        ended = [n for n in told if n.kind is NoticeKind.ENDED and n.target == node]
        if ground.map.roles[node] is not Role.SCOPE or not (inside or ended):
            continue
        how = "its instances" if loop.kind is LoopKind.PARALLEL else "its rounds"
        yield ground.finding(
            "repetition-crosses",
            Severity.MEDIUM,
            node,
            message=(
                f"{ground.who(ground.owners[node])} counts {how} of {ground.name(node)}, but "
                "others do part of the work: each must carry the number of the instance it "
                "belongs to."
            ),
            mend=(
                f"Accept {plural(len(inside) + len(ended), 'message')} an instance with a key of "
                "their own, or give the repetition to one owner."
            ),
            source="BPMN 2.0.2, 13.3.7",
        )


RULES = (_parallel_join, _inclusive_join, _scope, _repetition)
