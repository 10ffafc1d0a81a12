"""Gateways: which flows a token takes, and what tokens wait for before they go on as one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import itemgetter

from workflows.engine.core.part import Part
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.state import Key
from workflows.engine.core.tables import Role

__all__ = ["Gateways"]

_ROUND = 1 << 20
"""More than any visit: it tells the rounds of one token apart."""

type Routes = tuple[tuple[int, int], ...]
"""Outgoing flows, each with the node it leads to."""


class Gateways(Part):
    """Splits and joins tokens (BPMN 2.0, 13.4)."""

    __slots__ = ()

    # Splitting

    def routes(self, node: int, scope: int, origin: Key) -> Routes | None:
        """The flows that a token leaves by. None: no condition holds and there is no default, so
        that it cannot go on (13.4.2)."""
        if not self._decides(node):
            return self.map.outgoing[node]
        # A token that comes round again without having rested meets another occasion.
        rounds = self.machine.passes[node, origin]
        self.machine.passes[node, origin] += 1
        taken = self.routes_again(node, (origin[0], origin[1] + rounds * _ROUND))
        if taken:
            return taken
        self.machine.failure.undecided(node, scope, origin)
        return None

    def routes_again(self, node: int, origin: Key) -> Routes:
        """The flows that an earlier token from ``origin`` left by."""
        if not self._decides(node):
            return self.map.outgoing[node]
        return self._by_conditions(node) if self._decidable(node) else self._asked(node, origin)

    def _decides(self, node: int) -> bool:
        role = self.map.roles[node]
        if role in {Role.CHOOSE, Role.CHOOSE_SOME}:
            return True
        if role is Role.INCLUSIVE_JOIN:
            return len(self.map.outgoing[node]) > 1
        # Conditional flows out of an activity, where what the case knows decides them (13.3.2).
        return role in {Role.STEP, Role.SCOPE} and self._decidable(node)

    def _decidable(self, node: int) -> bool:
        guarded = [flow for flow, _ in self.map.outgoing[node] if flow != self.map.defaults[node]]
        known = [self.map.flow_tests[flow] >= 0 for flow in guarded]
        if self.map.roles[node] in {Role.STEP, Role.SCOPE}:
            return any(known)
        return bool(known) and all(known)

    def _by_conditions(self, node: int) -> Routes:
        one = self.map.roles[node] is Role.CHOOSE
        default = self.map.defaults[node]
        taken: list[tuple[int, int]] = []
        unguarded: list[tuple[int, int]] = []
        for route in self.map.outgoing[node]:
            test = self.map.flow_tests[route[0]]
            if route[0] == default:
                continue
            if test < 0:
                unguarded.append(route)
            elif not (one and taken) and self.machine.holds(node, test):
                taken.append(route)
        fallback = [route for route in self.map.outgoing[node] if route[0] == default]
        return (*unguarded, *(taken or fallback))

    def _asked(self, node: int, origin: Key) -> Routes:
        """By luck. Where a token last rested is part of the question: coming to a gateway from
        elsewhere is another occasion."""
        routes = self.map.outgoing[node]
        rested, visit = origin
        if self.map.roles[node] is Role.CHOOSE:
            place = self.machine.ask(Question(QuestionKind.PICK, node, visit, rested))
            return (routes[place],)
        return self._some(node, visit, rested)

    def _some(self, node: int, visit: int, rested: int) -> Routes:
        """Each flow by its own chance; where none is taken the default, else the likeliest."""
        routes = self.map.outgoing[node]
        default = self.map.defaults[node]
        taken = tuple(
            route
            for place, route in enumerate(routes)
            if route[0] != default
            if self.machine.ask(Question(QuestionKind.TAKE, node, visit, place, (rested,)))
        )
        fallback = tuple(route for route in routes if route[0] == default)
        chances = self.map.chances[node]
        likeliest = max(range(len(routes)), key=chances.__getitem__, default=0)
        return taken or fallback or routes[likeliest : likeliest + 1]

    # Joining

    def join(self, node: int, scope: int) -> None:
        """Open a parallel join that has a token on each incoming flow (13.4.1)."""
        held = self._held(node, scope)
        if len(held) == len(self.map.incoming[node]):
            self._open(node, scope, held)

    def _held(self, node: int, scope: int) -> dict[int, Key]:
        """The earliest token at a join, by the flow it came by."""
        held: dict[int, Key] = {}
        for key, token in sorted(self.state.tokens.items(), key=itemgetter(0)):
            if key[0] == node and token.scope == scope and not token.on_the_way:
                held.setdefault(token.flow, key)
        return held

    def _open(self, node: int, scope: int, held: dict[int, Key]) -> None:
        """One token from each flow that has one, and a single token goes on."""
        for key in held.values():
            del self.state.tokens[key]
        origin = max(held.values())
        leave = partial(self.machine.tokens.leave, node, scope, origin)
        self.machine.soon(scope, node, leave, owner=self.owner_of(node))

    def open_inclusive_joins(self) -> bool:
        """Open every inclusive join that no other token can reach any more by a flow which has
        brought none yet (13.4.3); True where one was opened. Called when all other tokens rest,
        so that it counts them all."""
        opened = False
        for node, scope in self._waiting_joins():
            while (held := self._held(node, scope)) and not self._awaits(node, scope, held):
                self._open(node, scope, held)
                opened = True
        return opened

    def _waiting_joins(self) -> list[tuple[int, int]]:
        waiting = {
            (key[0], token.scope)
            for key, token in self.state.tokens.items()
            if self.map.roles[key[0]] is Role.INCLUSIVE_JOIN and not token.on_the_way
        }
        return sorted(waiting)

    def _awaits(self, node: int, scope: int, held: dict[int, Key]) -> bool:
        return any(
            place is None or self._may_bring_more(node, place, held)
            for place in self._places(node, scope)
        )

    def _may_bring_more(self, join: int, place: int, held: dict[int, Key]) -> bool:
        """Whether a token there can come by a flow that has none yet, and not just as well by one
        that has. Exceptions may make it come, but do not make up for a flow."""
        by_any, by_flows = self.map.reach[join].get(place, (frozenset(), frozenset()))
        return bool(by_any - held.keys()) and not by_flows & held.keys()

    def _places(self, join: int, scope: int) -> Iterator[int | None]:
        """Where the other tokens of a scope are; None for one that is on its way to the join.
        Those that have just left it may come back by a loop."""
        for key, token in self.state.tokens.items():
            if token.scope == scope and key[0] != join:
                yield key[0]
            elif token.scope == scope and token.on_the_way:
                yield None
        yield from (move.node for move in self.machine.agenda if move.scope == scope)
