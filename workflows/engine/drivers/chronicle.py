"""The chronicle: what happens to a case, in words, for whoever follows one."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import (
    CaseStarted,
    EndHeard,
    Event,
    NewsHeard,
    StepFailed,
    StepRepeated,
    StepSucceeded,
    StepTimedOut,
    StopHeard,
    ThrowHeard,
    TimerFired,
    TokenArrived,
    TokenRepeated,
    Triggered,
    UndoAsked,
    UndoFinished,
)
from workflows.engine.core.ownership import ORCHESTRATOR
from workflows.engine.drivers.happenings import Happening, Kind

__all__ = ["owner_name", "told"]


def told(happening: Happening, compiled: CompiledMap) -> str:
    """One line about it, as it reaches whoever hears of it."""
    who = owner_name(happening.owner, compiled)
    name = f"'{compiled.names[happening.node]}'" if happening.node >= 0 else "the case"
    if happening.kind == Kind.WORK:
        by = compiled.participants[happening.participant] or "somebody"
        return f"{by} gets to do {name}, attempt {happening.attempt}"
    match happening.event:
        case CaseStarted():
            return f"{who} starts the case"
        case TokenArrived():
            return f"{who} hears that {name} is next"
        case TokenRepeated():
            return f"{who} hears once more that {name} is next"
        case StepSucceeded(_, _, attempt):
            return f"{who} hears that attempt {attempt} at {name} succeeded"
        case StepFailed(_, _, attempt):
            return f"{who} hears that attempt {attempt} at {name} failed"
        case StepTimedOut(_, _, attempt):
            return f"{who} has heard nothing of attempt {attempt} at {name} in time"
        case TimerFired():
            return f"the timer of {name} runs out"
        case Triggered():
            return f"what {name} waits for has come"
    return f"{who} {_NEWS[type(happening.event)].format(name)}"


def owner_name(owner: int, compiled: CompiledMap) -> str:
    """Who that is."""
    if owner == ORCHESTRATOR:
        return "the orchestrator"
    return compiled.participants[owner] or "whoever does it"


_NEWS: Mapping[type[Event], str] = {
    StepRepeated: "has done {} once more, for a copy of its message",
    StopHeard: "hears that it is over because of {}",
    EndHeard: "hears that a token ended at {}",
    ThrowHeard: "hears what was thrown at {}",
    NewsHeard: "hears what happened at {}",
    UndoAsked: "is asked to undo its work because of {}",
    UndoFinished: "hears that what {} asked for is undone",
}
