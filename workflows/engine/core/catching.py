"""Catching: what waits for something to happen, and what happens then (BPMN 2.0, 13.5.2 to 13.5.4).

A wait is filed under its event node and a visit of it. Its host is the token that waits there, the
event-based gateway before it or the activity at whose boundary it stands; the start of an event
sub-process waits for its scope and has no host.
"""

from __future__ import annotations

from functools import partial

from workflows.definition.model import EventKind, NodeKind
from workflows.engine.core.commands import AwaitOutside, StartTimer
from workflows.engine.core.events import NewsHeard, TimerFired, Triggered
from workflows.engine.core.marks import Mark, MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.state import Key, Wait
from workflows.engine.core.tables import Role

__all__ = ["Catching"]

_FROM_OUTSIDE = frozenset(
    {EventKind.NONE, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL, EventKind.TIMER}
)
"""What may come from outside the map; a receive task has no event of its own."""


class Catching(Part):
    """Arms and disarms waits, and lets them happen."""

    __slots__ = ()

    # Waiting

    def arm(self, node: int, scope: int, host: Key | None, *, visit: int = 0) -> None:
        """Let ``node`` wait; with ``visit``, under that one."""
        key = (node, visit or self.visit(node))
        self.state.waits[key] = Wait(scope, host)
        if not self._has_happened(key):
            self._expect(key)

    def _has_happened(self, key: Key) -> bool:
        """Whether what ``key`` waits for is so already: a message not taken yet, a condition."""
        node = key[0]
        mail = self.state.mail
        for sender in self.map.senders.get(node, ()):
            if mail.get(sender):
                mail[sender] -= 1
                if not mail[sender]:
                    del mail[sender]
                self.happen(key)
                return True
        if self._is_true(node):
            self.happen(key)
            return True
        return False

    def _is_true(self, node: int) -> bool:
        """Whether it waits for a condition that holds. About what nobody has found out yet
        nothing holds."""
        test = self.map.node_tests[node]
        if test < 0 or self.map.events[node] is not EventKind.CONDITIONAL:
            return False
        found_out = {*self.state.learnt, -1}
        return found_out.issuperset(self.map.tests[test].sources) and self.machine.holds(node, test)

    def _expect(self, key: Key) -> None:
        """Have a timer started, or news from outside the map awaited."""
        delay = self.map.waits[key[0]]
        if self.map.events[key[0]] is EventKind.TIMER and delay >= 0:
            self.command(StartTimer(*key, delay))
        elif self.comes_from_outside(key[0]) and not self._never_comes(key[0]):
            self.command(AwaitOutside(*key))

    def _never_comes(self, node: int) -> bool:
        """An exception of which the map does not tell how long it takes does not happen; what a
        token waits for in the normal flow does, because the case goes on."""
        apart = {NodeKind.BOUNDARY, NodeKind.START}
        return self.map.kinds[node] in apart and node in self.map.untimed

    def comes_from_outside(self, node: int) -> bool:
        """Whether only the world outside the map can tell when it happens."""
        event = self.map.events[node]
        if event is EventKind.TIMER:
            return self.map.waits[node] < 0 and self.map.kinds[node] is NodeKind.CATCH
        if event is EventKind.SIGNAL:
            return not self.machine.throwing.is_thrown(event, self.map.refs[node])
        if event is EventKind.CONDITIONAL:
            return self.map.node_tests[node] < 0
        told = node in self.map.heard or node not in self.map.senders
        return event in _FROM_OUTSIDE and told

    def race(self, key: Key, scope: int) -> None:
        """A token rests at an event-based gateway: the first event behind it wins (13.4.4).

        Of events outside that the map says nothing about, luck picks the only one that comes.
        """
        events = [target for _, target in self.map.outgoing[key[0]]]
        vague = [n for n in events if n in self.map.untimed and self.comes_from_outside(n)]
        picked = -1
        if vague and len(events) > 1:
            question = Question(QuestionKind.PICK, key[0], key[1], key[0])
            picked = events[self.machine.ask(question)]
        for node in events:
            if node in vague and node != picked:
                self.state.waits[node, self.visit(node)] = Wait(scope, key)
            else:
                self.arm(node, scope, key)

    # No longer waiting

    def disarm(self, host: Key) -> None:
        """Nothing that waits for this token matters any more."""
        self._drop([key for key, wait in self.state.waits.items() if wait.host == host])

    def disarm_boundary(self, host: Key) -> None:
        """Nothing at the boundary of this activity waits any more."""
        waits = self.state.waits.items()
        self._drop([k for k, wait in waits if wait.host == host and self.map.hosts[k[0]] >= 0])

    def disarm_scope(self, scope: int) -> None:
        """The event sub-processes of a scope wait no more."""
        waits = self.state.waits.items()
        self._drop([key for key, wait in waits if wait.scope == scope and wait.host is None])

    def disarm_deadline(self, key: Key) -> None:
        """The deadline of a step wait no more."""
        self._drop([k for k in self.state.waits if k == key])

    def _drop(self, keys: list[Key]) -> None:
        for key in keys:
            del self.state.waits[key]

    # Happening

    def timer_fired(self, event: TimerFired) -> None:
        """A timer ran out; one that nobody waits for changes nothing."""
        key = (event.node, event.visit)
        if key not in self.state.waits:
            return
        if self.map.roles[event.node] is Role.STEP and self.state.waits[key].host == key:
            del self.state.waits[key]
            self.machine.steps.deadline_passed(key)
        else:
            self.happen(key)

    def triggered(self, event: Triggered) -> None:
        """Something happened outside the map. For a step that is open it is its answer."""
        key = (event.node, event.visit)
        for flow in self.map.heard.get(event.node, ()):
            self.machine.trace += [Mark(MarkKind.SIGNALLED, flow), Mark(MarkKind.LEFT, flow)]
        if self.machine.expects(*key):
            self.mark(MarkKind.SIGNALLED, event.node)
            self.machine.steps.done(key)
        elif key in self.state.waits and self.map.events[event.node] in _FROM_OUTSIDE:
            self.happen(key)

    def happen(self, key: Key) -> None:
        """What ``key`` waits for is happening."""
        scope = self.state.waits[key].scope
        self.machine.soon(scope, key[0], partial(self._happen, key))

    def _happen(self, key: Key) -> None:
        wait = self.state.waits.get(key)
        if wait is None:
            return
        node = key[0]
        if self.map.kinds[node] is NodeKind.BOUNDARY:
            self._at_boundary(key, wait)
        elif self.map.kinds[node] is NodeKind.START:
            self._in_event_sub_process(key, wait)
        else:
            self._at_token(key, wait)

    def _at_token(self, key: Key, wait: Wait) -> None:
        """The token that waits goes on: from the event, also where it waits at a gateway."""
        host = wait.host or key
        self.mark(MarkKind.SIGNALLED, key[0])
        if host == key and self.map.roles[key[0]] is Role.STEP:
            self.machine.steps.told(key)
            return
        del self.state.tokens[host]
        self.disarm(host)
        leave = partial(self.machine.tokens.leave, key[0], wait.scope, key)
        self.machine.soon(wait.scope, key[0], leave)

    def _at_boundary(self, key: Key, wait: Wait) -> None:
        """The exception flow begins, in place of the activity or beside it (13.5.4)."""
        assert wait.host is not None  # noqa: S101 - a boundary event waits with its activity
        node = key[0]
        self.mark(MarkKind.SIGNALLED, node)
        if self.map.interrupting[node]:
            self.machine.activities.interrupt(wait.host)
        else:
            self._wait_again(key, wait)
        self.machine.soon(
            wait.scope, node, partial(self.machine.tokens.leave, node, wait.scope, key)
        )

    def _in_event_sub_process(self, key: Key, wait: Wait) -> None:
        """An event sub-process begins, in place of what runs in its scope or beside it."""
        node = key[0]
        if self.map.interrupting[node]:
            sub = self.map.parents[node]
            handler = self.machine.scopes.number((sub, self.state.visits.get(sub, 0) + 1))
            self.machine.stopping.empty(wait.scope, handler=handler)
        else:
            self._wait_again(key, wait)
        self.machine.scopes.begin_sub(node, wait.scope)

    def _wait_again(self, key: Key, wait: Wait) -> None:
        """What does not interrupt may happen again, as another visit; a timer runs out once."""
        del self.state.waits[key]
        if self.map.events[key[0]] is not EventKind.TIMER:
            self.state.waits[key[0], self.visit(key[0])] = wait

    # Conditions

    def learn(self, step: int) -> None:
        """A step may have found out the value of a variable: conditions that ask for it are looked
        at again, by other owners once they hear of it."""
        if all(step not in test.sources for test in self.map.tests):
            return
        self.state.learnt[step] = self.state.learnt.get(step, 0) + 1
        self.look_again(step)
        for owner in self._interested(step):
            self.carry(owner, NewsHeard(owner, step, EventKind.CONDITIONAL), step)

    def look_again(self, step: int) -> None:
        """Let happen what waits, with the owner that is acting, for a condition on this step."""
        for key in sorted(self.state.waits):
            test = self.map.node_tests[key[0]]
            concerned = test >= 0 and step in self.map.tests[test].sources
            if concerned and self._is_mine(key[0]) and self._is_true(key[0]):
                self.happen(key)

    def _is_mine(self, node: int) -> bool:
        return self.owner_of(node) == self.machine.owner

    def _interested(self, step: int) -> list[int]:
        owners = {
            self.owner_of(node)
            for node, test in enumerate(self.map.node_tests)
            if test >= 0 and step in self.map.tests[test].sources
            if self.map.events[node] is EventKind.CONDITIONAL
        }
        return sorted(owners - {self.machine.owner})
