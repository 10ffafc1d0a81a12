"""Topics: what participants call the things that they tell each other and do."""

from __future__ import annotations

from workflows.definition.model import EventKind, NodeKind
from workflows.engine.coordination.notices import Notice, NoticeKind
from workflows.engine.core.compiled import CompiledMap, Role

__all__ = ["deed_of", "event_of", "topic_of"]


def topic_of(notice: Notice, compiled: CompiledMap) -> str:
    """The event that a notice is, in words: ``'Charge card' done``."""
    name = _quoted(notice.node, compiled)
    match notice.kind:
        case NoticeKind.WENT_ON:
            return _left(notice.node, compiled)
        case NoticeKind.ENDED:
            return f"a token ended at {name}"
        case NoticeKind.STOPPED:
            return f"{_quoted(notice.target, compiled)} is over"
        case NoticeKind.FAILED:
            return f"{name} failed"
        case NoticeKind.UNDO_ASKED:
            return f"{name} asks for undoing"
        case NoticeKind.UNDO_FINISHED:
            return f"all is undone for {name}"
        case _:
            return event_of(notice.node, compiled)


def _left(node: int, compiled: CompiledMap) -> str:
    """That a token has left a node."""
    name = _quoted(node, compiled)
    if node in compiled.processes or compiled.kinds[node] is NodeKind.START:
        outermost = node in compiled.processes or compiled.parents[node] in compiled.processes
        return f"a new case at {name}" if outermost else f"{name} begun"
    if compiled.hosts[node] >= 0:
        return f"{event_of(node, compiled)} at {_quoted(compiled.hosts[node], compiled)}"
    match compiled.roles[node]:
        case Role.JOIN | Role.INCLUSIVE_JOIN:
            return f"{name} joined"
        case Role.CATCH:
            return f"{name} happened"
        case _:
            return f"{name} done"


def event_of(node: int, compiled: CompiledMap) -> str:
    """What happens at a node: ``signal 'stop'``, ``timer 'reminder'``; of a step, its failure or
    what it found out."""
    event, ref = compiled.events[node], compiled.refs[node]
    if event is EventKind.NONE:
        known = any(node in test.sources for test in compiled.tests)
        sends = node in compiled.receivers
        word = "'s message" if sends else " known" if known else " failed"
        return _quoted(node, compiled) + word
    named = ref if event not in {EventKind.TIMER, EventKind.CONDITIONAL} else ""
    return f"{event.value} '{named or compiled.names[node]}'"


def deed_of(node: int, compiled: CompiledMap) -> str:
    """What its owner does at a node that a token comes to."""
    name = _quoted(node, compiled)
    match compiled.roles[node]:
        case Role.STEP if node in compiled.senders:
            return f"wait for the message at {name}"
        case Role.STEP:
            return f"do {name}"
        case Role.SCOPE:
            return f"open {name}"
        case Role.JOIN:
            return f"join at {name}"
        case Role.INCLUSIVE_JOIN:
            return f"join at {name} once no other branch can come"
        case Role.RACE:
            return f"wait for the first event behind {name}"
        case Role.UNDO:
            return f"have {_meant(node, compiled)} undone at {name}"
        case _:
            return f"wait for {event_of(node, compiled)}"


def _meant(node: int, compiled: CompiledMap) -> str:
    ref = compiled.refs[node]
    if ref in compiled.ids:
        return _quoted(compiled.ids.index(ref), compiled)
    return "all that is done"


def _quoted(node: int, compiled: CompiledMap) -> str:
    return f"'{compiled.names[node]}'"
