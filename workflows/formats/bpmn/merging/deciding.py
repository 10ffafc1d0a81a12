"""Three versions of a file, facet by facet: what only one side changed holds, what both changed
alike holds, what both changed otherwise is a conflict. What one side took away and the other
changed or newly names is one too. The drawing is never in conflict: mine holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workflows.formats.bpmn.merging.outcome import Choice, Choices, Conflict
from workflows.formats.bpmn.merging.parts import PARENT, THERE, Entry, Facet, Parts, Segment
from workflows.formats.bpmn.merging.wording import Words

__all__ = ["Plan", "plan_of"]

type _Facets = dict[Facet, str]

_OF_THE_TOOL = frozenset({"exporter", "exporterVersion", "targetNamespace", "name"})
_SETS = frozenset({"assumed", "participants", "nodes", "flows"})


@dataclass
class Plan:
    """How mine becomes the merged file: which facets change (None: goes), which elements come from
    theirs, which go, and every conflict."""

    changes: dict[str, dict[Facet, str | None]] = field(default_factory=dict)
    come: list[str] = field(default_factory=list)
    go: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def plan_of(base: Parts, mine: Parts, theirs: Parts, choices: Choices) -> Plan:
    """What to do, under the choices that were made."""
    return _Decision(base, mine, theirs, choices).plan()


class _Decision:
    def __init__(self, base: Parts, mine: Parts, theirs: Parts, choices: Choices) -> None:
        self._base, self._mine, self._theirs = base, mine, theirs
        self._choices = choices
        self._words = Words(base, mine, theirs)
        self._plan = Plan()
        self._said: dict[tuple[str, ...], Choice] = {}

    def plan(self) -> Plan:
        dropped = self._dropped(self._mine, self._theirs, Choice.MINE)
        taken_away = self._dropped(self._theirs, self._mine, Choice.THEIRS)
        for key, entry in self._theirs.items():
            if key not in self._mine and key not in dropped:
                self._plan.come.append(key)
            elif key in self._mine:
                self._merge(self._mine[key], entry)
        self._plan.go = [key for key in self._mine if key in taken_away]
        self._unknot()
        return self._plan

    # What one side took away

    def _dropped(self, side: Parts, other: Parts, deleter: Choice) -> set[str]:
        """What goes because ``side`` took it away."""
        gone = {key for key in self._base if key not in side and key in other}
        named = self._named_anew(other)
        touched = [
            key
            for key in self._base
            if key in gone and (key in named or self._is_touched(key, other))
        ]
        kept = {key for key in touched if self._deletion(key, other, deleter) is not deleter}
        return gone - self._with_company(kept, gone, other)

    def _is_touched(self, key: str, other: Parts) -> bool:
        """Whether the other side changed it."""
        entry = other[key]
        return not entry.is_drawing and entry.facets != self._base[key].facets

    def _named_anew(self, other: Parts) -> set[str]:
        """What something names in the other version that did not name it before."""
        found: set[str] = set()
        for entry in other.values():
            if not entry.is_drawing:
                before = self._base.get(entry.key)
                found |= _named(entry) - (_named(before) if before else set())
        return found

    def _deletion(self, key: str, other: Parts, deleter: Choice) -> Choice:
        changed = self._words.changed(self._base[key], other)
        sides = {deleter: "taken away", _other(deleter): changed}
        what = "Whether it stays"
        words = ("there", sides[Choice.MINE], sides[Choice.THEIRS])
        return self._conflict(key, "", what, words)

    def _with_company(self, kept: set[str], gone: set[str], other: Parts) -> set[str]:
        """What stays with what is kept: what holds it, what it holds, and the flows, events and
        drawings that cannot be without it and lack nothing else."""
        grown = set(kept)
        while True:
            more = set(self._company(grown, gone, other)) - grown
            if not more:
                return grown
            grown |= more

    def _company(self, kept: set[str], gone: set[str], other: Parts) -> Iterator[str]:
        for key in gone:
            entry = other[key]
            needed = _needed(entry)
            around = {other[k].parent for k in kept}
            if key in around or (needed & kept and not needed & (gone - kept)):
                yield key

    # What both sides still have

    def _merge(self, mine: Entry, theirs: Entry) -> None:
        before = self._base.get(mine.key)
        base: _Facets = before.facets if before else {}
        settled = self._parted(mine, theirs, base)
        for facet in dict.fromkeys([*mine.facets, *theirs.facets]):
            if any(facet.path[: len(path)] == path for path in settled):
                continue
            one, other, was = (of.get(facet) for of in (mine.facets, theirs.facets, base))
            if one == other or other == was:
                continue
            if one == was:
                self._change(mine.key, facet, other)
            elif facet.name in _SETS and one is not None and other is not None:
                self._change(mine.key, facet, _united(was or "", one, other))
            elif not self._is_of_the_tool(mine, facet):
                self._decide(mine.key, facet, was, one, other)

    def _parted(self, mine: Entry, theirs: Entry, base: _Facets) -> list[tuple[Segment, ...]]:
        """Settles what belongs to an element and was taken away on one side and changed on the
        other; gives the paths of it."""
        settled: list[tuple[Segment, ...]] = []
        for facet in base:
            one, other = facet in mine.facets, facet in theirs.facets
            inside = any(facet.path[: len(path)] == path for path in settled)
            if facet.name != THERE or one == other or inside:
                continue
            keeper = mine.facets if one else theirs.facets
            below = [f for f in {**base, **keeper} if f.path[: len(facet.path)] == facet.path]
            if any(base.get(f) != keeper.get(f) for f in below):
                settled.append(facet.path)
                self._part(mine, theirs, facet, below)
        return settled

    def _part(self, mine: Entry, theirs: Entry, facet: Facet, below: list[Facet]) -> None:
        words = ("there", "taken away", "changed")
        if facet in mine.facets:
            words = ("there", "changed", "taken away")
        field = self._words.field(facet)
        if self._conflict(mine.key, _named_facet(facet), field, words) is Choice.THEIRS:
            for inner in below:
                self._change(mine.key, inner, theirs.facets.get(inner))

    def _is_of_the_tool(self, entry: Entry, facet: Facet) -> bool:
        return entry.is_drawing or (not entry.key and facet.name in _OF_THE_TOOL)

    def _decide(
        self, key: str, facet: Facet, was: str | None, one: str | None, other: str | None
    ) -> None:
        before, mine, theirs = (self._words.value(facet, value) for value in (was, one, other))
        field, words = self._words.field(facet), (before, mine, theirs)
        # A lane and the participant it stands for bear one name: nobody is asked twice.
        same = (key, facet.name, *words)
        if same not in self._said:
            self._said[same] = self._conflict(key, _named_facet(facet), field, words)
        if self._said[same] is Choice.THEIRS:
            self._change(key, facet, other)

    def _change(self, key: str, facet: Facet, value: str | None) -> None:
        self._plan.changes.setdefault(key, {})[facet] = value

    def _conflict(self, key: str, what: str, field: str, words: tuple[str, str, str]) -> Choice:
        name = f"{key} {what}".strip() or "map"
        choice = self._choices.get(name)
        before, mine, theirs = words
        conflict = Conflict(
            key=name,
            element=self._words.element(key),
            where=self._words.where(key),
            field=field,
            before=before,
            mine=mine,
            theirs=theirs,
            choice=choice or Choice.MINE,
            is_chosen=choice is not None,
        )
        self._plan.conflicts.append(conflict)
        return conflict.choice

    def _unknot(self) -> None:
        """Two moves that would put each scope into the other: mine holds."""
        moved = [key for key, facets in self._plan.changes.items() if _PARENT in facets]
        for key in moved:
            if self._is_inside_itself(key):
                del self._plan.changes[key][_PARENT]
                was = self._base[key].parent if key in self._base else None
                places = (was, self._mine[key].parent, self._theirs[key].parent)
                before, mine, theirs = (self._words.value(_PARENT, place) for place in places)
                field = self._words.field(_PARENT)
                self._conflict(key, _named_facet(_PARENT), field, (before, mine, theirs))

    def _is_inside_itself(self, key: str) -> bool:
        seen, up = {key}, self._parent(key)
        while up and up not in seen:
            seen.add(up)
            up = self._parent(up)
        return bool(up)

    def _parent(self, key: str) -> str:
        changed = self._plan.changes.get(key, {}).get(_PARENT)
        entry = self._mine.get(key) or self._theirs.get(key)
        return changed or (entry.parent if entry else "")


_PARENT = Facet((), PARENT)
_REQUIRED = ("sourceRef", "targetRef", "attachedToRef", "bpmnElement")


def _named_facet(facet: Facet) -> str:
    """A facet as part of a conflict's key."""
    parts = [":".join([s.tag, *(v for _, v in s.natural), str(s.place)]) for s in facet.path]
    return "/".join([*parts, facet.name])


def _named(entry: Entry) -> frozenset[str]:
    return entry.references | {entry.parent}


def _needed(entry: Entry) -> set[str]:
    """What an element cannot be without."""
    named = {entry.facets.get(Facet((), name), "") for name in _REQUIRED}
    return (named | {entry.parent}) - {""}


def _other(choice: Choice) -> Choice:
    return Choice.THEIRS if choice is Choice.MINE else Choice.MINE


def _united(was: str, one: str, other: str) -> str:
    """A list of names with what either side added, without what either took away."""
    before, theirs = was.split(), other.split()
    kept = [name for name in one.split() if name in theirs or name not in before]
    return " ".join([*kept, *(n for n in theirs if n not in before and n not in kept)])
