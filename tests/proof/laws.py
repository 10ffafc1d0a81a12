"""Laws of tokens: what the marks of a case must add up to, read off the drawing alone.

They do not know how the machine works, only what BPMN says of the element (BPMN 2.0, clause 13).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from tests.proof.runs import Moment, Runs, Story
from workflows.definition.model import Definition, EventKind, LoopKind, Node, NodeKind
from workflows.engine.core.commands import PerformStep
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.marks import Mark, MarkKind
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.state import CaseState
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.luck import Luck

__all__ = ["ROWS"]

type _Counts = Mapping[Mark, int]


def _counts(story: Story) -> _Counts:
    return Counter(mark for moment in story.moments for mark in moment.marks)


def _entered(counts: _Counts, element: str) -> int:
    return counts.get(Mark(MarkKind.ENTERED, element), 0)


def _left(counts: _Counts, element: str) -> int:
    return counts.get(Mark(MarkKind.LEFT, element), 0)


def _each(runs: Runs) -> Iterator[tuple[Story, _Counts]]:
    for story in runs.every_story():
        yield story, _counts(story)


# Gateways


def wrong_number_of_ways(runs: Runs) -> Iterator[str]:
    """A decision takes one way, any other node at most each of its ways once per token."""
    definition = runs.definition
    for story, counts in _each(runs):
        for node in definition.nodes:
            ways = [_entered(counts, flow.id) for flow in definition.outgoing[node.id]]
            left = _left(counts, node.id)
            decides = node.kind is NodeKind.DECISION and len(ways) > 1
            if (sum(ways) > left) if decides else any(way > left for way in ways):
                yield f"{story}: '{node.id}' was left {left} times, over its flows {ways} times"


def join_without_its_tokens(runs: Runs) -> Iterator[str]:
    """A parallel join goes on once for one token from each flow, and keeps none where all is
    over."""
    definition = runs.definition
    for story, counts in _each(runs):
        for node in _gateways(definition, NodeKind.PARALLEL):
            came = [_left(counts, flow.id) for flow in definition.incoming[node.id]]
            if len(came) > 1 and _left(counts, node.id) > min(came):
                yield f"{story}: '{node.id}' opened {_left(counts, node.id)} times for {came}"


def inclusive_join_too_early(runs: Runs) -> Iterator[str]:
    """When an inclusive join opens, no token is left that can come by a flow which brought none,
    unless it can also come by one that did (13.4.3)."""
    definition = runs.definition
    joins = [
        node
        for node in _gateways(definition, NodeKind.INCLUSIVE)
        if len(definition.incoming[node.id]) > 1 and not _comes_back(definition, node)
    ]
    for story in runs.every_story() if joins else ():
        before = CaseState()
        for moment in story.moments:
            for join in joins:
                if Mark(MarkKind.LEFT, join.id) in moment.marks:
                    yield from _overlooked(story, join, moment, before, definition)
            before = moment.state


def _overlooked(
    story: Story, join: Node, moment: Moment, before: CaseState, definition: Definition
) -> Iterator[str]:
    ids = story.compiled.ids
    flows = {flow.id for flow in definition.incoming[join.id]}
    held = {mark.element for mark in moment.marks if mark.kind is MarkKind.LEFT} & flows
    held |= {
        story.compiled.flow_ids[token.flow]
        for (node, _), token in before.tokens.items()
        if ids[node] == join.id and token.flow >= 0
    }
    scopes = {token.scope for (node, _), token in before.tokens.items() if ids[node] == join.id}
    for (node, visit), token in moment.state.tokens.items():
        reached = _flows_into(definition, join, ids[node])
        if token.scope in scopes and reached and not reached & held:
            yield f"{story}: '{join.id}' opened while {ids[node]} {visit} could still reach it"


def _flows_into(definition: Definition, join: Node, place: str) -> set[str]:
    """The flows by which a token at ``place`` can come to ``join``."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [place]
    while todo:
        current = todo.pop()
        if current in seen or current == join.id or current not in definition.by_id:
            continue
        seen.add(current)
        for flow in definition.outgoing[current]:
            todo.append(flow.target)
            found |= {flow.id} if flow.target == join.id else set()
        todo += [node.id for node in definition.boundaries[current]]
        todo += _linked(definition, definition.by_id[current])
    return found


def _linked(definition: Definition, throw: Node) -> list[str]:
    if throw.kind is not NodeKind.THROW or not throw.ref:
        return []
    return [n.id for n in definition.nodes if n.kind is NodeKind.CATCH and n.ref == throw.ref]


def _comes_back(definition: Definition, join: Node) -> bool:
    return any(_flows_into(definition, join, flow.target) for flow in definition.outgoing[join.id])


def several_events_behind_one_gateway(runs: Runs) -> Iterator[str]:
    definition = runs.definition
    for story, counts in _each(runs):
        for node in _gateways(definition, NodeKind.EVENT_BASED):
            behind = definition.outgoing[node.id]
            happened = sum(_left(counts, flow.target) for flow in behind)
            if happened > _entered(counts, node.id):
                yield f"{story}: {happened} events behind '{node.id}'"


def _gateways(definition: Definition, kind: NodeKind) -> Iterator[Node]:
    return (node for node in definition.nodes if node.kind is kind)


# Activities and what is attached to them


def activity_left_twice(runs: Runs) -> Iterator[str]:
    """A token leaves an activity once: by its flows, or by an event that interrupts it."""
    definition = runs.definition
    for story, counts in _each(runs):
        for node in definition.nodes:
            if not (node.is_step or node.is_scope):
                continue
            flows = definition.outgoing[node.id]
            on = max((_entered(counts, flow.id) for flow in flows), default=0)
            off = sum(
                _left(counts, boundary.id)
                for boundary in definition.boundaries[node.id]
                if boundary.interrupting
            )
            if on + off > _entered(counts, node.id):
                yield f"{story}: '{node.id}' {_entered(counts, node.id)} in, {on} on, {off} off"


def boundary_without_its_host(runs: Runs) -> Iterator[str]:
    """What happens on a boundary happens while its host runs."""
    hosts = {
        node.id: node.attached_to
        for node in runs.definition.nodes
        if node.kind is NodeKind.BOUNDARY and node.attached_to
    }
    for story in runs.every_story() if hosts else ():
        running: Counter[str] = Counter()
        for moment in story.moments:
            before = running.copy()
            for kind, element in moment.marks:
                running[element] += (kind is MarkKind.ENTERED) - (kind is MarkKind.LEFT)
            for kind, element in moment.marks:
                host = hosts.get(element)
                if host and kind is MarkKind.SIGNALLED and not _ran(host, before, moment):
                    yield f"{story}: '{element}' happened, but '{host}' was over"


def _ran(host: str, before: Counter[str], moment: Moment) -> bool:
    return before[host] > 0 or Mark(MarkKind.ENTERED, host) in moment.marks


# Loops


def too_many_rounds(runs: Runs) -> Iterator[str]:
    """A repeating step is done at most as often as its loop says; one after another only until
    enough is done."""
    for model in runs.models:
        luck = Luck(runs.trial(model).transitions.compiled, runs.scenario.seed)
        for story in runs.stories(model):
            counts, done = _counts(story), _begun(story)
            for node, loop in story.compiled.loops.items():
                if node not in story.compiled.rules:
                    continue
                enough = loop.kind is LoopKind.SEQUENTIAL and _holds(story, node, luck)
                most = _entered(counts, story.compiled.elements[node]) * (
                    1 if enough else loop.count
                )
                if done[node] > most:
                    yield f"{story}: {story.compiled.ids[node]} {done[node]} rounds, not {most}"


def _begun(story: Story) -> Counter[int]:
    return Counter(node for moment in story.moments for node in _begun_steps(story, moment))


def _holds(story: Story, node: int, luck: Luck) -> bool:
    """Whether the condition of a loop holds from the start; no step finds its variables out."""
    test = story.compiled.loops[node].test
    if test < 0:
        return False
    known = (0,) * len(_variables(story.compiled, test))
    question = Question(QuestionKind.HOLDS, node, 0, test, known)
    return bool(luck.answer(story.case.number, question))


def _variables(compiled: CompiledMap, test: int) -> tuple[str, ...]:
    return compiled.tests[test].condition.variables


# Ends


def token_left_over(runs: Runs) -> Iterator[str]:
    """A completed case holds nothing any more: no wait, and no work of which nothing got lost."""
    if not (runs.scenario.outbox and runs.scenario.inbox):
        return
    for story in runs.every_story():
        state = story.case.state
        if story.case.verdict is CaseVerdict.COMPLETED and (state.waits or state.open):
            yield f"{story}: completed, with {state.waits} waiting and {state.open} open"


def goes_on_after_its_end(runs: Runs) -> Iterator[str]:
    """Once a terminating end is reached, whoever reached it begins no step in the case (13.4.6)."""
    ends = {
        node.id
        for node in runs.definition.nodes
        if node.kind is NodeKind.END and node.event is EventKind.TERMINATE and not node.parent
    }
    for model in runs.models if ends else ():
        owners = runs.trial(model).transitions.ownership.owners
        for story in runs.stories(model):
            over: set[int] = set()
            for moment in story.moments:
                for node in _begun_steps(story, moment):
                    place = runs.definition.by_id.get(story.compiled.ids[node])
                    if owners[node] in over and not _undoes(runs.definition, place):
                        yield f"{story}: '{story.compiled.ids[node]}' began after the end"
                if any(Mark(MarkKind.ENTERED, end) in moment.marks for end in ends):
                    over.add(moment.owner)


def _undoes(definition: Definition, node: Node | None) -> bool:
    """Whether the node lies in a scope that undoes something, which goes on after any end."""
    while node is not None and not node.is_handler:
        node = definition.by_id.get(node.parent or "")
    return node is not None


def _begun_steps(story: Story, moment: Moment) -> Iterator[int]:
    """The steps that are asked for the first time, but for what undoes others."""
    for command in moment.commands:
        first = isinstance(command, PerformStep) and command.attempt == 1 and not command.again
        if isinstance(command, PerformStep) and first and not story.compiled.is_undo(command.node):
            yield command.node


ROWS: tuple[tuple[str, str, Callable[[Runs], Iterator[str]]], ...] = (
    ("ways", "a decision takes one way, and nothing takes one twice", wrong_number_of_ways),
    ("joins", "a parallel join opens once for a token from each flow", join_without_its_tokens),
    (
        "inclusive joins",
        "an inclusive join waits for every token that can still come",
        inclusive_join_too_early,
    ),
    (
        "first event",
        "behind an event-based gateway one event happens",
        several_events_behind_one_gateway,
    ),
    ("one way out", "an activity is left once for each time it is entered", activity_left_twice),
    ("boundaries", "events on a boundary happen while their host runs", boundary_without_its_host),
    ("rounds", "a loop goes round as often as it says", too_many_rounds),
    ("terminated", "nothing begins after a terminating end", goes_on_after_its_end),
    ("nothing left", "a completed case holds nothing any more", token_left_over),
)
