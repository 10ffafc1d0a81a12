"""Read what differs between versions of a map, or between a draft and a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from projects.models import Project
from workflows.definition.difference import (
    Change,
    ChangeKind,
    Compatibility,
    Difference,
    EventChange,
    Subject,
    difference,
    event_additions,
    event_changes,
    in_flight,
)
from workflows.definition.model import Definition
from workflows.models import MapVersion
from workflows.selectors.maps import map_versions

__all__ = ["ChangeGroup", "Comparison", "Made", "comparison", "versions_made"]

_TITLES = (
    ("The map", (Subject.MAP,)),
    ("Steps and events", (Subject.NODE,)),
    ("Requirements", (Subject.REQUIREMENT,)),
    ("Flows", (Subject.FLOW, Subject.MESSAGE_FLOW)),
    ("Participants", (Subject.PARTICIPANT,)),
    ("Data", (Subject.DATA_FLOW, Subject.VARIABLE)),
)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind of thing, under a heading."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """Two definitions, what differs, and what that means."""

    before: Definition
    after: Definition

    @cached_property
    def difference(self) -> Difference:
        """Every change."""
        return difference(self.before, self.after)

    @cached_property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """The changes under headings; only those that there are."""
        found = (
            ChangeGroup(title, tuple(c for c in self.difference if c.subject in subjects))
            for title, subjects in _TITLES
        )
        return tuple(group for group in found if group.changes)

    @cached_property
    def flight(self) -> Compatibility:
        """Whether running cases can go on."""
        return in_flight(self.before, self.after, self.difference)

    @cached_property
    def breaking_events(self) -> tuple[EventChange, ...]:
        """The events that break who reads them."""
        return event_changes(self.before, self.after)

    @cached_property
    def new_events(self) -> tuple[str, ...]:
        """The events that only the newer side publishes."""
        return event_additions(self.before, self.after)

    @property
    def has_events(self) -> bool:
        """Whether either side has data that flows at all."""
        return bool(self.before.data_flows or self.after.data_flows)

    @property
    def before_marks(self) -> dict[str, str]:
        """Classes for the elements of the older drawing, by id."""
        return _classes(self.difference.before_marks)

    @property
    def after_marks(self) -> dict[str, str]:
        """Classes for the elements of the newer drawing, by id."""
        return _classes(self.difference.after_marks)


def _classes(marks: Mapping[str, ChangeKind]) -> dict[str, str]:
    return {element: f"change--{kind.value}" for element, kind in marks.items()}


def comparison(before: Definition, after: Definition) -> Comparison:
    """The two compared. No query."""
    return Comparison(before=before, after=after)


@dataclass(frozen=True, slots=True)
class Made:
    """A version in the list; ``size`` says how much it changed of the one before."""

    version: MapVersion
    size: str
    is_current: bool


def versions_made(
    project: Project, map_key: str, newest_first: slice = slice(0, 20)
) -> tuple[Made, ...]:
    """A page of a map's versions with the size of each change. Two queries: the newest number, and
    the page with the version before it."""
    return tuple(_made(project, map_key, newest_first))


def _made(project: Project, map_key: str, page: slice) -> Iterator[Made]:
    rows = map_versions(project, map_key).defer(None).defer("original", "notes")
    newest = map_versions(project, map_key).values_list("number", flat=True).first()
    found = list(rows[page.start : page.stop + 1])
    before = [*found[1:], None]
    for version, former in list(zip(found, before, strict=True))[: page.stop - page.start]:
        size = difference(former.definition, version.definition).size if former else "first version"
        yield Made(version, size, is_current=version.number == newest)
