"""Throwing: messages, signals, escalations, errors, and ends that end more than their token.

Messages go to one receiver, signals to all that wait (BPMN 2.0, 13.5.1). Escalations and errors
travel outward, scope by scope, to the nearest that catches them: first an event sub-process in the
scope, then the boundary of the scope. What is held by another owner is told by a message.
"""

from __future__ import annotations

from functools import partial

from workflows.definition.model import EventKind, NodeKind
from workflows.engine.core.events import NewsHeard, ThrowHeard
from workflows.engine.core.marks import Mark, MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.state import CASE, Key, Token

__all__ = ["Throwing"]


class Throwing(Part):
    """Makes things happen elsewhere."""

    __slots__ = ()

    def throw(self, node: int, scope: int, origin: Key) -> None:
        """A token came to a throwing event or end: make it happen, then go on."""
        match self.map.events[node]:
            case EventKind.ERROR | EventKind.CANCEL | EventKind.TERMINATE:
                self._give_over(node, scope, origin)
                return
            case EventKind.LINK:
                self._jump(node, scope, origin)
                return
            case EventKind.SIGNAL:
                self.broadcast(node)
                for owner in self._other_owners(self._signal_catches(node)):
                    self.carry(owner, NewsHeard(owner, node, EventKind.SIGNAL), node)
            case EventKind.ESCALATION:
                if self.map.has_catcher(node, EventKind.ESCALATION, self.map.refs[node]):
                    self.thrown(ThrowHeard(node, origin[1], scope, -1))
            case _:
                pass  # its messages are sent already
        self.machine.soon(scope, node, partial(self.machine.tokens.leave, node, scope, origin))

    def _jump(self, node: int, scope: int, origin: Key) -> None:
        """A link: the token goes on behind the catch of the same name (10.5.5)."""
        catch = self.map.links[node]
        if catch >= 0:
            self.machine.soon(scope, catch, partial(self._land, catch, scope, origin))
        self.machine.soon(scope, node, partial(self.mark, MarkKind.LEFT, node))

    def _land(self, catch: int, scope: int, origin: Key) -> None:
        self.mark(MarkKind.SIGNALLED, catch)
        leave = partial(self.machine.tokens.leave, catch, scope, origin)
        self.machine.soon(scope, catch, leave)

    # Outward: escalations, errors, cancel, terminate

    def _give_over(self, node: int, scope: int, origin: Key) -> None:
        """What becomes of this token is decided by who catches what it throws; until then it
        rests."""
        event, ref = self.map.events[node], self.map.refs[node]
        if event is EventKind.ERROR and not self.map.has_catcher(node, event, ref):
            self.machine.failure.uncaught(node, scope, origin)
            return
        key = (node, self.visit(node))
        self.state.tokens[key] = Token(scope)
        self.thrown(ThrowHeard(*key, scope, -1))

    def raise_from_step(self, key: Key, error: str) -> None:
        """A step has failed with this error: its own boundary catches it, or a scope around."""
        activity = self.state.activities[key]
        host = (key[0], activity.loop or key[1])
        if not self._catch_at(host, EventKind.ERROR, error):
            self.thrown(ThrowHeard(*key, activity.scope, -1, error))

    def thrown(self, event: ThrowHeard) -> None:
        """Let what was thrown travel outward, as far as the owner that is acting can see; from
        there the next owner hears of it."""
        if event.scope == CASE:
            self._uncaught(event)
            return
        kind, ref = self._what(event)
        scope, came = event.scope, event.came
        while not self.machine.stopping.is_over(scope, came=came):
            record = self.state.scopes[scope]
            is_process = record.node in self.map.processes
            owner = self.owner_of(record.node)
            if owner != self.machine.owner and not (is_process and kind is EventKind.TERMINATE):
                word = ThrowHeard(event.node, event.visit, scope, came, event.error)
                self.carry(owner, word, event.node)
                return
            if self._takes(kind, ref, scope, came):
                return
            if is_process:
                self._uncaught(event)
                return
            scope, came = record.parent, scope

    def _what(self, event: ThrowHeard) -> tuple[EventKind, str]:
        if event.node in self.map.rules:
            return EventKind.ERROR, event.error
        return self.map.events[event.node], self.map.refs[event.node]

    def _takes(self, kind: EventKind, ref: str, scope: int, came: int) -> bool:
        """Whether this scope catches it, or is what it ends."""
        if kind is EventKind.TERMINATE:
            self.machine.stopping.terminate(scope)
            return True
        if kind is EventKind.CANCEL:
            is_transaction = scope == self.machine.scopes.transaction_around(scope)
            if is_transaction:
                around = self.state.scopes[scope].parent
                self.machine.soon(
                    around, self.state.scopes[scope].node, partial(self._cancel, scope)
                )
            return is_transaction
        record = self.state.scopes[scope]
        return self._catch_inside(scope, came, kind, ref) or self._catch_at(
            (record.node, record.loop or record.visit), kind, ref
        )

    def _catch_inside(self, scope: int, came: int, kind: EventKind, ref: str) -> bool:
        """By an event sub-process of the scope, but for the one that it comes out of."""
        origin = self.state.scopes[came].node if came in self.state.scopes else -1
        return self._catch(
            [
                key
                for key, wait in self.state.waits.items()
                if wait.scope == scope and wait.host is None
                if self.map.parents[key[0]] != origin
            ],
            kind,
            ref,
        )

    def _catch_at(self, host: Key, kind: EventKind, ref: str) -> bool:
        """By an event on the boundary of an activity."""
        waits = self.state.waits.items()
        return self._catch([key for key, wait in waits if wait.host == host], kind, ref)

    def _catch(self, keys: list[Key], kind: EventKind, ref: str) -> bool:
        """By the one that names exactly this, else by one that catches any."""
        fitting = [key for key in sorted(keys) if self.map.catches(key[0], kind, ref)]
        fitting.sort(key=lambda key: self.map.refs[key[0]] != ref)
        for key in fitting[:1]:
            self.machine.catching.happen(key)
        return bool(fitting)

    def _uncaught(self, event: ThrowHeard) -> None:
        """Nothing around has caught it after all. A step that failed is its owner's business; an
        escalation goes unheard (10.5.1)."""
        key = (event.node, event.visit)
        token = self.state.tokens.get(key)
        if key not in self.state.activities:
            if token is not None and self.map.events[event.node] is EventKind.ERROR:
                del self.state.tokens[key]
                self.machine.failure.uncaught(event.node, token.scope, key)
        elif self._is_mine(event.node):
            self.machine.failure.nothing_caught(key)
        else:
            owner = self.owner_of(event.node)
            word = ThrowHeard(*key, CASE, event.scope, event.error)
            self.carry(owner, word, event.node)

    def _cancel(self, scope: int) -> None:
        """Cancel a transaction: take back what is done in it, then leave it by its cancel event
        (13.3.3)."""
        record = self.state.scopes[scope]
        host = (record.node, record.loop or record.visit)
        exits = [
            key
            for key, wait in self.state.waits.items()
            if wait.host == host and self.map.events[key[0]] is EventKind.CANCEL
        ]
        for key in exits:
            self.mark(MarkKind.SIGNALLED, key[0])
        self.machine.stopping.stop_scope(scope)
        self.machine.compensation.cancel(host, scope)

    # To all: signals

    def is_thrown(self, event: EventKind, ref: str) -> bool:
        """Whether anything in the map throws this."""
        throws = {NodeKind.THROW, NodeKind.END}
        return any(
            kind in throws and self.map.events[node] is event and self.map.refs[node] == ref
            for node, kind in enumerate(self.map.kinds)
        )

    def _signal_catches(self, node: int) -> list[int]:
        apart = {NodeKind.THROW, NodeKind.END}
        return [
            catch
            for catch, kind in enumerate(self.map.kinds)
            if kind not in apart
            if self.map.catches(catch, EventKind.SIGNAL, self.map.refs[node])
        ]

    def _other_owners(self, nodes: list[int]) -> list[int]:
        return sorted({self.owner_of(node) for node in nodes} - {self.machine.owner})

    def broadcast(self, node: int) -> None:
        """Let the signal of ``node`` reach all that waits for it with the owner that is acting, and
        begin the processes that start by it. A scope whose event sub-process takes it does not
        pass it on to its own boundary (10.5.6)."""
        catches = {c for c in self._signal_catches(node) if self._is_mine(c)}
        waiting = [key for key in self.state.waits if key[0] in catches]
        taking = {self._instance_at(key) for key in waiting}
        for key in sorted(waiting, key=lambda key: (self._depth(key), key)):
            if self.state.waits[key].host not in taking:
                self.machine.catching.happen(key)
        for start in sorted(catches):
            if self._starts_process(start) and not self._begins_another_case(node, start):
                self.machine.scopes.start_process(self.map.parents[start], (start,))

    def _is_mine(self, node: int) -> bool:
        return self.owner_of(node) == self.machine.owner

    def _instance_at(self, key: Key) -> Key | None:
        """The scope whose event sub-process waits under ``key``."""
        wait = self.state.waits[key]
        if wait.host is not None or wait.scope == CASE:
            return (-1, -1)
        record = self.state.scopes[wait.scope]
        return (record.node, record.loop or record.visit)

    def _depth(self, key: Key) -> int:
        return len(list(self.state.around(self.state.waits[key].scope)))

    def _begins_another_case(self, sender: int, start: int) -> bool:
        """Whether the process was begun in this case already and can have begun the sender's own:
        processes that begin each other do so from case to case, or no case would end."""
        process, here = self.map.parents[start], sender
        while self.map.parents[here] >= 0:
            here = self.map.parents[here]
        begun = self.state.visits.get(process, 0) > 0
        return begun and (here == process or here in self.map.begins[process])

    def _starts_process(self, node: int) -> bool:
        outermost = self.map.parents[node] in self.map.processes
        return outermost and self.map.kinds[node] is NodeKind.START

    # To one: messages

    def send_messages(self, node: int, scope: int) -> None:
        """Send what a node sends when it is done: along its message flows, else by name."""
        for name, target in self.map.sent.get(node, ()):
            self.machine.trace.append(Mark(MarkKind.SIGNALLED, name))
            targets = (target,) if target >= 0 else ()
            self.machine.soon(scope, node, partial(self._send_along, name, node, targets))
        along = {target for _, target in self.map.sent.get(node, ())}
        by_name = tuple(n for n in self.map.receivers.get(node, ()) if n not in along)
        if by_name:
            self._send(node, by_name)

    def _send_along(self, name: str, node: int, targets: tuple[int, ...]) -> None:
        self.machine.trace.append(Mark(MarkKind.LEFT, name))
        if targets:
            self._send(node, targets)

    def _send(self, node: int, targets: tuple[int, ...]) -> None:
        mine = [target for target in targets if self._is_mine(target)]
        if mine:
            self.deliver(node, mine)
            return
        for owner in self._other_owners(list(targets)):
            self.carry(owner, NewsHeard(owner, node, EventKind.MESSAGE), node)

    def heard(self, event: NewsHeard) -> None:
        """Word of what happened with another owner."""
        match event.event:
            case EventKind.SIGNAL:
                self.broadcast(event.node)
            case EventKind.CONDITIONAL:
                self.machine.catching.look_again(event.node)
            case _:
                targets = self.map.receivers.get(event.node, ())
                self.deliver(event.node, [t for t in targets if self._is_mine(t)])

    def deliver(self, sender: int, targets: list[int]) -> None:
        """Give a message to the first that waits for it; a start event begins its process. Where
        nobody waits yet, it is kept for the first that will."""
        for target in targets:
            waiting = sorted(key for key in self.state.waits if key[0] == target)
            if waiting:
                self.machine.catching.happen(waiting[0])
                return
        for target in targets:
            if self._starts_process(target):
                if not self._begins_another_case(sender, target):
                    self.machine.scopes.start_process(self.map.parents[target], (target,))
                return
        self.state.mail[sender] = self.state.mail.get(sender, 0) + 1
