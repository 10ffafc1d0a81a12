"""Random valid maps: blocks within blocks, balanced and unbalanced, with all that a map can hold.

Whatever grows here ends when nothing fails: every token finds its way to an end, so that a case
which stands still has met a fault or a bug. A merge where several tokens of one case may come
together is named ``CROWD``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from tests.proof.choices import Choices, Drawn, chance, pick
from tests.proof.ground import Ground, Way
from tests.proof.steps import ERROR, PARTICIPANTS, grow_loop, grow_step
from workflows.definition.model import (
    Choice,
    Definition,
    Duration,
    EventKind,
    LoopKind,
    NodeKind,
    Variable,
    VariableType,
    Volume,
)
from workflows.definition.validation import problems

__all__ = ["CROWD", "grow_map", "maps"]

CROWD = "crowd"
NEWS = "news"
_SHARES = ((0.5, 0.5), (0.9, 0.1), (1.0, 0.0))
_REFS = {
    EventKind.ERROR: ("", ERROR),
    EventKind.SIGNAL: (NEWS, ""),
    EventKind.ESCALATION: ("", NEWS),
}
_VARIABLES = (
    Variable(name="amount", type=VariableType.NUMBER, low=0.0, high=100.0),
    Variable(
        name="express",
        type=VariableType.BOOLEAN,
        choices=(Choice(value=True, share=0.3), Choice(value=False, share=0.7)),
    ),
)


@st.composite
def maps(draw: st.DrawFn) -> Definition:
    """Any valid map that the grower can think of."""
    return grow_map(Drawn(draw))


def grow_map(choices: Choices) -> Definition:
    """A valid map."""
    ground = Ground(choices, room=2 + choices.below(7))
    _Grower(ground, tidy=not chance(choices, 3)).process(None, depth=3)
    grown = replace(_whole("grown", ground), sla=600.0, volume=Volume(now=3_600.0))
    assert problems(grown) == ()
    return grown


def _whole(name: str, ground: Ground) -> Definition:
    return Definition(
        id=name,
        name=name,
        participants=PARTICIPANTS,
        nodes=tuple(ground.nodes),
        flows=tuple(ground.flows),
        variables=_VARIABLES,
        called=tuple(ground.called),
    )


class _Grower:
    """Grows one map; each method that grows a block takes the way in and gives the way out."""

    def __init__(self, ground: Ground, *, tidy: bool) -> None:
        self._ground = ground
        self._choices = ground.choices
        self._tidy = tidy
        self._leaks = 0
        """How often a token may leave its branch early, or several may come out of one, so that no
        parallel join may wait for exactly one."""
        self._blocks: tuple[Callable[[Way, str | None, int], Way], ...] = (
            self._step,
            self._step,
            self._step,
            self._decision,
            self._parallel,
            self._inclusive,
            self._circle,
            self._unjoined,
            self._unbalanced,
            self._race,
            self._pause,
            self._link,
            self._scope,
            self._transaction,
            self._repeated,
            self._call,
            self._undone_as_one,
            self._throw,
            self._undo_so_far,
        )

    def process(self, scope: str | None, depth: int) -> None:
        """A start, a row of blocks and an end."""
        way = self._row(Way(self._ground.node("start", NodeKind.START, scope)), scope, depth)
        self._end(way, scope)
        if depth < 3 and chance(self._choices, 3):
            self._event_sub_process(scope, depth)

    def _row(self, way: Way, scope: str | None, depth: int) -> Way:
        for _ in range(1 + self._choices.below(3)):
            way = self._block(way, scope, depth)
        return way

    def _block(self, way: Way, scope: str | None, depth: int) -> Way:
        if depth <= 0 or self._ground.room <= 0:
            return self._step(way, scope, depth)
        return pick(self._choices, self._blocks)(way, scope, depth - 1)

    def _end(self, way: Way, scope: str | None) -> None:
        """An end; a rare one also ends everything around it."""
        event = EventKind.TERMINATE if chance(self._choices, 12) else EventKind.NONE
        self._ground.after(way, "end", NodeKind.END, scope, event=event)

    # Steps

    def _step(self, way: Way, scope: str | None, depth: int) -> Way:
        loop = grow_loop(self._choices) if chance(self._choices, 8) else None
        step = grow_step(self._ground, scope, tidy=self._tidy, loop=loop)
        self._ground.flow(way, step.id)
        if chance(self._choices, 4):
            self._exception(step.id, scope, pick(self._choices, ("timer", "error")))
        return Way(step.id)

    def _exception(self, host: str, scope: str | None, kind: str) -> None:
        """What an event on the boundary of ``host`` leads to: a step and an end of its own."""
        event = EventKind(kind)
        self._leaks += 1
        boundary = self._ground.node(
            "boundary",
            NodeKind.BOUNDARY,
            scope,
            event=event,
            attached_to=host,
            timer=pick(self._choices, (0.3, 2.0)) if event is EventKind.TIMER else None,
            ref=pick(self._choices, _REFS.get(event, ("",))),
            interrupting=event in {EventKind.ERROR, EventKind.CANCEL}
            or not chance(self._choices, 2),
        )
        self._end(self._step(Way(boundary), scope, 0), scope)

    # Gateways

    def _ways(self, split: str) -> tuple[Way, Way]:
        """Two ways out of a decision: by a condition and a default, or by shares."""
        if chance(self._choices, 3):
            condition = pick(
                self._choices, ("express", "amount > 50", "not express and amount < 9")
            )
            return Way(split, condition=condition), Way(split, default=True)
        first, second = pick(self._choices, _SHARES)
        return Way(split, first), Way(split, second)

    def _decision(self, way: Way, scope: str | None, depth: int) -> Way:
        split = self._ground.after(way, "split", NodeKind.DECISION, scope)
        ends = [self._row(branch, scope, depth) for branch in self._ways(split)]
        return self._merge(ends, NodeKind.DECISION, scope)

    def _parallel(self, way: Way, scope: str | None, depth: int) -> Way:
        split = self._ground.after(way, "split", NodeKind.PARALLEL, scope)
        branches, leaks = 2 + self._choices.below(2), self._leaks
        ends = [self._row(Way(split), scope, depth) for _ in range(branches)]
        return self._merge(ends, self._join(leaks), scope)

    def _join(self, leaks: int) -> NodeKind:
        kind = pick(self._choices, (NodeKind.PARALLEL, NodeKind.INCLUSIVE))
        return kind if self._leaks == leaks else NodeKind.INCLUSIVE

    def _inclusive(self, way: Way, scope: str | None, depth: int) -> Way:
        split = self._ground.after(way, "split", NodeKind.INCLUSIVE, scope)
        shares = (pick(self._choices, (1.0, 0.5, 0.2)) for _ in range(2 + self._choices.below(2)))
        ends = [self._row(Way(split, share), scope, depth) for share in shares]
        return self._merge(ends, NodeKind.INCLUSIVE, scope)

    def _merge(self, ends: list[Way], kind: NodeKind, scope: str | None, name: str = "") -> Way:
        given = {"name": name} if name else {}
        merge = self._ground.node("join", kind, scope, **given)
        for end in ends:
            self._ground.flow(end, merge)
        return Way(merge)

    def _circle(self, way: Way, scope: str | None, depth: int) -> Way:
        """Round again in some cases."""
        begin = self._ground.after(way, "again", NodeKind.DECISION, scope)
        split = self._ground.after(
            self._row(Way(begin), scope, depth), "split", NodeKind.DECISION, scope
        )
        self._ground.flow(Way(split, 0.3), begin)
        return Way(split, 0.7)

    def _unjoined(self, way: Way, scope: str | None, depth: int) -> Way:
        """A branch that goes to an end of its own."""
        kind = pick(self._choices, (NodeKind.PARALLEL, NodeKind.DECISION, NodeKind.INCLUSIVE))
        self._leaks += int(kind is not NodeKind.PARALLEL)
        split = self._ground.after(way, "split", kind, scope)
        self._end(self._row(Way(split), scope, depth), scope)
        return Way(split)

    def _unbalanced(self, way: Way, scope: str | None, depth: int) -> Way:
        """A split within a split, and one join for both; or no join: each token goes on alone."""
        leaks = self._leaks
        outer = self._ground.after(way, "split", NodeKind.PARALLEL, scope)
        inner = self._ground.after(
            self._row(Way(outer), scope, depth), "split", NodeKind.PARALLEL, scope
        )
        ends = [self._row(Way(source), scope, depth) for source in (outer, inner, inner)]
        if chance(self._choices, 3):
            # A parallel join behind it would get more tokens by one flow than by the other.
            self._leaks += 1
            return self._merge(ends, NodeKind.DECISION, scope, CROWD)
        return self._merge(ends, self._join(leaks), scope)

    # Events

    def _race(self, way: Way, scope: str | None, depth: int) -> Way:
        """Whichever comes first: a time or a message."""
        gateway = self._ground.after(way, "race", NodeKind.EVENT_BASED, scope)
        timed = self._ground.after(
            Way(gateway), "timer", NodeKind.CATCH, scope, event=EventKind.TIMER, timer=1.0
        )
        told = self._ground.after(
            Way(gateway),
            "message",
            NodeKind.CATCH,
            scope,
            event=EventKind.MESSAGE,
            wait=pick(self._choices, (Duration(mean=1.0, p95=3.0), None)),
        )
        ends = [self._row(Way(caught), scope, depth) for caught in (timed, told)]
        return self._merge(ends, NodeKind.DECISION, scope)

    def _pause(self, way: Way, scope: str | None, depth: int) -> Way:
        if chance(self._choices, 2):
            wait = pick(self._choices, (None, Duration(mean=1.0, p95=2.0)))
            event = EventKind.MESSAGE
            return Way(
                self._ground.after(way, "message", NodeKind.CATCH, scope, event=event, wait=wait)
            )
        event = EventKind.TIMER
        return Way(self._ground.after(way, "timer", NodeKind.CATCH, scope, event=event, timer=1.5))

    def _link(self, way: Way, scope: str | None, depth: int) -> Way:
        name = self._ground.fresh("link")
        self._ground.after(way, "throw", NodeKind.THROW, scope, event=EventKind.LINK, ref=name)
        return Way(
            self._ground.node("catch", NodeKind.CATCH, scope, event=EventKind.LINK, ref=name)
        )

    def _throw(self, way: Way, scope: str | None, depth: int) -> Way:
        event = pick(self._choices, (EventKind.SIGNAL, EventKind.ESCALATION, EventKind.MESSAGE))
        return Way(self._ground.after(way, "throw", NodeKind.THROW, scope, event=event, ref=NEWS))

    def _undo_so_far(self, way: Way, scope: str | None, depth: int) -> Way:
        """Something that can be undone, and a throw that undoes its scope."""
        way = self._step(way, scope, depth)
        event = EventKind.COMPENSATION
        return Way(self._ground.after(way, "undo", NodeKind.THROW, scope, event=event))

    # Scopes

    def _scope(self, way: Way, scope: str | None, depth: int) -> Way:
        inner = self._ground.after(way, "sub", NodeKind.SUB_PROCESS, scope)
        self.process(inner, depth)
        if chance(self._choices, 2):
            kinds = ("timer", "error", "escalation", "signal")
            self._exception(inner, scope, pick(self._choices, kinds))
        return Way(inner)

    def _transaction(self, way: Way, scope: str | None, depth: int) -> Way:
        """Steps that are all kept or, when it is cancelled, all undone."""
        inner = self._ground.after(way, "deal", NodeKind.TRANSACTION, scope)
        start = Way(self._ground.node("start", NodeKind.START, inner))
        done = self._step(self._row(start, inner, depth), inner, depth)
        split = self._ground.after(done, "split", NodeKind.DECISION, inner)
        kept, cancelled = self._ways(split)
        self._ground.after(kept, "end", NodeKind.END, inner)
        self._ground.after(cancelled, "cancel", NodeKind.END, inner, event=EventKind.CANCEL)
        self._exception(inner, scope, "cancel")
        return Way(inner)

    def _repeated(self, way: Way, scope: str | None, depth: int) -> Way:
        """A sub-process once per item, or while a condition holds."""
        loop = grow_loop(self._choices)
        inner = self._ground.after(way, "round", NodeKind.SUB_PROCESS, scope, loop=loop)
        start = Way(self._ground.node("start", NodeKind.START, inner))
        row = self._row if loop.kind is not LoopKind.PARALLEL else self._step
        self._ground.after(row(start, inner, depth), "end", NodeKind.END, inner)
        return Way(inner)

    def _call(self, way: Way, scope: str | None, depth: int) -> Way:
        """Another map, done as an activity of this one."""
        below = self._ground.below(room=2)
        _Grower(below, tidy=self._tidy).process(None, depth=min(depth, 1))
        name = self._ground.fresh("called")
        self._ground.called.append(_whole(name, below))
        return Way(self._ground.after(way, "call", NodeKind.CALL_ACTIVITY, scope, calls=name))

    def _undone_as_one(self, way: Way, scope: str | None, depth: int) -> Way:
        """A sub-process that another one undoes as a whole."""
        undo = self._ground.node("reversal", NodeKind.SUB_PROCESS, scope, for_compensation=True)
        start = Way(self._ground.node("start", NodeKind.START, undo))
        self._ground.after(self._step(start, undo, 0), "end", NodeKind.END, undo)
        inner = self._ground.after(way, "sub", NodeKind.SUB_PROCESS, scope, compensation=undo)
        self.process(inner, depth)
        return Way(inner)

    def _event_sub_process(self, scope: str | None, depth: int) -> None:
        """What happens beside, or instead of, the rest of a scope once something happens in it."""
        events = (EventKind.TIMER, EventKind.ERROR, EventKind.ESCALATION, EventKind.SIGNAL)
        event = pick(self._choices, events)
        holder = self._ground.node("event", NodeKind.EVENT_SUB_PROCESS, scope)
        start = self._ground.node(
            "start",
            NodeKind.START,
            holder,
            event=event,
            timer=1.0 if event is EventKind.TIMER else None,
            ref=pick(self._choices, _REFS.get(event, ("",))),
            interrupting=event is EventKind.ERROR or not chance(self._choices, 2),
        )
        self._ground.after(self._step(Way(start), holder, 0), "end", NodeKind.END, holder)
