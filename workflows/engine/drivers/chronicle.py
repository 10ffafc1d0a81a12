"""The chronicle: what happens to a case, in words, for whoever follows one."""

from __future__ import annotations

from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import (
    CaseStarted,
    StepFailed,
    StepSucceeded,
    StepTimedOut,
    TimerFired,
    TokenArrived,
    TokenRepeated,
    Triggered,
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
    return f"{who} is told about {name}: {_in_words(type(happening.event).__name__)}"


def owner_name(owner: int, compiled: CompiledMap) -> str:
    """Who that is."""
    if owner == ORCHESTRATOR:
        return "the orchestrator"
    return compiled.participants[owner] or "whoever does it"


def _in_words(name: str) -> str:
    """``UndoAsked`` as "undo asked"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
