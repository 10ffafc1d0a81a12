"""The catalogue: each happening once, with all that is the same about it for every case."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from workflows.engine.core.commands import Carry
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.events import (
    CaseStarted,
    Event,
    StepFailed,
    StepRepeated,
    StepSucceeded,
    StepTimedOut,
    TimerFired,
    TokenArrived,
    TokenRepeated,
    Triggered,
)
from workflows.engine.core.ownership import ORCHESTRATOR, Ownership
from workflows.engine.core.rules import service_times
from workflows.engine.core.streams import key_of, stream_of
from workflows.engine.drivers.conditions import Wiring
from workflows.engine.drivers.happenings import Happening, Kind

__all__ = ["Catalogue"]

_REPLY, _TOKEN = 1, 2
_SHORT_CUTS = 8
"""How many visits of a node are worth laying out."""


class Catalogue:
    """The happenings of one map under one ownership, made when first asked for. ``fresh`` are
    those made since somebody last emptied it. ``outside`` has, by node, the equally likely times in
    microseconds after which what it waits for comes from outside, where the map states any."""

    def __init__(self, compiled: CompiledMap, ownership: Ownership, wiring: Wiring) -> None:
        self._compiled = compiled
        self._owners = ownership.owners
        self._wiring = wiring
        self._known: dict[object, Happening] = {}
        self.fresh: list[Happening] = []
        self.outside = _outside(compiled)
        self._times: dict[int, NDArray[np.int64]] = {}
        starts = compiled.starts
        self.started = self._add(CaseStarted(), Kind.STARTED, starts[0] if starts else -1)

    def __iter__(self) -> Iterator[Happening]:
        return iter(self._known.values())

    def times(self, node: int) -> NDArray[np.int64]:
        """The equally likely working times of a step, in microseconds."""
        found = self._times.get(node)
        if found is None:
            found = self._times[node] = np.array(self._compiled.rules[node].service)
        return found

    def work(self, node: int, visit: int, attempt: int, again: bool) -> Happening:
        """An attempt at a step; ``again``: the work that a copy of its message causes."""
        known = self._known.get((node, visit, attempt, again))
        return known or self._new_work(node, visit, attempt, again)

    def failure(self, work: Happening, *, permanent: bool, error: str = "") -> Happening:
        """The answer that this attempt failed."""
        return self._answer(StepFailed(work.node, work.visit, work.attempt, permanent, error), work)

    def timed_out(self, work: Happening) -> Happening:
        """No answer to this attempt came in time."""
        event = StepTimedOut(work.node, work.visit, work.attempt)
        return self._known.get(event) or self._add(event, Kind.FIRED, work.node)

    def timer(self, node: int, visit: int) -> Happening:
        """A timer runs out."""
        event = TimerFired(node, visit)
        return self._known.get(event) or self._add(event, Kind.FIRED, node)

    def trigger(self, node: int, visit: int) -> Happening:
        """What a node waits for comes from outside."""
        event = Triggered(node, visit)
        return self._known.get(event) or self._add(event, Kind.FIRED, node)

    def carried(self, command: Carry) -> Happening:
        """What one owner told another arrives."""
        known = self._known.get((command.owner, command.to, command.event))
        return known or self._new_carried(command)

    def repeated(self, carried: Happening) -> Happening | None:
        """What a copy of that arrival means to a receiver without an inbox; None: nothing."""
        event = carried.event
        if not isinstance(event, TokenArrived):
            return None
        again = TokenRepeated(event.node, event.flow, event.visit, event.scope)
        return self._known.get(again) or self._add(again, Kind.FIRED, carried.node)

    def moved(self, other: Happening, event: Event, node: int) -> Happening:
        """The counterpart, about ``node``, of a happening of another version of the map."""
        if other.kind == Kind.ANSWER:
            return self._answer(event, self.work(node, other.visit, other.attempt, again=False))
        if other.kind == Kind.CARRIED:
            return self.carried(Carry(other.sender, other.owner, event, node))
        found = self._known.get(event) or self._add(event, Kind.FIRED, node)
        found.delay = other.delay
        return found

    def _new_work(self, node: int, visit: int, attempt: int, again: bool) -> Happening:
        rules = self._compiled.rules[node]
        work = Happening(Kind.WORK, node, key=key_of(node, visit, attempt))
        work.owner = work.sender = self._owners[node]
        work.visit, work.attempt, work.again = visit, attempt, again
        work.participant = rules.participant
        work.remote = work.owner == ORCHESTRATOR
        work.delay = self._wiring.world.hop if work.remote else 0
        work.pooled = work.remote or rules.human
        work.plain = attempt == 1 and not again and rules.undoes < 0 and visit <= _SHORT_CUTS
        local_copy = again and not work.remote
        event = StepRepeated(node, visit) if local_copy else StepSucceeded(node, visit, attempt)
        work.answer = self._answer(event, work)
        return self._file((node, visit, attempt, again), work)

    def _answer(self, event: Event, work: Happening) -> Happening:
        known = self._known.get(event)
        if known is not None:
            return known
        answer = self._add(event, Kind.ANSWER, work.node)
        answer.key = key_of(work.node, work.visit, work.attempt, _REPLY)
        answer.visit, answer.attempt = work.visit, work.attempt
        answer.remote = work.remote
        answer.delay = work.delay
        rules = self._compiled.rules[work.node]
        answer.effect = not isinstance(event, StepFailed) and (rules.effect or rules.undoes >= 0)
        answer.participant = work.participant
        return answer

    def _new_carried(self, command: Carry) -> Happening:
        world, event = self._wiring.world, command.event
        carried = Happening(Kind.CARRIED, command.node, owner=command.to)
        carried.event, carried.sender = event, command.owner
        by_participant = command.owner != ORCHESTRATOR
        outbox = by_participant and self._wiring.outbox
        carried.outbox = int(outbox)
        carried.inbox = int(command.to != ORCHESTRATOR and self._wiring.inbox)
        carried.durable = outbox or not by_participant
        carried.delay = world.hop + (world.relay if outbox else 0)
        carried.key = _key(event)
        return self._file((command.owner, command.to, event), carried)

    def _add(self, event: Event, kind: Kind, node: int) -> Happening:
        owner = self._owners[node] if node >= 0 else ORCHESTRATOR
        happening = Happening(kind, node, key=_key(event), owner=owner)
        happening.event = event
        return self._file(event, happening)

    def _file(self, name: object, happening: Happening) -> Happening:
        self._known[name] = happening
        self.fresh.append(happening)
        return happening


def _outside(compiled: CompiledMap) -> dict[int, tuple[int, ...]]:
    definition = compiled.definition
    waits = {
        node.id: node.wait for known in (definition, *definition.called) for node in known.nodes
    }
    return {
        number: service_times(wait)
        for number, element in enumerate(compiled.elements)
        if (wait := waits.get(element)) is not None
    }


def _key(event: Event) -> int:
    """What luck is drawn by: the same for the same event on every machine."""
    if isinstance(event, TokenArrived):
        return key_of(event.node, event.visit, kind=_TOKEN)
    return stream_of(0, repr(event))
