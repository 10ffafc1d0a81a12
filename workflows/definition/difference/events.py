"""What a new version does to the events of a map: names, readers, classes and types that change
under those who read them. The guide's rule: add fields, never remove them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from workflows.definition.model import Definition
from workflows.definition.phrases import listed, quoted

__all__ = ["EventChange", "event_additions", "event_changes"]

_VERSION_BOTH = "Publish the old one beside it until nobody reads it any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """A change that can break who reads an event. ``where`` is the step that writes it in the
    newer map, ``map`` where none does; ``is_read`` says that somebody beside the writer reads it;
    ``sentence`` says what changed and who reads it, ``mend`` what to do."""

    event: str
    where: str
    sentence: str
    mend: str
    is_read: bool


class _Event(NamedTuple):
    """A data flow of a map: who writes and reads it, as participants, its class and its type."""

    name: str
    sources: tuple[str, ...]
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    classification: str
    type: str


def event_changes(before: Definition, after: Definition) -> tuple[EventChange, ...]:
    """Each change of a data flow that can break who reads it: it is gone, renamed, classified
    otherwise, or of another type."""
    return tuple(_changes(before, after))


def event_additions(before: Definition, after: Definition) -> tuple[str, ...]:
    """The events that only the newer version publishes; readers of the older one ignore them."""
    old = _events(before)
    renamed = {name for event in old.values() if (name := _new_name(event, before, after))}
    return tuple(name for name in _events(after) if name not in old and name not in renamed)


def _changes(before: Definition, after: Definition) -> Iterator[EventChange]:
    new = _events(after)
    for name, event in _events(before).items():
        if name in new:
            yield from _changed(after, event, new[name])
        else:
            yield _gone(before, after, event)


def _new_name(event: _Event, before: Definition, after: Definition) -> str:
    """What an event that is gone is called now; empty where nothing takes its place."""
    old, new = _events(before), _events(after)
    if event.name in new:
        return ""
    added = (one for name, one in new.items() if name not in old)
    same = (one.name for one in added if one.sources and one.sources == event.sources)
    return next(same, "")


def _gone(before: Definition, after: Definition, event: _Event) -> EventChange:
    name = quoted(event.name)
    if renamed := _new_name(event, before, after):
        sentence = f"{name} is called {quoted(renamed)} now{_who(event)}."
        mend = f"Publish {name} beside it until nobody reads it any more"
    else:
        sentence = f"{name} is no longer published{_who(event)}."
        mend = _VERSION_BOTH.replace("beside it", "on")
    return _change(after, event, sentence, mend)


def _changed(after: Definition, old: _Event, new: _Event) -> Iterator[EventChange]:
    name = quoted(old.name)
    if old.classification and old.classification != new.classification:
        become = new.classification or "not classified"
        yield _change(
            after,
            old,
            f"{name} was {old.classification} data and is {become} now{_who(old)}.",
            "Check who may read it, then give it a new name or version",
        )
    if old.type and new.type and old.type != new.type:
        sentence = f"{name} was a {old.type} and is a {new.type} now{_who(old)}."
        yield _change(after, old, sentence, _VERSION_BOTH)


def _change(after: Definition, event: _Event, sentence: str, mend: str) -> EventChange:
    where = next((step for step in event.sources if step in after.by_id), "map")
    is_read = bool(_others(event))
    return EventChange(event=event.name, where=where, sentence=sentence, mend=mend, is_read=is_read)


def _others(event: _Event) -> list[str]:
    """Who reads it beside those that write it."""
    return [reader for reader in event.readers if reader not in event.writers]


def _who(event: _Event) -> str:
    others = _others(event)
    if not others:
        return ""
    verb = "reads" if len(others) == 1 else "read"
    return f", but {listed(others)} {verb} it and will fail without a word"


def _events(definition: Definition) -> dict[str, _Event]:
    types = {variable.name: variable.type.value for variable in definition.variables}
    names = dict.fromkeys(flow.name for flow in definition.data_flows)
    return {name: _event(definition, name, types.get(name, "")) for name in names}


def _event(definition: Definition, name: str, kind: str) -> _Event:
    flows = [flow for flow in definition.data_flows if flow.name == name]
    sources = tuple(dict.fromkeys(flow.source for flow in flows if flow.source))
    targets = tuple(dict.fromkeys(flow.target for flow in flows if flow.target))
    return _Event(
        name=name,
        sources=sources,
        writers=_performers(definition, sources),
        readers=_performers(definition, targets),
        classification=next((flow.classification for flow in flows if flow.classification), ""),
        type=kind,
    )


def _performers(definition: Definition, steps: tuple[str, ...]) -> tuple[str, ...]:
    found = (definition.by_id[step].participant for step in steps if step in definition.by_id)
    known = definition.participants_by_id
    return tuple(dict.fromkeys(known[one].name for one in found if one and one in known))
