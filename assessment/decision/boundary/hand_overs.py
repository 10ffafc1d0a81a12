"""Who hands over to whom: the steps that come next, whatever stands between."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.definition.model import Definition, Node, NodeKind, Side

__all__ = ["Crossing", "companions", "crossings", "followers", "hand_overs", "reversed_hand_overs"]

_CHOOSING = frozenset({NodeKind.DECISION, NodeKind.EVENT_BASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A hand-over from a step on one side to a step on the other: ids and names of both."""

    source: str
    target: str
    source_name: str
    target_name: str


def crossings(definition: Definition, boundary: Mapping[str, Side]) -> tuple[Crossing, ...]:
    """Every hand-over between steps on different sides, in the order of the map. Gateways and
    events between two steps are looked through; a step without a side counts as orchestrated."""
    return tuple(
        _crossing(step, follower)
        for step in definition.forward_steps
        for follower in followers(definition, step)
        if _side(boundary, step) is not _side(boundary, follower)
    )


def hand_overs(definition: Definition) -> dict[str, tuple[str, ...]]:
    """For each step that a case can reach, the ids of the steps that come next."""
    forward = {step.id for step in definition.forward_steps}
    return {
        step.id: tuple(
            after.id
            for after in followers(definition, step)
            if after.id in forward and after.id != step.id
        )
        for step in definition.forward_steps
    }


def reversed_hand_overs(after: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For each step the steps that hand over to it."""
    before: dict[str, list[str]] = {step: [] for step in after}
    for step, targets in after.items():
        for target in targets:
            before[target].append(step)
    return {step: tuple(found) for step, found in before.items()}


def companions(definition: Definition) -> dict[str, int]:
    """For each step, how many steps follow the same result together with it, itself included: the
    branches of a parallel or inclusive gateway, never the alternatives of a decision."""
    most = {step.id: 1 for step in definition.forward_steps}
    for step in definition.forward_steps:
        together = [node.id for node in _reached(definition, step, through_choices=False)]
        for name in together:
            most[name] = max(most.get(name, 1), len(together))
    return most


def followers(definition: Definition, step: Node) -> Iterator[Node]:
    """The steps that come next, looking through whatever stands between, each once."""
    return _reached(definition, step, through_choices=True)


def _reached(definition: Definition, step: Node, *, through_choices: bool) -> Iterator[Node]:
    flat = definition.flat
    queue = deque(_next_nodes(flat, step))
    seen: set[str] = set()
    while queue:
        node = queue.popleft()
        if node.id in seen:
            continue
        seen.add(node.id)
        # A scope without nodes stands as a task in the flat view; on the map it is no step.
        own = definition.by_id.get(node.id)
        if own is not None and own.is_step:
            yield own
        elif through_choices or node.kind not in _CHOOSING:
            queue.extend(_next_nodes(flat, node))


def _next_nodes(definition: Definition, node: Node) -> list[Node]:
    # What leaves a boundary event leaves its step as well.
    starts = (node, *definition.boundaries.get(node.id, ()))
    targets = [flow.target for one in starts for flow in definition.outgoing.get(one.id, ())]
    return [definition.by_id[target] for target in targets if target in definition.by_id]


def _side(boundary: Mapping[str, Side], step: Node) -> Side:
    return boundary.get(step.id, Side.ORCHESTRATED)


def _crossing(source: Node, target: Node) -> Crossing:
    return Crossing(
        source=source.id,
        target=target.id,
        source_name=source.name or source.id,
        target_name=target.name or target.id,
    )
