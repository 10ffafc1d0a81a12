"""A new version of a map, deployed while cases run: they stay on theirs, or go over to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

from workflows.engine.core.events import Event, TokenArrived, TokenRepeated
from workflows.engine.core.ledger import Ledger
from workflows.engine.core.rules import SECOND
from workflows.engine.core.versions import Migration, MigrationError
from workflows.engine.drivers.chunk import Chunk
from workflows.engine.drivers.happenings import Happening, Kind
from workflows.engine.drivers.stage import Stage
from workflows.engine.drivers.transitions import Transitions

__all__ = ["Deployment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """``transitions`` of the new version go live ``at`` so many seconds; cases that come in later
    follow them. With ``migrate``, those under way go over at that moment, each active node to the
    one that ``mapping`` names for it, or to the one of its own id; a case that cannot, stays.

    Both versions number participants alike. Cases of a chunk that end before its last one has
    come in are not affected by what is deployed after.
    """

    transitions: Transitions
    before: Transitions
    at: float
    migrate: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)

    def begin(self, chunk: Chunk, stages: Sequence[Stage]) -> int:
        """Prepare a chunk with its ``stages``, old and new; the place of the first case that
        follows the new version."""
        at = round(self.at * SECOND)
        switch = bisect_left(chunk.started, at)
        for place in range(switch, chunk.count):
            chunk.versions[place] = 1
            chunk.rests[place] = chunk.bases[place] = self.transitions.start
            chunk.pages[place] = self.transitions.blank
        if self.migrate and 0 < switch < chunk.count:
            chunk.call(at, switch, partial(self._go_live, chunk=chunk, stages=stages))
        return switch

    def _go_live(self, at: int, place: int, *, chunk: Chunk, stages: Sequence[Stage]) -> None:
        under_way = (p for p in range(place) if chunk.pending[p])
        gone = {p: move for p in under_way if (move := self._move(at, p, chunk)) is not None}
        chunk.heap[:] = [
            (when, turn, p, self._translated(gone[p], it, stages[1]) if p in gone else it)
            for when, turn, p, it in chunk.heap
        ]
        stages[1].lay_fresh()

    def _move(self, at: int, place: int, chunk: Chunk) -> Migration | None:
        """Take one case over; None where it has to stay."""
        old = chunk.rests[place].state
        try:
            move = Migration(old, self.before.compiled, self.transitions.compiled, self.mapping)
            state = move.state()
        except MigrationError as error:
            chunk.note(at, place, f"stays on its version: {error}")
            return None
        chunk.note(at, place, "goes over to the new version")
        chunk.rests[place] = chunk.bases[place] = self.transitions.rest_of(state)
        chunk.pages[place] = self.transitions.page_of(_moved(chunk.pages[place].ledger, move))
        chunk.versions[place] = 1
        if chunk.remembered:
            chunk.history[place].clear()
        return move

    # What is under way

    def _translated(self, move: Migration, happening: Happening, stage: Stage) -> Happening:
        """The same happening, about the counterpart of its node."""
        if happening.kind == Kind.OTHER:
            return self._other(move, happening, stage)
        node = move.node(happening.node)
        if node < 0:
            return _nothing()
        known = self.transitions.catalogue
        if happening.kind == Kind.WORK:
            return known.work(node, happening.visit, happening.attempt, happening.again)
        return known.moved(happening, _event(happening.event, move), node)

    def _other(self, move: Migration, happening: Happening, stage: Stage) -> Happening:
        """Something rare that one of the old stage had planned, for its counterpart to do."""
        act = happening.act
        if not isinstance(act, partial):
            return happening
        about = {
            name: self._translated(move, value, stage) if isinstance(value, Happening) else value
            for name, value in act.keywords.items()
        }
        moved = Happening(Kind.OTHER)
        moved.act = partial(stage.counterpart(act.func), **about)
        return moved


def _event(event: Event, move: Migration) -> Event:
    """The event with every number that means something in one version only taken over."""
    known = {field.name for field in fields(event)}
    changed: dict[str, Any] = {}
    readers: dict[str, Callable[[Any], int]] = {"node": move.node, "scope": move.scope}
    for name in known & readers.keys():
        changed[name] = readers[name](getattr(event, name))
    if isinstance(event, TokenArrived | TokenRepeated):
        changed["flow"] = move.flow(event.flow, event.node)
    return replace(event, **changed)


def _moved(ledger: Ledger, move: Migration) -> Ledger:
    """The ledger under the numbers of the new version. What was done at a step that is gone keeps
    an entry of its own."""

    def key(old: tuple[int, int]) -> tuple[int, int]:
        node = move.node(old[0])
        return (node if node >= 0 else -2 - old[0], old[1])

    return Ledger(
        {key(old): count for old, count in ledger.done.items()},
        {key(old): count for old, count in ledger.undone.items()},
        {key(old) for old in ledger.tombs},
        {key(old) for old in ledger.acknowledged},
    )


def _nothing() -> Happening:
    nothing = Happening(Kind.OTHER)
    nothing.act = _ignore
    return nothing


def _ignore(at: int, place: int) -> None:
    """Nobody waits for it any more."""
