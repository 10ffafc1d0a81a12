"""What differs between two versions of a map, change by change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

__all__ = ["Change", "ChangeKind", "Difference", "Subject", "changed"]


class ChangeKind(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Subject(StrEnum):
    """What changed: the map as a whole or a part of it, in the order in which a list tells it."""

    MAP = "map"
    NODE = "node"
    REQUIREMENT = "requirement"
    FLOW = "flow"
    PARTICIPANT = "participant"
    DATA_FLOW = "data flow"
    MESSAGE_FLOW = "message flow"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. ``before_id`` and ``after_id`` name the element in either version (empty where
    it is not there; for a requirement, the step), ``field`` what of it changed (a column's id for a
    requirement; empty where the whole came or went), ``label`` that field in words, ``before`` and
    ``after`` its values in words. ``sentence`` says it all. ``within`` is the id of the called map
    that it happened in, empty for the map itself.
    """

    kind: ChangeKind
    subject: Subject
    sentence: str
    before_id: str = ""
    after_id: str = ""
    name: str = ""
    field: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    within: str = ""

    @property
    def element(self) -> str:
        """The element's id in the newer version, in the older one where it is gone."""
        return self.after_id or self.before_id


@dataclass(frozen=True)
class Difference:
    """Every change from one version to another; none where they say the same.

    ``counterparts`` leads from each node of the older version that is still there to its id in the
    newer one.
    """

    changes: tuple[Change, ...] = ()
    counterparts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @cached_property
    def renumbered(self) -> Mapping[str, str]:
        """The nodes whose id has changed, as ``migrate`` of the engine takes them."""
        return {old: new for old, new in self.counterparts.items() if old != new}

    @cached_property
    def before_marks(self) -> Mapping[str, ChangeKind]:
        """How to mark the elements of the older drawing: removed or changed, by id."""
        return self._marks("before_id")

    @cached_property
    def after_marks(self) -> Mapping[str, ChangeKind]:
        """How to mark the elements of the newer drawing: added or changed, by id."""
        return self._marks("after_id")

    def _marks(self, side: str) -> Mapping[str, ChangeKind]:
        drawn = {Subject.NODE, Subject.REQUIREMENT, Subject.FLOW, Subject.MESSAGE_FLOW}
        found: dict[str, ChangeKind] = {}
        for change in self.changes:
            element: str = getattr(change, side)
            if element and change.subject in drawn and not change.within:
                found.setdefault(element, change.kind)
        return found

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def size(self) -> str:
        """How many elements came, went and changed: ``2 added, 1 changed``; ``no change``."""
        counts = []
        for kind in ChangeKind:
            elements = {(c.within, c.subject, c.element) for c in self.of(kind)}
            counts += [f"{len(elements)} {kind.value}"] if elements else []
        return ", ".join(counts) or "no change"


def changed(
    subject: Subject,
    old: str,
    new: str,
    name: str,
    field: str,
    label: str,
    before: str,
    after: str,
    sentence: str,
) -> Change:
    """The change of one field of an element with the ids ``old`` and ``new``."""
    return Change(
        kind=ChangeKind.CHANGED,
        subject=subject,
        sentence=sentence,
        before_id=old,
        after_id=new,
        name=name or new,
        field=field,
        label=label,
        before=before,
        after=after,
    )
