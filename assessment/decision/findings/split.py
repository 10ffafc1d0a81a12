"""The suggested split of an over-centralized map into sub-workflows that one team each can own.

Steps are points of a graph. Two steps are held together by a hand-over between them, by data that
one leaves and the other reads, by the same participant, by the same owning team, and by an undo
that belongs to both; a decision about who is bound to whom is thereby a sum of points. The parts
are the communities of greatest modularity (Clauset, Newman and Moore 2004: "Finding community
structure in very large networks", Physical Review E 70, 066111), found greedily without chance.
Each compensation goes with the step that it undoes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
from networkx.algorithms.community import greedy_modularity_communities, modularity

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import followers
from assessment.decision.evidence.facts import owner_of
from assessment.decision.phrases import count, listed, quoted
from workflows.definition.lint import MANY_STEPS
from workflows.definition.model import Definition, Node

__all__ = ["HandOver", "Part", "Split", "suggested_split"]

_HAND_OVER = 3.0
_DATA = 2.0
_TEAM = 1.0
_PARTICIPANT = 1.0
# More steps than this are cut by stages only: pairs of a team grow with the square of its steps.
_MOST_PAIRED = 150

type _Graph = nx.Graph[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A suggested sub-workflow: its name, the team that owns most of its steps (empty: nobody
    known) and how many of them, and its steps by id and name in the order of the map."""

    name: str
    team: str
    owned: int
    steps: tuple[str, ...]
    step_names: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many steps it holds, compensations apart."""
        return len(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What crosses from one part to another: the steps on both sides and the data."""

    source: str
    target: str
    steps: tuple[tuple[str, str], ...]
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The parts in the order of the map and what passes between them. ``modularity`` says how
    well they part, 0 not at all, above 0.3 clearly (Newman and Girvan 2004)."""

    parts: tuple[Part, ...]
    hand_overs: tuple[HandOver, ...]
    modularity: float

    @property
    def sentence(self) -> str:
        """The split in one sentence."""
        sizes = listed([f"{part.name} ({count(part.size, 'step')})" for part in self.parts], 8)
        return f"{len(self.parts)} sub-workflows: {sizes}."


def suggested_split(assessment: Assessment, *, above: int = MANY_STEPS) -> Split | None:
    """The split of a map of more than ``above`` steps; None for smaller ones and for a map that
    does not part."""
    steps = assessment.definition.forward_steps
    if len(steps) <= above:
        return None
    graph = _bonds(assessment)
    groups = _in_map_order(greedy_modularity_communities(graph, weight="weight"), steps)
    if len(groups) < 2:
        return None
    parts = _named(assessment, groups)
    return Split(
        parts=parts,
        hand_overs=tuple(_hand_overs(assessment.definition, parts)),
        modularity=float(modularity(graph, [set(group) for group in groups], weight="weight")),
    )


def _bonds(assessment: Assessment) -> _Graph:
    definition = assessment.definition
    graph: _Graph = nx.Graph()
    graph.add_nodes_from(step.id for step in definition.forward_steps)
    for source, target in _follow(definition):
        _bind(graph, source, target, _HAND_OVER)
    for source, target, _ in _data(definition):
        _bind(graph, source, target, _DATA)
    if len(graph) <= _MOST_PAIRED:
        owners = {step.id: owner_of(assessment, step) for step in definition.forward_steps}
        hands = {step.id: step.participant or "" for step in definition.forward_steps}
        for same, weight in ((owners, _TEAM), (hands, _PARTICIPANT)):
            _bind_alike(graph, same, weight)
    return graph


def _bind(graph: _Graph, one: str, other: str, weight: float) -> None:
    if weight and one != other:
        before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
        graph.add_edge(one, other, weight=before + weight)


def _bind_alike(graph: _Graph, same: Mapping[str, str], weight: float) -> None:
    """Bind the steps that share a team or a participant; where all do, it tells nothing."""
    if len(set(same.values())) < 2:
        return
    for one, other in combinations(same, 2):
        if same[one] and same[one] == same[other]:
            _bind(graph, one, other, weight)


def _follow(definition: Definition) -> Iterator[tuple[str, str]]:
    known = {step.id for step in definition.forward_steps}
    for step in definition.forward_steps:
        for later in followers(definition, step):
            if later.id in known:
                yield step.id, later.id


def _data(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Who leaves data for whom: writer, reader and name; also where a flow names one end only."""
    known = {step.id for step in definition.forward_steps}
    writers: dict[str, list[str]] = {}
    for flow in definition.data_flows:
        if flow.source in known:
            writers.setdefault(flow.name, []).append(flow.source)
    seen = set()
    for flow in definition.data_flows:
        sources = [flow.source] if flow.source else writers.get(flow.name, [])
        for source in sources:
            bond = (source, flow.target, flow.name)
            if source in known and flow.target in known and bond not in seen:
                seen.add(bond)
                yield bond


def _in_map_order(groups: Iterable[Iterable[str]], steps: Sequence[Node]) -> list[list[str]]:
    place = {step.id: number for number, step in enumerate(steps)}
    ordered = [sorted(group, key=place.__getitem__) for group in groups]
    return sorted(ordered, key=lambda group: place[group[0]])


def _named(assessment: Assessment, groups: list[list[str]]) -> tuple[Part, ...]:
    names: Counter[str] = Counter()
    parts = []
    for group in groups:
        part = _part(assessment, group)
        names[part.name] += 1
        if names[part.name] > 1:
            part = Part(
                name=f"{part.name} {names[part.name]}",
                team=part.team,
                owned=part.owned,
                steps=part.steps,
                step_names=part.step_names,
            )
        parts.append(part)
    return tuple(parts)


def _part(assessment: Assessment, group: list[str]) -> Part:
    """Named by its first and last step: what it takes a case from and what it leaves it at."""
    steps = [assessment.definition.by_id[step] for step in group]
    owners = Counter(owner for step in steps if (owner := owner_of(assessment, step)))
    team, owned = owners.most_common(1)[0] if owners else ("", 0)
    names = tuple(step.name or step.id for step in steps)
    name = names[0] if len(names) == 1 else f"{names[0]} to {_small(names[-1])}"
    return Part(name=name, team=team, owned=owned, steps=tuple(group), step_names=names)


def _small(name: str) -> str:
    """A name inside another; capitals that stand together are an abbreviation and stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _hand_overs(definition: Definition, parts: tuple[Part, ...]) -> Iterator[HandOver]:
    home = {step: part.name for part in parts for step in part.steps}
    steps: dict[tuple[str, str], list[tuple[str, str]]] = {}
    data: dict[tuple[str, str], dict[str, None]] = {}
    for source, target in _follow(definition):
        if home[source] != home[target]:
            pair = _names(definition, source), _names(definition, target)
            steps.setdefault((home[source], home[target]), []).append(pair)
    for source, target, name in _data(definition):
        if home[source] != home[target]:
            data.setdefault((home[source], home[target]), {})[name] = None
    for pair in _pairs(parts, steps.keys() | data.keys()):
        yield HandOver(
            source=pair[0],
            target=pair[1],
            steps=tuple(dict.fromkeys(steps.get(pair, ()))),
            data=tuple(data.get(pair, ())),
        )


def _pairs(parts: tuple[Part, ...], found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    place: Mapping[str, int] = {part.name: number for number, part in enumerate(parts)}
    return sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _names(definition: Definition, step: str) -> str:
    return quoted(definition.by_id[step].name or step)
