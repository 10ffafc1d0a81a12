"""The machine: process semantics for one case, events in and commands out.

It knows no clock, no queue, no chance and no network. ``Ownership`` tells it what crosses from one
owner to another; that leaves as ``Carry`` and comes back as the event it carries once somebody has
delivered it. Each transition touches only what the acting owner holds, so that the one object can
stand for an orchestrator's state as well as for the sum of what the participants know.

Semantics follow BPMN 2.0.2 (OMG formal/2013-12-09), clause 13, one subject per file: ``tokens``,
``gateways``, ``activities``, ``steps``, ``loops``, ``scopes``, ``catching``, ``throwing``,
``stopping``, ``compensation``, ``failure``, ``repeats``.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from workflows.engine.core.activities import Activities
from workflows.engine.core.catching import Catching
from workflows.engine.core.commands import Command, EndCase, HaltCase
from workflows.engine.core.compensation import Compensation
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
from workflows.engine.core.failure import Failure
from workflows.engine.core.gateways import Gateways
from workflows.engine.core.loops import Loops
from workflows.engine.core.marks import Mark
from workflows.engine.core.ownership import Ownership
from workflows.engine.core.questions import Ask, Question, QuestionKind
from workflows.engine.core.repeats import Repeats
from workflows.engine.core.scopes import Scopes
from workflows.engine.core.state import CaseState, Key
from workflows.engine.core.steps import Steps
from workflows.engine.core.stopping import Stopping
from workflows.engine.core.tables import CompiledMap
from workflows.engine.core.throwing import Throwing
from workflows.engine.core.tokens import Tokens

__all__ = ["Machine", "Move"]


class Move(NamedTuple):
    """Something that happens at once, but after all that is ahead of it in the agenda."""

    owner: int
    scope: int
    node: int
    act: Callable[[], None]


class Machine:
    """One case of a compiled map. ``state`` may be given to go on from there; the machine changes
    it in place. ``trace`` holds the marks of the last ``receive``."""

    def __init__(
        self,
        compiled: CompiledMap,
        ownership: Ownership,
        ask: Ask,
        state: CaseState | None = None,
    ) -> None:
        self.compiled = compiled
        self.ownership = ownership
        self.ask = ask
        self.state = state if state is not None else CaseState()
        self.trace: list[Mark] = []
        self.out: list[Command] = []
        self.agenda: deque[Move] = deque()
        self.passes: Counter[tuple[int, Key]] = Counter()
        self.owner = 0
        self.tokens = Tokens(self)
        self.gateways = Gateways(self)
        self.activities = Activities(self)
        self.steps = Steps(self)
        self.loops = Loops(self)
        self.scopes = Scopes(self)
        self.catching = Catching(self)
        self.throwing = Throwing(self)
        self.stopping = Stopping(self)
        self.compensation = Compensation(self)
        self.failure = Failure(self)
        self.repeats = Repeats(self)
        # Each handler takes the one event type it is filed under; the table cannot say that.
        self._handlers: dict[type, Callable[[Any], None]] = {
            CaseStarted: self.scopes.start_case,
            TokenArrived: self.tokens.arrived,
            TokenRepeated: self.repeats.arrived,
            StepSucceeded: self.steps.succeeded,
            StepRepeated: self.repeats.step_repeated,
            StepFailed: self.steps.failed,
            StepTimedOut: self.steps.timed_out,
            TimerFired: self.catching.timer_fired,
            Triggered: self.catching.triggered,
            StopHeard: self.stopping.heard,
            EndHeard: self.tokens.end_heard,
            ThrowHeard: self.throwing.thrown,
            NewsHeard: self.throwing.heard,
            UndoAsked: self.compensation.asked,
            UndoFinished: self.compensation.finished,
        }

    # What a driver asks

    def receive(self, event: Event) -> tuple[Command, ...]:
        """Take one event in; what has to be done about it comes back, in order.

        An event that no longer matters (a late answer, a second one) changes nothing.
        """
        self.out, self.trace = [], []
        self.passes.clear()
        if not self.state.halted:
            self.owner = self.owner_of(event)
            self._handlers[type(event)](event)
            self._drain()
            self._tidy()
            self._see_the_end()
        return tuple(self.out)

    def replayed(self, history: Iterable[Event]) -> Machine:
        """The same case as it stood after ``history``: how an orchestrator comes back from its
        store."""
        machine = Machine(self.compiled, self.ownership, self.ask)
        for event in history:
            machine.receive(event)
        return machine

    def owner_of(self, event: Event) -> int:
        """Who takes an event in."""
        match event:
            case StopHeard() | NewsHeard() | UndoAsked():
                return event.owner
            case EndHeard() | ThrowHeard() if event.scope in self.state.scopes:
                return self.ownership.owners[self.state.scopes[event.scope].node]
            case CaseStarted():
                starts = self.compiled.starts if event.start < 0 else (event.start,)
                return self.ownership.owners[starts[0]] if starts else 0
            case _:
                return self.ownership.owners[event.node]

    def waits_for(self, node: int, visit: int, attempt: int) -> bool:
        """Whether this very attempt is the one under way: only then do its time-out or the start
        of its next try matter."""
        return self.state.open.get((node, visit)) == attempt

    def expects(self, node: int, visit: int) -> bool:
        """Whether an answer from this performance, whatever its attempt, is still awaited."""
        return (node, visit) in self.state.open

    # What the parts ask

    def soon(
        self, scope: int, node: int, act: Callable[[], None], *, owner: int | None = None
    ) -> None:
        """Put a move at ``node`` in the scope instance ``scope`` on the agenda."""
        self.agenda.append(Move(self.owner if owner is None else owner, scope, node, act))

    def drop_moves(self, is_over: Callable[[int], bool]) -> None:
        """Take the moves in scopes that are over off the agenda."""
        self.agenda = deque(move for move in self.agenda if not is_over(move.scope))

    def holds(self, node: int, test: int) -> bool:
        """Whether a condition holds, by what the case knows now."""
        learnt = self.state.learnt
        known = tuple(learnt.get(source, 0) for source in self.compiled.tests[test].sources)
        return bool(self.ask(Question(QuestionKind.HOLDS, node, 0, test, known)))

    def halt(self, moves: int) -> None:
        """Give the case up: no sound case moves so often."""
        if not self.state.halted:
            self.state.halted = True
            self.out.append(HaltCase(moves))

    # One event

    def _drain(self) -> None:
        """Let everything move until every token rests."""
        moved, acting = 0, self.owner
        while True:
            while self.agenda and not self.state.halted:
                move = self.agenda.popleft()
                self.owner = move.owner
                move.act()
                self.scopes.settle(move.scope)
                moved += 1
                if moved > self.compiled.moves:
                    self.halt(moved)
            self.owner = acting
            if self.state.halted or not self._goes_on():
                return

    def _goes_on(self) -> bool:
        """Whether something moves again once everything rests."""
        return self._settle_all() or self.gateways.open_inclusive_joins()

    def _settle_all(self) -> bool:
        """End the scopes in which nothing is left; True where something moves again."""
        for number in self.scopes.deserted():
            self.scopes.settle(number)
        return bool(self.agenda)

    def _tidy(self) -> None:
        """Forget what cannot matter any more, so that cases which behave alike are alike."""
        self.agenda.clear()
        self.scopes.forget_what_is_over()
        if len(self.compiled.processes) == 1:
            self._forget_visits()

    def _forget_visits(self) -> None:
        """Only where one process is all: a message on its way may begin another at any time."""
        state = self.state
        places = {key[0] for key in (*state.tokens, *state.waits)}
        places |= {node for sender in state.mail for node in self.compiled.receivers[sender]}
        # A scope that undoes something is begun by what is done, not by a token.
        undo, undo_scopes = self.compiled.undo, self.compiled.undo_scopes
        places |= {undo[node] for node, _ in state.done if undo[node] >= 0}
        places |= {undo_scopes[node] for node, _ in state.done if node in undo_scopes}
        ahead = frozenset().union(*(self.compiled.ahead[node] for node in places))
        state.visits = {node: n for node, n in state.visits.items() if node in ahead}

    def _see_the_end(self) -> None:
        """Say so when the case is over, as far as anybody can see; undoing may take it up again."""
        state = self.state
        over = not (state.halted or state.live or state.reversals)
        if over and not (state.failed and state.open) and not state.ended:
            self.out.append(EndCase())
        state.ended = over
