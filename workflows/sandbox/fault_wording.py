"""Faults in words, for pages, reports and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.model import Definition
from workflows.definition.quantities import format_duration, format_number
from workflows.engine.drivers.faults import OCCASIONS, Fault, FaultKind, Occasion

__all__ = ["SHORT_NAMES", "fault_words"]

SHORT_NAMES = {
    FaultKind.STEP_ERROR: "errors",
    FaultKind.STEP_SLOW: "slow steps",
    FaultKind.OUTCOME_UNKNOWN: "unknown outcomes",
    FaultKind.ORCHESTRATOR_CRASH: "crashes",
    FaultKind.PARTICIPANT_CRASH: "crashes of participants",
    FaultKind.BROKER_OUTAGE: "broker outages",
    FaultKind.MESSAGE_LOST: "lost messages",
    FaultKind.MESSAGE_DUPLICATED: "doubled messages",
    FaultKind.MESSAGE_REORDERED: "reordered messages",
    FaultKind.POISON_MESSAGE: "poison messages",
    FaultKind.HUMAN_SILENT: "silent people",
    FaultKind.HUMAN_ANSWERS_TWICE: "double answers",
    FaultKind.HUMAN_LATE: "late answers",
    FaultKind.NEW_VERSION: "a new version",
}
"""A few words for each kind, to be set in a list."""

_HARM = {
    FaultKind.STEP_ERROR: "answer with an error",
    FaultKind.STEP_SLOW: "take {factor} times as long",
    FaultKind.OUTCOME_UNKNOWN: "are done, but their answer never arrives",
    FaultKind.ORCHESTRATOR_CRASH: "end in a crash of {duration}",
    FaultKind.PARTICIPANT_CRASH: "end in a crash of {duration}",
    FaultKind.BROKER_OUTAGE: "meet a broker that is away for {duration}",
    FaultKind.MESSAGE_LOST: "are lost",
    FaultKind.MESSAGE_DUPLICATED: "arrive twice",
    FaultKind.MESSAGE_REORDERED: "are overtaken by later ones",
    FaultKind.POISON_MESSAGE: "make their receiver fail each time",
    FaultKind.HUMAN_SILENT: "are never answered",
    FaultKind.HUMAN_ANSWERS_TWICE: "are answered twice",
    FaultKind.HUMAN_LATE: "are answered {duration} after the deadline",
    FaultKind.NEW_VERSION: "meet a new version of the map",
}


def fault_words(fault: Fault, definition: Definition, share: Callable[[float], str]) -> str:
    """One clause without a full stop: "1 % of the messages around “Charge card” are lost".
    ``share`` writes a share as the page or report does."""
    harm = _HARM[fault.kind].format(factor=format_number(fault.factor), duration=_lasting(fault))
    clause = f"{share(fault.share)} of {_occasions(fault, definition)} {harm}"
    return ", ".join((clause, *_limits(fault)))


def _lasting(fault: Fault) -> str:
    if fault.kind is FaultKind.BROKER_OUTAGE and fault.window is not None:
        return "the whole time"
    return format_duration(fault.duration)


def _occasions(fault: Fault, definition: Definition) -> str:
    about = _about(fault, definition)
    match OCCASIONS[fault.kind]:
        case Occasion.ATTEMPT:
            return f"the tries of {about}" if about else "the tries of every step"
        case Occasion.MESSAGE:
            return f"the messages around {about}" if about else "all messages"
        case Occasion.WRITE:
            return _writes(fault, about)
        case Occasion.PERSON:
            return f"the human tasks at {about}" if about else "all human tasks"
        case Occasion.DEPLOYMENT:
            return "all cases"


def _writes(fault: Fault, about: str) -> str:
    whose = "orchestrator" if fault.kind is FaultKind.ORCHESTRATOR_CRASH else "participants"
    ending = "’s" if whose == "orchestrator" else "’"
    return f"the {whose}{ending} durable writes" + (f" about {about}" if about else "")


def _about(fault: Fault, definition: Definition) -> str:
    names = []
    if fault.step is not None:
        step = definition.by_id.get(fault.step)
        names.append(f"“{(step and step.name) or fault.step}”")
    if fault.participant is not None:
        who = definition.participants_by_id.get(fault.participant)
        names.append(f"{(who and who.name) or fault.participant}")
    return " at ".join(names)


def _limits(fault: Fault) -> Iterator[str]:
    if fault.nth is not None:
        yield f"only the {_ordinal(fault.nth)} of a case"
    if fault.case is not None:
        yield f"only in case {fault.case:,}"
    if fault.window is not None:
        begin, end = map(format_duration, fault.window)
        yield f"only between {begin} and {end}"


def _ordinal(number: int) -> str:
    tens, ones = divmod(number, 10)
    ending = "th" if tens % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{number}{ending}"
