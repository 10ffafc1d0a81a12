"""Derivation: from the notices of a map to the rules of each participant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from workflows.definition.model import EventKind, NodeKind, OnFailure
from workflows.engine.coordination.notices import Notice, NoticeKind, notices
from workflows.engine.coordination.paths import Paths
from workflows.engine.coordination.rules import (
    Heard,
    Memory,
    ParticipantRules,
    Retrying,
    Rule,
    RuleKind,
    Told,
)
from workflows.engine.coordination.topics import deed_of, event_of, topic_of
from workflows.engine.core.compiled import CompiledMap, Role
from workflows.engine.core.ownership import Ownership
from workflows.engine.core.rules import SECOND

__all__ = ["Derivation"]

_KINDS = {
    Role.STEP: RuleKind.DO,
    Role.SCOPE: RuleKind.HOLD,
    Role.JOIN: RuleKind.JOIN,
    Role.INCLUSIVE_JOIN: RuleKind.JOIN,
    Role.CATCH: RuleKind.WAIT,
    Role.RACE: RuleKind.WAIT,
    Role.UNDO: RuleKind.UNDO,
}
_GATHERED = frozenset({NoticeKind.ENDED, NoticeKind.UNDO_FINISHED})
_COMES = frozenset({NoticeKind.WENT_ON, NoticeKind.NEWS, NoticeKind.THROWN})


class Derivation:
    """Derives the rules of every participant from one map and ownership."""

    def __init__(self, compiled: CompiledMap, ownership: Ownership) -> None:
        self._map = compiled
        self._owners = ownership.owners
        self._notices = notices(compiled, ownership)
        self._paths = Paths(compiled, ownership)
        known = compiled.definition.participants_by_id
        self._people = tuple(
            known[name].name or name if name in known else name or "nobody"
            for name in compiled.participants
        )

    def rules(self) -> tuple[ParticipantRules, ...]:
        """The rules of each participant that has any, in the order of the map."""
        derived = (self._of(owner) for owner in range(len(self._people)))
        return tuple(one for one in derived if one.rules)

    def _of(self, owner: int) -> ParticipantRules:
        return ParticipantRules(
            participant=self._map.participants[owner],
            name=self._people[owner],
            rules=(*self._forward(owner), *self._stopping(owner), *self._undoing(owner)),
            remembers=tuple(self._memories(owner)),
        )

    # What goes forward

    def _forward(self, owner: int) -> Iterator[Rule]:
        for node in range(len(self._map.ids)):
            if self._owners[node] == owner and (kind := self._kind(node)) is not None:
                yield self._rule(node, owner, kind)

    def _kind(self, node: int) -> RuleKind | None:
        """What kind of rule a node makes for its owner; None for none."""
        if node in self._map.processes:
            return RuleKind.BEGIN if self._map.entries[node] else None
        if self._map.is_undo(node) or self._map.kinds[node] is NodeKind.COMPENSATION:
            return None
        if self._map.hosts[node] >= 0:
            return RuleKind.REACT
        if self._map.kinds[node] is NodeKind.START:
            return self._kind_of_start(node)
        return _KINDS.get(self._map.roles[node])

    def _kind_of_start(self, start: int) -> RuleKind | None:
        scope = self._map.parents[start]
        if self._map.kinds[scope] is NodeKind.EVENT_SUB_PROCESS:
            return RuleKind.REACT
        return RuleKind.BEGIN if scope in self._map.processes else None

    def _rule(self, node: int, owner: int, kind: RuleKind) -> Rule:
        return Rule(
            kind=kind,
            node=self._map.ids[node],
            does=self._deed(node, kind),
            hears=tuple(self._heard(node, owner, kind)),
            waits_for_all=self._map.roles[node] is Role.JOIN,
            gathers=tuple(self._gathered(node)),
            then=tuple(self._then(node, owner)),
            tells=tuple(self._told(node, owner)),
            retrying=self._retrying(node) if kind is RuleKind.DO else None,
            timer=self._timer(node),
        )

    def _deed(self, node: int, kind: RuleKind) -> str:
        if kind is RuleKind.BEGIN:
            return f"begin at '{self._map.names[node]}'"
        if kind is not RuleKind.REACT:
            return deed_of(node, self._map)
        host = self._map.hosts[node]
        if host < 0:
            host = self._map.parents[node]
        way = "leave" if self._map.interrupting[node] else "go on beside"
        return f"{way} '{self._map.names[host]}' by '{self._map.names[node]}'"

    def _heard(self, node: int, owner: int, kind: RuleKind) -> Iterator[Heard]:
        if kind is RuleKind.BEGIN and node in (*self._map.starts, *self._map.processes):
            yield Heard(topic="a new case")
        if kind is RuleKind.REACT:
            yield Heard(topic=event_of(node, self._map))
        for notice in self._notices:
            if notice.target == node and notice.receiver == owner and notice.kind in _COMES:
                yield self._as_heard(notice)

    def _as_heard(self, notice: Notice) -> Heard:
        return Heard(
            topic=topic_of(notice, self._map),
            sender="" if notice.is_local else self._people[notice.sender],
            by=self._named(notice.by),
        )

    def _gathered(self, node: int) -> Iterator[Heard]:
        for notice in self._notices:
            if notice.kind in _GATHERED and notice.target == node:
                yield self._as_heard(notice)

    def _then(self, node: int, owner: int) -> Iterator[str]:
        """What comes next with the same owner."""
        for notice in self._leaving(node, owner):
            if notice.is_local and notice.kind is NoticeKind.WENT_ON:
                yield self._map.names[notice.target]

    def _told(self, node: int, owner: int) -> Iterator[Told]:
        for notice in self._leaving(node, owner):
            if not notice.is_local:
                yield self._as_told(notice)

    def _as_told(self, notice: Notice) -> Told:
        return Told(
            topic=topic_of(notice, self._map),
            receiver=self._people[notice.receiver],
            concerns=self._map.names[notice.target],
            by=self._named(notice.by),
        )

    def _leaving(self, node: int, owner: int) -> Iterator[Notice]:
        """What the owner tells because of a node, or of something that a token passes behind it
        and that is nobody's."""
        for notice in self._notices:
            if notice.sender == owner and self._place(notice) == node:
                yield notice

    def _place(self, notice: Notice) -> int:
        """The node of the sender at which a notice leaves: where the token rested before it passed
        a node that is nobody's; else the scope around, which the sender holds."""
        node = self._passed.get((notice.sender, notice.node), notice.node)
        if self._kind(node) is not None and self._owners[node] == notice.sender:
            return node
        held = (s for s in self._paths.around(node) if self._owners[s] == notice.sender)
        return next(held, node)

    @cached_property
    def _passed(self) -> dict[tuple[int, int], int]:
        """By who acts and a node that is only passed: where the token rested before."""
        return {
            (way.owner, passed): way.node
            for way in reversed(self._paths.ways)
            for passed in way.passed
            if self._kind(passed) is None
        }

    # Time and failure

    def _timer(self, node: int) -> float | None:
        """Seconds that the owner measures at a node: until an event, or for people to answer."""
        rules = self._map.rules.get(node)
        deadline = rules.deadline if rules is not None else None
        waits = self._map.waits[node] if self._map.events[node] is EventKind.TIMER else -1
        micros = deadline if deadline is not None else waits
        return micros / SECOND if micros >= 0 else None

    def _retrying(self, step: int) -> Retrying | None:
        if step in self._map.senders:
            return None
        rules = self._map.rules[step]
        topic = _slug(self._people[rules.participant])
        return Retrying(
            attempts=rules.retry.max_attempts,
            through=f"{topic}.retry",
            after=self._after_the_last(step, topic),
        )

    def _after_the_last(self, step: int, topic: str) -> str:
        exits = [
            node
            for node in self._map.boundaries[step]
            if self._map.events[node] is EventKind.ERROR and not self._map.refs[node]
        ]
        if exits:
            return f"leaves it by '{self._map.names[exits[0]]}'"
        if any(n.kind is NoticeKind.THROWN and n.node == step for n in self._notices):
            return "throws its error outward"
        return {
            OnFailure.COMPENSATE: "publishes that it failed, and all is undone",
            OnFailure.DEAD_LETTER: f"puts the case into {topic}.dead-letter",
            OnFailure.ESCALATE: "asks people",
            OnFailure.CONTINUE: "goes on as if it were done",
        }[self._map.rules[step].on_failure]

    # What goes back

    def _stopping(self, owner: int) -> Iterator[Rule]:
        """Words of others that something is over: a scope, or the case."""
        heard = self._heard_of(owner, NoticeKind.STOPPED)
        for scope in dict.fromkeys(notice.target for notice in heard if not notice.is_local):
            yield self._stop(scope, [n for n in heard if n.target == scope and not n.is_local])
        failures = [n for n in self._heard_of(owner, NoticeKind.FAILED) if not n.is_local]
        if failures:
            yield self._stop(self._process_of(failures[0].node), failures)

    def _process_of(self, node: int) -> int:
        while self._map.parents[node] >= 0:
            node = self._map.parents[node]
        return node

    def _stop(self, scope: int, heard: list[Notice]) -> Rule:
        return Rule(
            kind=RuleKind.STOP,
            node=self._map.ids[scope],
            does=f"drop what is open in '{self._map.names[scope]}'",
            hears=tuple(dict.fromkeys(map(self._as_heard, heard))),
        )

    def _undoing(self, owner: int) -> Iterator[Rule]:
        failures = self._heard_of(owner, NoticeKind.FAILED)
        asked = self._heard_of(owner, NoticeKind.UNDO_ASKED)
        for activity, undo in enumerate(self._map.undo):
            if undo >= 0 and self._owners[activity] == owner:
                concerned = [*failures, *(n for n in asked if n.target == activity)]
                name, means = self._map.names[activity], self._means(undo)
                yield Rule(
                    kind=RuleKind.UNDO,
                    node=self._map.ids[activity],
                    does=f"undo '{name}' by {means}, the latest first",
                    hears=tuple(dict.fromkeys(map(self._as_heard, concerned))),
                    tells=tuple(self._undone(owner, concerned)),
                )

    def _means(self, undo: int) -> str:
        """What undoes an activity, by its name."""
        handler = self._map.definition.by_id.get(self._map.elements[undo])
        return f"'{handler.name or handler.id}'" if handler else self._map.names[undo]

    def _undone(self, owner: int, concerned: Iterable[Notice]) -> Iterator[Told]:
        causes = {n.node for n in concerned if n.kind is NoticeKind.UNDO_ASKED}
        for notice in self._notices:
            answers = notice.kind is NoticeKind.UNDO_FINISHED and notice.node in causes
            if answers and notice.sender == owner:
                yield self._as_told(notice)

    def _heard_of(self, owner: int, kind: NoticeKind) -> list[Notice]:
        return [n for n in self._notices if n.receiver == owner and n.kind is kind]

    # What has to be remembered

    def _memories(self, owner: int) -> Iterator[Memory]:
        mine = [node for node, its in enumerate(self._owners) if its == owner]
        for node in mine:
            match self._map.roles[node]:
                case Role.JOIN:
                    yield self._memory("which branches have reached", node, "all of them have")
                case Role.INCLUSIVE_JOIN:
                    yield self._memory(
                        "which branches have reached", node, "it knows that no other one can come"
                    )
                case Role.SCOPE if node not in self._map.processes:
                    yield self._memory("the tokens in", node, "all of them have ended")
        failing = [f"'{self._map.names[n.node]}'" for n in self._heard_of(owner, NoticeKind.FAILED)]
        for node in mine:
            if self._map.undo[node] >= 0:
                until = f"{' and '.join(dict.fromkeys(failing))} cannot fail any more"
                never = "the scope around it is over"
                yield self._memory("what was done at", node, until if failing else never)

    def _memory(self, what: str, node: int, until: str) -> Memory:
        return Memory(what=f"{what} '{self._map.names[node]}'", until=until)

    def _named(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._map.names[node] for node in nodes)


def _slug(name: str) -> str:
    """A name as topics write it: ``payment-provider``."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")
