"""Structure: which parts of a graph are blocks with one way in and one way out.

Formats that nest (the parallel states of a state machine, the forks of a DSL) need to know whether
the branches behind a split stand apart until they meet again. A map is a graph and need not nest;
then a writer has to say so. The terms are those of compilers: a node *a* dominates *b* where every
way to *b* leads through *a*; *b* post-dominates *a* where every way on from *a* leads through *b*
(Aho, Lam, Sethi, Ullman: Compilers, 9.6). A split and its immediate post-dominator bound a block,
if nothing jumps in or out between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from workflows.definition.model import Definition, EventKind, NodeKind

__all__ = ["Block", "Graph", "Tangle", "graph_of"]

_EXIT = ("exit",)
"""Where every way ends. A tuple, so that no node's id equals it."""

type _Place = str | tuple[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What stands between a split and the node where all its branches meet.

    ``join`` is the first node behind the block; None: no node, the branches run to their ends.
    ``branches`` holds, for each way out of the split and in its order, the nodes of the branch in
    the order in which they are reached; none where the way leads straight to the join.
    """

    split: str
    join: str | None
    branches: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangle:
    """Why there is no block behind a split: ``node`` is where a branch is entered, left or shared,
    ``why`` says how, as the end of a sentence about it ("is reached by two branches")."""

    split: str
    node: str
    why: str


class Graph:
    """A directed graph of node ids.

    ``successors`` lists where each node leads, in order; ``entries`` are the nodes at which a case
    begins. What no entry leads to is left aside.
    """

    def __init__(self, successors: Mapping[str, Iterable[str]], entries: Iterable[str]) -> None:
        given = {node: tuple(dict.fromkeys(targets)) for node, targets in successors.items()}
        self.entries = tuple(dict.fromkeys(entries))
        reached = _reached(given, self.entries, set())
        self.successors = {node: given.get(node, ()) for node in reached}

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """Where each node is reached from."""
        found: dict[str, list[str]] = {node: [] for node in self.successors}
        for node, targets in self.successors.items():
            for target in targets:
                found[target].append(node)
        return {node: tuple(sources) for node, sources in found.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The nodes so that each follows all that lead to it, but for ways back (the reverse of a
        depth-first postorder); first successors come first."""
        left: list[str] = []
        seen: set[str] = set()
        for entry in reversed(self.entries):
            if entry not in seen:
                left += _postorder(self.successors, entry, seen)
        return tuple(reversed(left))

    @cached_property
    def _meetings(self) -> Mapping[_Place, _Place]:
        """Immediate post-dominators: immediate dominators of the graph turned round."""
        turned: nx.DiGraph[_Place] = nx.DiGraph()
        turned.add_node(_EXIT)
        for node, targets in self.successors.items():
            turned.add_edges_from((target, node) for target in targets)
            if not targets:
                turned.add_edge(_EXIT, node)
        found: Mapping[_Place, _Place] = nx.immediate_dominators(turned, _EXIT)
        return found

    def meeting_of(self, node: str) -> str | None:
        """The first node that every way on from ``node`` leads through; None where there is none,
        because ways end apart or never."""
        found = self._meetings.get(node)
        return found if isinstance(found, str) and found != node else None

    def block_at(self, split: str) -> Block | Tangle:
        """The block that begins behind ``split``, or why there is none.

        A branch is whatever a way out of the split leads to before the join. It must be entered
        by that way alone, and left for the join alone.
        """
        join = self.meeting_of(split)
        stop = {join} if join is not None else set()
        branches = [
            () if target == join else _reached(self.successors, (target,), stop)
            for target in self.successors[split]
        ]
        return self._tangle(split, branches) or Block(
            split=split, join=join, branches=tuple(map(tuple, branches))
        )

    def _tangle(self, split: str, branches: list[tuple[str, ...]]) -> Tangle | None:
        owner: dict[str, int] = {}
        for number, branch in enumerate(branches):
            for node in branch:
                if node == split:
                    return Tangle(split=split, node=node, why="is led back to from inside")
                if owner.setdefault(node, number) != number:
                    return Tangle(split=split, node=node, why="is reached by two branches")
        for node, number in owner.items():
            for source in self.predecessors[node]:
                if source != split and owner.get(source) != number:
                    return Tangle(split=split, node=node, why=f"is reached from outside ({source})")
        return None


def _reached(
    successors: Mapping[str, tuple[str, ...]], entries: Iterable[str], stop: set[str]
) -> tuple[str, ...]:
    """The nodes that the entries lead to, themselves included, breadth first, none of ``stop``."""
    found = dict.fromkeys(entry for entry in entries if entry not in stop)
    queue = list(found)
    for node in queue:
        for target in successors.get(node, ()):
            if target not in found and target not in stop:
                found[target] = None
                queue.append(target)
    return tuple(found)


def _postorder(
    successors: Mapping[str, tuple[str, ...]], entry: str, seen: set[str]
) -> Iterator[str]:
    """Depth first, each node after all it leads to; without recursion, as maps may be long."""
    seen.add(entry)
    stack = [(entry, iter(reversed(successors[entry])))]
    while stack:
        node, targets = stack[-1]
        fresh = next((target for target in targets if target not in seen), None)
        if fresh is None:
            stack.pop()
            yield node
        else:
            seen.add(fresh)
            stack.append((fresh, iter(reversed(successors[fresh]))))


def graph_of(definition: Definition, scope: str | None = None, process: str = "") -> Graph:
    """The graph of the nodes that stand in one scope (None: in none) of one process.

    Flows lead on, an activity to its boundary events, and a link to where it comes out. Entries
    are the nodes that nothing leads to; compensations and event sub-processes are left out, as no
    flow enters them.
    """
    inside = [
        node
        for node in definition.children.get(scope, ())
        if node.process == process
        and not node.is_handler
        and node.kind is not NodeKind.EVENT_SUB_PROCESS
    ]
    ids = {node.id for node in inside}
    goals = {
        node.ref: node.id
        for node in inside
        if node.kind is NodeKind.CATCH and node.event is EventKind.LINK
    }
    successors: dict[str, list[str]] = {}
    for node in inside:
        targets = [flow.target for flow in definition.outgoing[node.id]]
        targets += [boundary.id for boundary in definition.boundaries[node.id]]
        if node.kind is NodeKind.THROW and node.event is EventKind.LINK and node.ref in goals:
            targets.append(goals[node.ref])
        successors[node.id] = [target for target in targets if target in ids]
    entered = {target for targets in successors.values() for target in targets}
    starts = [node.id for node in inside if node.id not in entered]
    return Graph(successors, starts or list(successors)[:1])
