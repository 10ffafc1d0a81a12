"""The machine: process semantics for one case, events in and commands out.

It knows no clock, no queue and no network. ``Ownership`` tells it which tokens cross from one
owner to another; those leave as ``MoveToken`` and come back as ``TokenArrived`` once somebody has
carried them. Each transition touches only what its owner holds, so that the one object can stand
for an orchestrator's state as well as for the sum of what the participants know.

Semantics follow BPMN 2.0 (OMG formal/2011-01-03): several flows out of a node that is no gateway
all get a token, each token into a step starts it (clause 13.3.1 and 13.3.2), gateways as in clause
13.4. Undoing is failure.py's part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from workflows.engine.core.commands import (
    Command,
    EndCase,
    HaltCase,
    MoveToken,
    PerformStep,
    StartTimer,
)
from workflows.engine.core.compiled import CompiledMap, Role
from workflows.engine.core.events import (
    CaseStarted,
    DeadlinePassed,
    Event,
    StepFailed,
    StepRepeated,
    StepSucceeded,
    StepTimedOut,
    StopHeard,
    TimerFired,
    TokenArrived,
    TokenRepeated,
)
from workflows.engine.core.failure import FailureRules
from workflows.engine.core.ownership import Ownership
from workflows.engine.core.state import CaseState, Key
from workflows.engine.core.streams import draw, key_of

__all__ = ["Luck", "Machine"]

type Luck = tuple[int, int]
"""The streams a machine draws from: paths, and jitter of retry intervals."""


class Machine(FailureRules):
    """One case of a compiled map."""

    __slots__ = ("_ownership",)

    def __init__(self, compiled: CompiledMap, ownership: Ownership, luck: Luck, case: int) -> None:
        self._map = compiled
        self._ownership = ownership
        self._owners = ownership.owners
        self._listeners = ownership.listeners
        self._paths, self._jitter = luck
        self._case = case
        self._out: list[Command] = []
        self.state = CaseState()

    def receive(self, event: Event) -> tuple[Command, ...]:
        """Take one event in; what has to be done about it comes back, in order.

        An event that no longer matters (a late answer, a second one) changes nothing.
        """
        out: list[Command] = []
        self._out = out
        if not self.state.halted:
            _HANDLERS[type(event)](self, event)
            if self._map.reaching:
                self._open_inclusive_joins()
            if self.state.live <= 0 and not self.state.ended:
                self._end_case()
        return tuple(out)

    def replayed(self, history: Iterable[Event]) -> Machine:
        """The same case as it stood after ``history``: how an orchestrator comes back from its
        store."""
        luck = (self._paths, self._jitter)
        machine = Machine(self._map, self._ownership, luck, self._case)
        for event in history:
            machine.receive(event)
        return machine

    def waits_for(self, node: int, visit: int, attempt: int) -> bool:
        """Whether this very attempt is the one under way: only then do its time-out, its deadline
        or the start of its next try matter."""
        return self.state.open.get((node, visit)) == attempt

    def expects(self, node: int, visit: int) -> bool:
        """Whether an answer from this performance, whatever its attempt, is still awaited."""
        return (node, visit) in self.state.open

    def heeds_timer(self, node: int, visit: int) -> bool:
        """Whether the timer still matters; that of a boundary does as long as its step runs."""
        host = self._map.hosts[node]
        running = host < 0 or (host, visit) in self.state.open
        return running and (node, visit) in self.state.timers

    # Tokens

    def _start(self, _: CaseStarted) -> None:
        self.state.live = len(self._map.starts)
        for node in self._map.starts:
            if self._map.roles[node] >= Role.STEP:
                self._hand_on(self._owners[node], -1, node)
            else:
                self._walk(node, 1)

    def _token_arrived(self, event: TokenArrived) -> None:
        self._arrive(event.node, event.flow, event.visit)

    def _token_repeated(self, event: TokenRepeated) -> None:
        """Without an inbox the work is done again. A join holds its tokens per flow and a timer
        is set once per visit, so that these absorb the copy."""
        if self._map.roles[event.node] is Role.STEP:
            self._out.append(PerformStep(event.node, event.visit, 1, again=True))

    def _step_repeated(self, event: StepRepeated) -> None:
        self._walk(event.node, event.visit, again=True)

    def _walk(self, origin: int, visit: int, *, again: bool = False) -> None:
        """Send tokens on from ``origin`` through all that takes no time, until each one rests,
        ends or crosses. Copies (``again``) are no tokens of their own: they are not counted."""
        state, roles = self.state, self._map.roles
        owner = self._owners[origin]
        todo = [origin]
        while todo:
            routes = self._routes(todo.pop(), origin, visit)
            if not again:
                state.live += len(routes) - 1
                state.moves += 1
            for flow, target in routes:
                role = roles[target]
                if role >= Role.STEP:
                    self._hand_on(owner, flow, target, again=again)
                elif role < Role.END:
                    todo.append(target)
                elif not again:
                    self._end(role, target, owner)
            if state.moves > self._map.moves:
                self._halt()
                return

    def _routes(self, node: int, origin: int, visit: int) -> Sequence[tuple[int, int]]:
        routes = self._map.outgoing[node]
        chances = self._map.chances[node]
        if not chances:
            return routes
        # The origin is part of the key: coming to a gateway from elsewhere is another occasion.
        if self._map.roles[node] is Role.CHOOSE:
            luck = draw(self._paths, self._case, key_of(node, visit, kind=origin))
            return (next(r for r, bound in zip(routes, chances, strict=True) if luck < bound),)
        return self._some(routes, chances, node, visit, origin)

    def _some(
        self,
        routes: Sequence[tuple[int, int]],
        chances: Sequence[int],
        node: int,
        visit: int,
        origin: int,
    ) -> Sequence[tuple[int, int]]:
        """Each flow by its own chance; where none is drawn, the likeliest."""
        taken = [
            route
            for place, (route, chance) in enumerate(zip(routes, chances, strict=True), start=1)
            if draw(self._paths, self._case, key_of(node, visit, place, origin)) < chance
        ]
        likeliest = max(range(len(routes)), key=chances.__getitem__, default=0)
        return taken or routes[likeliest : likeliest + 1]

    def _hand_on(self, owner: int, flow: int, target: int, *, again: bool = False) -> None:
        """Give the token to the node where it rests, over the network where owners differ."""
        visits = self.state.visits
        visit = visits.get(target, 0)
        if not again:
            visit += 1
            visits[target] = visit
            if self._map.reaching:
                self.state.tokens[target] = self.state.tokens.get(target, 0) + 1
        if self._owners[target] != owner:
            self._out.append(MoveToken(owner, target, flow, visit, again))
        elif again:
            self._token_repeated(TokenRepeated(target, flow, visit))
        else:
            self._arrive(target, flow, visit)

    def _arrive(self, node: int, flow: int, visit: int) -> None:
        state = self.state
        if self._owners[node] in state.stopped:
            state.live -= 1
            return
        role = self._map.roles[node]
        if role is Role.STEP:
            state.open[(node, visit)] = 1
            self._out.append(_first_try(node, visit, 1))
            for exit_ in self._map.timers[node]:
                self._set_timer(exit_.node, visit, exit_.delay)
        elif role is Role.TIMER:
            self._set_timer(node, visit, self._map.waits[node])
        else:
            held = state.joins.setdefault(node, {})
            held[flow] = held.get(flow, 0) + 1
            if role is Role.JOIN and len(held) == len(self._map.incoming[node]):
                self._open_join(node, held)

    def _set_timer(self, node: int, visit: int, delay: int) -> None:
        self.state.timers.add((node, visit))
        self._out.append(StartTimer(node, visit, delay))

    def _open_join(self, node: int, held: dict[int, int]) -> None:
        """Take one token from each flow that has one and send a single token on."""
        self.state.live -= len(held) - 1
        for flow in list(held):
            self._leave_rest(node)
            held[flow] -= 1
            if not held[flow]:
                del held[flow]
        # Visits count arriving tokens; what leaves is numbered by how often the join has opened.
        opened = self.state.visits.get(~node, 0) + 1
        self.state.visits[~node] = opened
        self._walk(node, opened)

    def _open_inclusive_joins(self) -> None:
        """Open every inclusive join that no other token can reach any more."""
        joins = self.state.joins
        opened = True
        while opened and not self.state.halted:
            opened = False
            for node, reaching in self._map.reaching.items():
                held = joins.get(node)
                if held and not self._coming(node, reaching, held):
                    self._open_join(node, held)
                    opened = True

    def _coming(self, node: int, reaching: frozenset[int], held: dict[int, int]) -> bool:
        tokens = self.state.tokens
        on_the_way = tokens.get(node, 0) - sum(held.values())
        return on_the_way > 0 or any(tokens.get(other, 0) > 0 for other in reaching)

    def _leave_rest(self, node: int) -> None:
        """Keep count of where tokens rest, where a map has inclusive joins that ask for it."""
        if self._map.reaching:
            self.state.tokens[node] -= 1

    def _leave(self, node: int, visit: int) -> None:
        self._leave_rest(node)
        self._walk(node, visit)

    def _exit(self, host: int, boundary: int, visit: int) -> None:
        self._leave_rest(host)
        self._walk(boundary, visit)

    def _end(self, role: Role, node: int, owner: int) -> None:
        self.state.live -= 1
        if role is Role.TERMINATE:
            self.state.live = 0
            self._stop(owner, node, undo=False)

    def _end_case(self) -> None:
        self.state.ended = True
        if not self.state.failed:
            self._out.append(EndCase())

    def _halt(self) -> None:
        self.state.halted = True
        self._out.append(HaltCase(self.state.moves))

    # Answers

    def _succeeded(self, event: StepSucceeded) -> None:
        state = self.state
        key = (event.node, event.visit)
        if state.open.pop(key, None) is None:
            self._late(key)
        elif self._map.rules[event.node].undoes >= 0:
            self._undone(event.node)
        elif self._owners[event.node] in state.stopped:
            self._take_back(key)
        else:
            if self._map.rules[event.node].undo >= 0:
                state.done.append(key)
            self._leave(event.node, event.visit)

    def _failed(self, event: StepFailed) -> None:
        key = (event.node, event.visit)
        if not self.waits_for(event.node, event.visit, event.attempt):
            return
        rules = self._map.rules[event.node]
        hopeless = event.permanent and rules.heeds_permanent
        if hopeless or not self._try_again(key, event.attempt):
            self._give_up(key)

    def _timed_out(self, event: StepTimedOut) -> None:
        key = (event.node, event.visit)
        if not self.waits_for(event.node, event.visit, event.attempt):
            return
        self.state.unknown.add(key)
        if not self._try_again(key, event.attempt):
            self._give_up(key)

    def _deadline_passed(self, event: DeadlinePassed) -> None:
        key = (event.node, event.visit)
        if not self.waits_for(event.node, event.visit, event.attempt):
            return
        if self._map.rules[event.node].escalates and key not in self.state.escalated:
            self.state.escalated.add(key)
            self._perform(key, event.attempt + 1, 0)
        else:
            self._give_up(key)

    def _timer_fired(self, event: TimerFired) -> None:
        if not self.heeds_timer(event.node, event.visit):
            return
        self.state.timers.discard((event.node, event.visit))
        host = self._map.hosts[event.node]
        if host < 0:
            if self._owners[event.node] not in self.state.stopped:
                self._leave(event.node, event.visit)
        else:
            self._interrupt((host, event.visit), event.node)

    def _interrupt(self, key: Key, boundary: int) -> None:
        exits = self._map.timers[key[0]]
        if any(e.node == boundary and e.interrupting for e in exits):
            del self.state.open[key]
            self.state.interrupted.add(key)
            self._exit(key[0], boundary, key[1])
        else:
            self.state.live += 1
            self._walk(boundary, key[1])

    def _stop_heard(self, event: StopHeard) -> None:
        self._stop(event.owner, event.node, undo=event.undo, tell=False)


# Commands are values: cases that ask for the same share one object, which saves making most.
_first_try = lru_cache(maxsize=1 << 14)(PerformStep)

# Each handler takes the one event type it is filed under; the table cannot say that to mypy.
_HANDLERS: dict[type, Callable[[Machine, Any], None]] = {
    CaseStarted: Machine._start,
    TokenArrived: Machine._token_arrived,
    TokenRepeated: Machine._token_repeated,
    StepSucceeded: Machine._succeeded,
    StepRepeated: Machine._step_repeated,
    StepFailed: Machine._failed,
    StepTimedOut: Machine._timed_out,
    DeadlinePassed: Machine._deadline_passed,
    TimerFired: Machine._timer_fired,
    StopHeard: Machine._stop_heard,
}
