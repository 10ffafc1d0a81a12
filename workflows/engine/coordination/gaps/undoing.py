"""Gaps in undoing: nobody knows what the others have done, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import NodeKind
from workflows.engine.coordination.gaps.ground import Ground, plural
from workflows.engine.coordination.notices import NoticeKind

__all__ = ["RULES"]


def _order_between_owners(ground: Ground) -> Iterator[Finding]:
    """Undoing in reverse order of completion, where several owners have something to undo."""
    undoers = {
        ground.owners[notice.target]
        for notice in ground.notices
        if notice.kind is NoticeKind.UNDO_ASKED
    }
    if any(notice.kind is NoticeKind.FAILED for notice in ground.notices):
        undoers |= {ground.owners[node] for node, undo in enumerate(ground.map.undo) if undo >= 0}
    if len(undoers) > 1:
        yield ground.finding(
            "undo-order",
            Severity.MEDIUM,
            -1,
            message=(
                f"{ground.all_of(undoers)} each undo their own work, the latest first; the order "
                "between them is not kept, because none knows what the others have done."
            ),
            mend=(
                "Make each undoing independent of the others, let one owner drive the steps that "
                f"must go back in order, or chain the undoing: {plural(len(undoers), 'message')} "
                "more for a case that fails."
            ),
            source="BPMN 2.0.2, 13.5.5",
        )


def _failure_is_told(ground: Ground) -> Iterator[Finding]:
    """A step whose failure undoes what others have done."""
    for step in ground.steps:
        told = [n for n in ground.crossing(NoticeKind.FAILED) if n.node == step]
        if told:
            yield ground.finding(
                "failure-crosses",
                Severity.LOW,
                step,
                message=(
                    f"When {ground.name(step)} fails, {ground.all_of(n.receiver for n in told)} "
                    "go on until they hear of it."
                ),
                mend=(
                    f"Accept {plural(len(told), 'message')} a failure, or put the step before "
                    "those whose work it would undo."
                ),
                source="guide, core models: choreography",
            )


def _undoing_is_asked(ground: Ground) -> Iterator[Finding]:
    """A compensation event, or a transaction that is cancelled, that needs others to undo."""
    asked = ground.crossing(NoticeKind.UNDO_ASKED)
    for cause in dict.fromkeys(notice.node for notice in asked):
        others = {n.receiver for n in asked if n.node == cause}
        cancelled = ground.map.kinds[cause] is NodeKind.TRANSACTION
        isolated = " It is no transaction to anybody else: others see its parts." * cancelled
        yield ground.finding(
            "cancel-crosses" if cancelled else "undo-crosses",
            Severity.MEDIUM if cancelled else Severity.LOW,
            cause,
            message=(
                f"{ground.name(cause)} waits until {ground.all_of(others)} have undone their "
                f"part.{isolated}"
            ),
            mend=(
                f"Accept {plural(2 * len(others), 'message')} each time, or give what has to be "
                "undone together to one owner."
            ),
            source="BPMN 2.0.2, 13.5.6" if cancelled else "BPMN 2.0.2, 13.5.5",
        )


RULES = (_order_between_owners, _failure_is_told, _undoing_is_asked)
