"""What a new version means for the cases that run: can they go on under it, and what of it do they
not get to see.

The rules are those of the engines that take cases from one version to another, and of
``workflows.engine.core.versions``, which does so in the sandbox: what a case can rest at needs a
counterpart of its kind in the counterpart of its scope. Unlike there, no case is at hand: a rule
speaks where *some* case may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflows.definition.difference.changes import Difference
from workflows.definition.difference.comparing import difference
from workflows.definition.difference.flight_rules import FLIGHT_RULES, FlightRule, Passage
from workflows.definition.difference.matching import matched_flows
from workflows.definition.difference.naming import named, node_words, step_name
from workflows.definition.kinds import EventKind, NodeKind
from workflows.definition.model import Definition, Loop, Node
from workflows.definition.phrases import count, quoted

__all__ = ["Compatibility", "Impact", "in_flight"]

_JOINS = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_PASSED = frozenset({NodeKind.START, NodeKind.END, NodeKind.DECISION, NodeKind.THROW})
_FORKS = frozenset({NodeKind.DECISION, NodeKind.INCLUSIVE})
_WORST = (Passage.FREE, Passage.CARE, Passage.BLOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What one change means: ``sentence`` says what changed, ``rule`` what follows from it.
    ``where`` is a node's id in the newer version, in the older one where it is gone."""

    code: str
    where: str
    sentence: str

    @property
    def rule(self) -> FlightRule:
        """Passage, reason, mend and source."""
        return FLIGHT_RULES[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compatibility:
    """Whether running cases can go on, the worst first."""

    impacts: tuple[Impact, ...] = ()

    @property
    def passage(self) -> Passage:
        """The worst of all changes."""
        found = (impact.rule.passage for impact in self.impacts)
        return max(found, key=_WORST.index, default=Passage.FREE)

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        number = sum(impact.rule.passage is self.passage for impact in self.impacts)
        changes = count(number, "change")
        if self.passage is Passage.BLOCKED:
            verb = "is" if number == 1 else "are"
            return f"Not every running case can go on: {changes} {verb} in the way."
        if self.passage is Passage.CARE:
            verb = "needs" if number == 1 else "need"
            return f"Running cases can go on; {changes} {verb} a look first."
        return "Running cases can go on: nothing changes where one of them may stand."


def in_flight(
    before: Definition, after: Definition, found: Difference | None = None
) -> Compatibility:
    """Whether cases that began under ``before`` can go on under ``after``. ``found`` is the
    difference of the two, where it is at hand."""
    impacts = [*_Flight(before, after, found or difference(before, after)).impacts()]
    impacts += _called(before, after)
    worst_first = sorted(impacts, key=lambda one: -_WORST.index(one.rule.passage))
    return Compatibility(impacts=tuple(worst_first))


def _called(before: Definition, after: Definition) -> Iterator[Impact]:
    known = {definition.id: definition for definition in after.called}
    for old in before.called:
        if new := known.get(old.id):
            for impact in in_flight(old, new).impacts:
                sentence = f"In {quoted(new.name or new.id)}: {impact.sentence}"
                yield replace(impact, sentence=sentence)


class _Flight:
    """Two versions and which nodes of them are the same."""

    def __init__(self, before: Definition, after: Definition, found: Difference) -> None:
        self._before = before
        self._after = after
        self._then = found.counterparts
        self._stayed = [
            (node, after.by_id[self._then[node.id]])
            for node in before.nodes
            if node.id in self._then
        ]

    def impacts(self) -> Iterator[Impact]:
        yield from self._gone()
        for old, new in self._stayed:
            yield from self._moved(old, new)
            yield from self._awaited(old, new)
            yield from self._performed(old, new)
            yield from self._undone(old, new)
        yield from self._joins()
        yield from self._ways()
        yield from self._new()
        yield from self._performers()
        yield from self._variables()

    def _gone(self) -> Iterator[Impact]:
        for node in self._before.nodes:
            if node.id not in self._then:
                code = "gone" if self._is_rest(node) else "passing-gone"
                yield _impact(code, node, f"{node_words(node)} is gone.")

    def _is_rest(self, node: Node) -> bool:
        """Whether a case can stand there: it waits, works or undoes, or a join holds a token."""
        if node.kind in _JOINS:
            return len(self._before.incoming[node.id]) > 1
        if node.event is EventKind.COMPENSATION:
            return True
        starts_later = node.kind is NodeKind.START and bool(self._host(node))
        return starts_later or node.kind not in _PASSED

    def _host(self, node: Node) -> bool:
        parent = self._before.by_id.get(node.parent or "")
        return parent is not None and parent.kind is NodeKind.EVENT_SUB_PROCESS

    def _moved(self, old: Node, new: Node) -> Iterator[Impact]:
        """What a case rests at is another element, of another kind, or elsewhere."""
        if not self._is_rest(old):
            return
        if (old.kind, old.event) != (new.kind, new.event):
            yield _impact("another-kind", new, f"{named(old)} is another kind of element.")
        if self._then.get(old.parent or "", old.parent) != new.parent:
            yield _impact("another-scope", new, f"{named(new)} stands in another scope.")
        if old.id != new.id:
            sentence = f"{named(new)} has the id {new.id} instead of {old.id}."
            yield _impact("renumbered", new, sentence)
        host = self._then.get(old.attached_to or "", old.attached_to)
        if old.attached_to and host != new.attached_to and host in self._after.by_id:
            sentence = f"{named(new)} stands on {step_name(self._after, new.attached_to or '')}."
            yield _impact("event-elsewhere", new, sentence)

    def _awaited(self, old: Node, new: Node) -> Iterator[Impact]:
        """What a case waits for is something else."""
        same_kind = (old.kind, old.event) == (new.kind, new.event)
        one, other = ((n.ref, n.timer, n.condition, n.interrupting) for n in (old, new))
        ref = self._then.get(old.ref, old.ref)
        if self._is_rest(old) and same_kind and (ref, *one[1:]) != other:
            yield _impact("another-event", new, f"{named(new)} waits for something else.")

    def _performed(self, old: Node, new: Node) -> Iterator[Impact]:
        """Another participant, other rounds, another map called."""
        if old.is_step and new.is_step and old.participant != new.participant:
            yield _impact("another-performer", new, f"{named(new)} is done by somebody else.")
        if old.loop != new.loop:
            code = "loop-otherwise" if _kind(old.loop) == _kind(new.loop) else "another-loop"
            yield _impact(code, new, f"{named(new)} repeats otherwise.")
        if old.calls != new.calls and old.kind is new.kind:
            yield _impact("another-call", new, f"{named(new)} calls another map.")

    def _undone(self, old: Node, new: Node) -> Iterator[Impact]:
        one, other = self._before.handler_of(old), self._after.handler_of(new)
        if one is None and other is not None:
            yield _impact("new-undo", new, f"{named(new)} is now undone by {named(other)}.")
        if one is not None and other is None:
            yield _impact("undo-gone", new, f"{named(new)} is no longer undone by {named(one)}.")
        if one and other and self._then.get(one.id) != other.id:
            sentence = f"{named(new)} is undone by {named(other)} instead of {named(one)}."
            yield _impact("another-undo", new, sentence)

    def _joins(self) -> Iterator[Impact]:
        pairs = matched_flows(self._before, self._after, dict(self._then))
        kept = {(old.id, old.target): new for old, new in pairs}
        joins = [(o, n) for o, n in self._stayed if o.kind in _JOINS and o.kind is n.kind]
        for old, new in joins:
            into = self._before.incoming[old.id]
            still = [kept.get((flow.id, flow.target)) for flow in into]
            for flow, now in zip(into, still, strict=True):
                source = step_name(self._before, flow.source)
                if len(into) > 1 and (now is None or now.target != new.id):
                    sentence = f"The flow from {source} no longer leads to {named(new)}."
                    yield _impact("join-lost-a-flow", new, sentence)
                elif len(into) > 1 and now and now.id != flow.id:
                    sentence = f"The flow from {source} to {named(new)} has another id."
                    yield _impact("join-flow-renumbered", new, sentence)
            if new.kind is NodeKind.PARALLEL and len(self._after.incoming[new.id]) > len(into):
                yield _impact("join-waits-for-more", new, f"{named(new)} joins more flows.")

    def _ways(self) -> Iterator[Impact]:
        for old, new in self._stayed:
            if old.kind in _FORKS and old.kind is new.kind and self._leads(old, new):
                yield _impact("new-ways", new, f"{named(new)} decides otherwise.")

    def _leads(self, old: Node, new: Node) -> bool:
        before, after = self._before.outgoing[old.id], self._after.outgoing[new.id]
        was = {(self._then.get(f.target), f.condition, f.default) for f in before}
        return was != {(f.target, f.condition, f.default) for f in after}

    def _new(self) -> Iterator[Impact]:
        known = set(self._then.values())
        for node in self._after.nodes:
            if node.id in known or node.is_handler:
                continue
            if node.kind in {NodeKind.BOUNDARY, NodeKind.EVENT_SUB_PROCESS}:
                yield _impact("new-event", node, f"{node_words(node)} is new.")
            elif node.is_step or node.is_scope or node.kind is NodeKind.CATCH:
                yield _impact("new-step", node, f"{node_words(node)} is new.")

    def _performers(self) -> Iterator[Impact]:
        undoing = {n.participant for n in self._before.nodes if self._before.handler_of(n)}
        for one in self._before.participants:
            if one.id in undoing and one.id not in self._after.participants_by_id:
                sentence = f"Participant {quoted(one.name or one.id)} no longer takes part."
                yield Impact(code="performer-gone", where=one.id, sentence=sentence)

    def _variables(self) -> Iterator[Impact]:
        known = {variable.name for variable in self._before.variables}
        asked = " ".join(
            [*(flow.condition for flow in self._after.flows), *map(_asks, self._after.nodes)]
        )
        for new in self._after.variables:
            if new.name not in known and re.search(rf"\b{re.escape(new.name)}\b", asked):
                sentence = f"The variable {quoted(new.name)} is new."
                yield Impact(code="unknown-variable", where="", sentence=sentence)


def _kind(loop: Loop | None) -> str:
    return loop.kind.value if loop else ""


def _asks(node: Node) -> str:
    return f"{node.condition} {node.loop.condition if node.loop else ''}"


def _impact(code: str, node: Node, sentence: str) -> Impact:
    return Impact(code=code, where=node.id, sentence=sentence[:1].upper() + sentence[1:])
