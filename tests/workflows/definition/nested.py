"""Any nested map that makes sense, for property tests: scopes in scopes, boundary events, links,
loops, handlers, event sub-processes, calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count, pairwise
from typing import Any

from hypothesis import strategies as st

from tests.workflows.definition.steps import node
from workflows.definition.columns import requirements_of
from workflows.definition.model import (
    Definition,
    Effect,
    EventKind,
    Flow,
    Loop,
    LoopKind,
    Node,
    NodeKind,
)

__all__ = ["nested_maps"]

type _Block = Callable[[str | None, int], list[Node]]

_DEEPEST = 3
_LOOPS = st.one_of(
    st.none(),
    st.builds(Loop, kind=st.sampled_from(LoopKind), again=st.sampled_from([0.0, 0.25])),
)
_CAUGHT = st.sampled_from([EventKind.ERROR, EventKind.ESCALATION, EventKind.SIGNAL])


@st.composite
def nested_maps(draw: st.DrawFn) -> Definition:
    """A map of up to four levels, in preorder; calls lead to one small map."""
    builder = _Builder(draw)
    builder.fill(None)
    inner = Definition(
        id="inner", name="Inner", participants=(), nodes=(node("begin", NodeKind.START),), flows=()
    )
    return Definition(
        id="outer",
        name="Outer",
        participants=(),
        nodes=tuple(builder.nodes),
        flows=tuple(builder.flows),
        called=(inner,) if any(one.calls for one in builder.nodes) else (),
    )


class _Builder:
    """Draws a map block after block; a block is nodes that one flow enters and one leaves."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self._numbers = count()

    def fill(self, scope: Node | None, depth: int = 0) -> None:
        """What a scope holds: a start, some blocks, an end."""
        parent = scope.id if scope else None
        kinds = self._blocks(scope, depth)
        chosen = self.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))
        row = [self._add(parent, NodeKind.START)]
        for block in chosen:
            row += block(parent, depth)
        row.append(self._end(scope))
        for source, target in pairwise(row):
            if source.event is not EventKind.LINK or source.kind is NodeKind.CATCH:
                self._flow(source, target)

    def _blocks(self, scope: Node | None, depth: int) -> list[_Block]:
        blocks: list[_Block] = [self._step, self._undone, self._linked, self._call]
        if depth < _DEEPEST:
            blocks += [self._scope, self._scope]
        if scope is None:
            blocks.append(self._beside)
        return blocks

    def _add(self, parent: str | None, kind: NodeKind, **values: Any) -> Node:
        blank = node(f"n{next(self._numbers)}", kind)
        made = replace(blank, parent=parent, **values)
        self.nodes.append(made)
        return made

    def _flow(self, source: Node, target: Node) -> None:
        self.flows.append(Flow(id=f"f{len(self.flows)}", source=source.id, target=target.id))

    def _end(self, scope: Node | None) -> Node:
        events = [EventKind.NONE, EventKind.TERMINATE, EventKind.ERROR]
        if scope and scope.kind is NodeKind.TRANSACTION:
            events.append(EventKind.CANCEL)
        parent = scope.id if scope else None
        return self._add(parent, NodeKind.END, event=self.draw(st.sampled_from(events)))

    def _step(self, parent: str | None, depth: int) -> list[Node]:
        return [self._add(parent, NodeKind.TASK, loop=self.draw(_LOOPS))]

    def _undone(self, parent: str | None, depth: int) -> list[Node]:
        step = self._add(parent, NodeKind.TASK)
        undo = self._add(parent, NodeKind.COMPENSATION)
        needs = replace(requirements_of(step), effect=Effect(compensation=undo.id))
        self.nodes[self.nodes.index(step)] = replace(step, requirements=needs)
        asked = self.draw(st.sampled_from(["", step.id]))
        throw = self._add(parent, NodeKind.THROW, event=EventKind.COMPENSATION, ref=asked)
        return [step, throw]

    def _linked(self, parent: str | None, depth: int) -> list[Node]:
        name = f"link {next(self._numbers)}"
        kinds = (NodeKind.THROW, NodeKind.CATCH)
        return [self._add(parent, kind, event=EventKind.LINK, ref=name) for kind in kinds]

    def _call(self, parent: str | None, depth: int) -> list[Node]:
        return [self._add(parent, NodeKind.CALL_ACTIVITY, calls="inner", loop=self.draw(_LOOPS))]

    def _scope(self, parent: str | None, depth: int) -> list[Node]:
        kind = self.draw(st.sampled_from([NodeKind.SUB_PROCESS, NodeKind.TRANSACTION]))
        scope = self._add(parent, kind, loop=self.draw(_LOOPS))
        self.fill(scope, depth + 1)
        if self.draw(st.booleans()):
            self._watch(scope)
        return [scope]

    def _watch(self, scope: Node) -> None:
        boundary = self._add(
            scope.parent,
            NodeKind.BOUNDARY,
            event=self.draw(_CAUGHT),
            attached_to=scope.id,
        )
        self._flow(boundary, self._add(scope.parent, NodeKind.END))

    def _beside(self, parent: str | None, depth: int) -> list[Node]:
        """An event sub-process, and a step to go on with."""
        scope = self._add(parent, NodeKind.EVENT_SUB_PROCESS)
        start = self._add(scope.id, NodeKind.START, event=EventKind.MESSAGE, interrupting=False)
        self._flow(start, self._add(scope.id, NodeKind.TASK))
        return self._step(parent, depth)
