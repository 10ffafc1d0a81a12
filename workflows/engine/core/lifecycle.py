"""The life of an activity instance, after BPMN 2.0, figure 13.2, as one table.

An activity instance is one visit of a step or of a scope. The machine changes a phase through
``after`` only, so that the table is the truth and the diagram in the documentation is drawn from it
(``python -m workflows.engine.core.lifecycle``).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

__all__ = ["TRANSITIONS", "Change", "Phase", "after", "diagram"]


class Phase(IntEnum):
    """Where an activity instance stands."""

    READY = 0
    """A token has come; nobody works on it yet."""
    ACTIVE = 1
    """Somebody works on it, or its scope has tokens."""
    COMPLETING = 2
    """The work is done; its token is about to leave."""
    COMPLETED = 3
    """Done, and kept because it can be undone."""
    FAILING = 4
    """It has failed for good; a way out is looked for."""
    FAILED = 5
    """No way out was found; somebody has to look at it."""
    TERMINATING = 6
    """Interrupted while somebody worked on it; the answer will be taken back."""
    TERMINATED = 7
    """Interrupted, and nothing of it is left to take back."""
    COMPENSATING = 8
    """It is being undone."""
    COMPENSATED = 9
    """It has been undone."""


class Change(IntEnum):
    """What moves an activity instance from one phase to another."""

    BEGIN = 0
    FINISH = 1
    LEAVE = 2
    FAIL = 3
    GIVE_UP = 4
    INTERRUPT = 5
    SETTLE = 6
    UNDO = 7
    UNDONE = 8


TRANSITIONS: Mapping[tuple[Phase, Change], Phase] = {
    (Phase.READY, Change.BEGIN): Phase.ACTIVE,
    (Phase.READY, Change.INTERRUPT): Phase.TERMINATED,
    (Phase.ACTIVE, Change.FINISH): Phase.COMPLETING,
    (Phase.ACTIVE, Change.FAIL): Phase.FAILING,
    (Phase.ACTIVE, Change.INTERRUPT): Phase.TERMINATING,
    (Phase.COMPLETING, Change.LEAVE): Phase.COMPLETED,
    (Phase.COMPLETING, Change.INTERRUPT): Phase.TERMINATING,
    (Phase.FAILING, Change.INTERRUPT): Phase.TERMINATING,
    (Phase.FAILING, Change.GIVE_UP): Phase.FAILED,
    (Phase.FAILING, Change.FINISH): Phase.COMPLETING,
    (Phase.FAILED, Change.INTERRUPT): Phase.TERMINATING,
    (Phase.TERMINATING, Change.UNDO): Phase.COMPENSATING,
    (Phase.TERMINATING, Change.SETTLE): Phase.TERMINATED,
    (Phase.COMPLETED, Change.UNDO): Phase.COMPENSATING,
    (Phase.COMPLETED, Change.SETTLE): Phase.TERMINATED,
    (Phase.COMPENSATING, Change.UNDONE): Phase.COMPENSATED,
    (Phase.COMPENSATING, Change.GIVE_UP): Phase.FAILED,
}


def after(phase: Phase, change: Change) -> Phase:
    """The phase that ``change`` leads to; ``ValueError`` where the table has none."""
    try:
        return TRANSITIONS[phase, change]
    except KeyError:
        message = f"an activity that is {phase.name.lower()} cannot {change.name.lower()}"
        raise ValueError(message) from None


def diagram() -> str:
    """The table as a mermaid state diagram."""
    lines = ["stateDiagram-v2", "    [*] --> ready: a token comes"]
    lines += [
        f"    {phase.name.lower()} --> {then.name.lower()}: {change.name.lower().replace('_', ' ')}"
        for (phase, change), then in TRANSITIONS.items()
    ]
    left = {phase for phase, _ in TRANSITIONS}
    lines += [f"    {phase.name.lower()} --> [*]" for phase in Phase if phase not in left]
    return "\n".join(lines)


if __name__ == "__main__":
    print(diagram())
