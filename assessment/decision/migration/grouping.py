"""What must move together, and how groups fall into waves.

Steps that share an undo scope move as one: a transaction, a scope that a handler undoes, or a step
whose failure undoes earlier steps together with those (Garcia-Molina and Salem 1987: a saga is
undone as a whole, in reverse order; half of it on either side would need an undo across the
bridge). A compensation moves with the step that it undoes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from assessment.decision.migration.knowledge import MigrationKnowledge
from assessment.decision.migration.ways import Ways
from workflows.definition.model import Definition, Node, NodeKind

__all__ = ["Group", "groups_of", "waves_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Steps that move together, in the order of the map; as critical as the most critical."""

    steps: tuple[str, ...]
    criticality: float


def groups_of(
    ways: Ways, movers: frozenset[str], figures: Mapping[str, float]
) -> tuple[Group, ...]:
    """The groups of the steps that move, the least critical first, ties by the map's order."""
    scopes = _Scopes(ways)
    found: dict[str, list[str]] = {}
    for step in ways.place:
        if step in movers:
            found.setdefault(scopes.root(step), []).append(step)
    groups = [
        Group(steps=tuple(steps), criticality=max(figures[step] for step in steps))
        for steps in found.values()
    ]
    return tuple(sorted(groups, key=lambda g: (g.criticality, ways.place[g.steps[0]])))


def waves_of(groups: tuple[Group, ...], known: MigrationKnowledge) -> tuple[tuple[Group, ...], ...]:
    """The groups cut into at most ``most_waves`` runs.

    First at the widest gaps of at least ``least_gap`` points, then, while there is room, the
    longest run of more than ``most_steps`` steps at its widest gap, of gaps as wide at the one
    nearest to its middle.
    """
    cuts = _wide_gaps(groups, known)
    while len(cuts) < known.most_waves - 1:
        cut = _next_cut(groups, cuts, known.most_steps)
        if cut is None:
            break
        cuts.add(cut)
    ends = [0, *sorted(cuts), len(groups)]
    return tuple(groups[a:b] for a, b in pairwise(ends) if a < b)


def _wide_gaps(groups: tuple[Group, ...], known: MigrationKnowledge) -> set[int]:
    """The cuts at the widest gaps; of two as wide the earlier."""
    gaps = [
        (groups[at].criticality - groups[at - 1].criticality, -at) for at in range(1, len(groups))
    ]
    wide = sorted((gap for gap in gaps if gap[0] >= known.least_gap), reverse=True)
    return {-at for _, at in wide[: known.most_waves - 1]}


def _next_cut(groups: tuple[Group, ...], cuts: set[int], most: int) -> int | None:
    """Where to cut the longest run of too many steps; None where there is none to cut."""
    ends = [0, *sorted(cuts), len(groups)]
    runs = [(a, b) for a, b in pairwise(ends) if b - a > 1]
    sizes = {run: sum(len(group.steps) for group in groups[run[0] : run[1]]) for run in runs}
    longest = max(runs, key=lambda run: (sizes[run], -run[0]), default=None)
    if longest is None or sizes[longest] <= most:
        return None
    return _parted(groups, *longest)


def _parted(groups: tuple[Group, ...], first: int, end: int) -> int:
    """The cut of a run at its widest gap; of gaps as wide the one nearest to its middle."""
    sizes = [len(group.steps) for group in groups[first:end]]
    before = dict(zip(range(first, end), accumulate(sizes, initial=0), strict=False))

    def worth(at: int) -> tuple[float, float]:
        gap = groups[at].criticality - groups[at - 1].criticality
        return round(gap, 6), -abs(2 * before[at] - sum(sizes))

    return max(range(first + 1, end), key=worth)


class _Scopes:
    """Which steps share a scope: disjoint sets, joined one by one."""

    def __init__(self, ways: Ways) -> None:
        self._parent = {step: step for step in ways.place}
        for together in _together(ways):
            self._join(together)

    def root(self, step: str) -> str:
        """What names the set of a step."""
        while self._parent[step] != step:
            self._parent[step] = self._parent[self._parent[step]]
            step = self._parent[step]
        return step

    def _join(self, steps: Iterable[str]) -> None:
        roots = [self.root(step) for step in steps]
        for root in roots[1:]:
            self._parent[root] = self.root(roots[0])


def _together(ways: Ways) -> Iterator[tuple[str, ...]]:
    yield from ways.undone_by.items()
    yield from ((step, *earlier) for step, earlier in ways.failures.items())
    definition = ways.definition
    for scope in (node for node in definition.nodes if node.is_scope):
        handler = definition.handler_of(scope)
        if scope.kind is NodeKind.TRANSACTION or handler:
            within = [
                *_within(definition, scope),
                *(_within(definition, handler) if handler else ()),
            ]
            yield tuple(step for step in within if step in ways.place)


def _within(definition: Definition, node: Node) -> Iterator[str]:
    """The steps inside a scope, however deep; a step is itself."""
    if node.is_step:
        yield node.id
    for child in definition.children.get(node.id, ()):
        yield from _within(definition, child)
