"""Events of a derived choreography: the notices of a map that cross between participants.

``workflows.engine.coordination`` derives who tells whom what. Here the notices that tell the same
thing become one event, which AsyncAPI calls a channel with its message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.engine.coordination.choreography import coordinate
from workflows.engine.coordination.notices import Notice, NoticeKind, notices
from workflows.engine.coordination.topics import topic_of
from workflows.engine.core.compiled import CompiledMap, compile_map
from workflows.formats.safe_names import slug

__all__ = ["NOBODY", "Choreography", "Event", "Listening", "choreography_of"]

NOBODY = "nobody"
"""Who stands for the steps that have no participant."""

_WORDS = {
    NoticeKind.ENDED: "ended",
    NoticeKind.THROWN: "thrown",
    NoticeKind.STOPPED: "over",
    NoticeKind.FAILED: "failed",
    NoticeKind.NEWS: "sent",
    NoticeKind.UNDO_ASKED: "undo-asked",
    NoticeKind.UNDO_FINISHED: "undone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """One participant that listens: ``concerns`` is the id of the node that the event leads to
    there, ``by`` the ids of the decisions that must have led there."""

    participant: str
    concerns: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that participants tell each other.

    ``key`` is unique among the events and safe in any broker (letters, digits, '-', '.', '_').
    ``topic`` is what Podium's derived rules call it; ``about`` the node of the map that it tells
    of, by id, None where it tells of the case.
    """

    key: str
    kind: NoticeKind
    topic: str
    about: str | None
    senders: tuple[str, ...]
    listening: tuple[Listening, ...]

    @property
    def receivers(self) -> tuple[str, ...]:
        """The participants that listen, in the order of the map."""
        return tuple(dict.fromkeys(one.participant for one in self.listening))

    @property
    def decisions(self) -> dict[str, tuple[str, ...]]:
        """By the id of a decision that its sender settles: the nodes that it may lead to."""
        found: dict[str, dict[str, None]] = {}
        for one in self.listening:
            for decision in one.by:
                found.setdefault(decision, {})[one.concerns] = None
        return {decision: tuple(nodes) for decision, nodes in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choreography:
    """The events of a map, and who takes part, by id in the order of the map."""

    definition: Definition
    events: tuple[Event, ...]
    participants: tuple[str, ...]

    def name_of(self, participant: str) -> str:
        """How people name a participant."""
        known = self.definition.participants_by_id.get(participant)
        return (known.name or known.id) if known else "Steps without a participant"

    def node(self, name: str | None) -> Node | None:
        """The node of that id, wherever it stands: in the map or in one that it calls."""
        return next((found for found in _places(self.definition, name) if found), None)


def _places(definition: Definition, name: str | None) -> Iterator[Node | None]:
    yield definition.by_id.get(name or "")
    for called in definition.called:
        yield called.by_id.get(name or "")


def choreography_of(definition: Definition) -> Choreography:
    """The derived choreography as events."""
    compiled = compile_map(definition)
    ownership = coordinate(compiled, {})
    crossing = [one for one in notices(compiled, ownership) if not one.is_local]
    doing = {ownership.owners[step] for step in compiled.rules}
    talking = {owner for one in crossing for owner in (one.sender, one.receiver)}
    people = [
        person for number, person in enumerate(compiled.participants) if number in doing | talking
    ]
    return Choreography(
        definition=definition,
        events=tuple(_events(compiled, crossing)),
        participants=tuple(person or NOBODY for person in people),
    )


def _events(compiled: CompiledMap, crossing: Iterable[Notice]) -> Iterator[Event]:
    groups: dict[tuple[int, str], list[Notice]] = {}
    for notice in crossing:
        same = (_subject(notice), topic_of(notice, compiled))
        groups.setdefault(same, []).append(notice)
    taken: set[str] = set()
    for (subject, topic), told in groups.items():
        word = _word(told[0], compiled)
        key = _unique(f"{slug(compiled.ids[subject]) or 'node'}.{word}", taken)
        yield Event(
            key=key,
            kind=told[0].kind,
            topic=topic,
            about=compiled.elements[subject] or None,
            senders=tuple(dict.fromkeys(_person(compiled, one.sender) for one in told)),
            listening=tuple(dict.fromkeys(_listening(compiled, one) for one in told)),
        )


def _subject(notice: Notice) -> int:
    return notice.target if notice.kind is NoticeKind.STOPPED else notice.node


def _listening(compiled: CompiledMap, notice: Notice) -> Listening:
    return Listening(
        participant=_person(compiled, notice.receiver),
        concerns=compiled.elements[notice.target] or compiled.ids[notice.target],
        by=tuple(compiled.elements[node] or compiled.ids[node] for node in notice.by),
    )


def _person(compiled: CompiledMap, number: int) -> str:
    return compiled.participants[number] or NOBODY


def _word(notice: Notice, compiled: CompiledMap) -> str:
    """What has happened to the subject, as the last part of a topic."""
    if notice.kind is NoticeKind.NEWS:
        known = compiled.events[notice.node] is EventKind.NONE
        sends = notice.node in compiled.receivers
        return "known" if known and not sends else "sent"
    if notice.kind is not NoticeKind.WENT_ON:
        return _WORDS[notice.kind]
    if notice.node in compiled.processes or compiled.kinds[notice.node] is NodeKind.START:
        return "begun"
    return "happened" if compiled.hosts[notice.node] >= 0 else "done"


def _unique(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found
