"""Tokens on their way: over flows, into nodes, out of them, to other owners and to an end.

A token moves in small steps that wait in the machine's agenda, so that tokens on several branches
move side by side (BPMN 2.0, 13.2).
"""

from __future__ import annotations

from functools import partial

from workflows.engine.core.commands import Carry
from workflows.engine.core.events import EndHeard, TokenArrived
from workflows.engine.core.marks import Mark, MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.state import Key, Token
from workflows.engine.core.tables import Role

__all__ = ["Tokens"]


class Tokens(Part):
    """Moves tokens. ``origin`` is always the node and visit where a token last rested."""

    __slots__ = ()

    def leave(self, node: int, scope: int, origin: Key) -> None:
        """A token leaves its node: by the flows that the node chooses; without any, it ends
        (13.3.2)."""
        routes = self.machine.gateways.routes(node, scope, origin)
        if routes is None:
            return
        self.mark(MarkKind.LEFT, node)
        self.follow(routes, node, scope, origin)

    def follow(
        self, routes: tuple[tuple[int, int], ...], node: int, scope: int, origin: Key
    ) -> None:
        """One token over each of the flows; without any, the token ends."""
        for flow, target in routes:
            act = partial(self._enter_flow, flow, target, scope, origin)
            self.machine.soon(scope, node, act)
        if not routes:
            self.end(node, scope, origin)

    def _enter_flow(self, flow: int, target: int, scope: int, origin: Key) -> None:
        self._mark_flow(MarkKind.ENTERED, flow)
        act = partial(self._leave_flow, flow, target, scope, origin)
        self.machine.soon(scope, target, act)

    def _leave_flow(self, flow: int, target: int, scope: int, origin: Key) -> None:
        self._mark_flow(MarkKind.LEFT, flow)
        self.hand_on(target, scope, flow, origin)

    def _mark_flow(self, kind: MarkKind, flow: int) -> None:
        self.machine.trace.append(Mark(kind, self.map.flow_ids[flow]))

    def hand_on(self, node: int, scope: int, flow: int, origin: Key) -> None:
        """Give a token to the node it comes to, over the network where the owners differ."""
        if self.map.roles[node] < Role.STEP:
            self.machine.soon(scope, node, partial(self._pass_through, node, scope, origin))
            return
        key = (node, self.visit(node))
        owner = self.owner_of(node)
        if owner == self.machine.owner:
            self.machine.soon(scope, node, partial(self.rest, key, Token(scope, flow)))
        else:
            self.state.tokens[key] = Token(scope, flow, on_the_way=True)
            self.carry(owner, TokenArrived(node, flow, key[1], scope), node)

    def _pass_through(self, node: int, scope: int, origin: Key) -> None:
        self.mark(MarkKind.ENTERED, node)
        self.machine.throwing.send_messages(node, scope)
        if self.map.roles[node] is Role.THROW:
            self.machine.throwing.throw(node, scope, origin)
        else:
            self.machine.soon(scope, node, partial(self.leave, node, scope, origin))

    def arrived(self, event: TokenArrived) -> None:
        """A token that was carried here; one that came before, or too late, changes nothing."""
        key = (event.node, event.visit)
        token = self.state.tokens.get(key)
        if token is None or not token.on_the_way:
            return
        del self.state.tokens[key]
        if not self.machine.stopping.is_over(token.scope):
            token.on_the_way = False
            self.machine.soon(token.scope, event.node, partial(self.rest, key, token))

    def rest(self, key: Key, token: Token) -> None:
        """A token comes to rest at a node of the owner that is acting."""
        node = key[0]
        self.mark(MarkKind.ENTERED, node)
        self.state.tokens[key] = token
        match self.map.roles[node]:
            case Role.STEP | Role.SCOPE:
                self.machine.activities.enter(key)
            case Role.JOIN:
                self.machine.gateways.join(node, token.scope)
            case Role.CATCH:
                self.machine.catching.arm(node, token.scope, key, visit=key[1])
            case Role.RACE:
                self.machine.catching.race(key, token.scope)
            case Role.UNDO:
                self.machine.compensation.throw(key, token.scope)
            case _:
                pass  # an inclusive join opens once everything else rests

    def end(self, node: int, scope: int, origin: Key) -> None:
        """A token ends. In a scope inside a process the owner of the scope has to hear of it: only
        then can it know that all tokens have ended. (They carry shares of a whole with them, so
        that it sees when the whole has come back.)"""
        holder = self.state.scopes[scope].node
        owner = self.owner_of(holder)
        if holder in self.map.processes or owner == self.machine.owner:
            return
        key = self.key_here(origin, node)
        self.state.tokens[key] = Token(scope, on_the_way=True)
        self.command(Carry(self.machine.owner, owner, EndHeard(*key, scope), node))

    def end_heard(self, event: EndHeard) -> None:
        """The token has ended for the owner of its scope as well."""
        self.state.tokens.pop((event.node, event.visit), None)
        self.machine.scopes.settle(event.scope)
