"""What a new version of a map does to its events: names, readers, classes and types that change
under those who read them. The guide's rule: add fields, never remove them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from assessment.decision.findings.rules import Hit, Judged, Predicate, finding_rules
from assessment.decision.knowledge import Knowledge
from assessment.decision.phrases import listed, quoted
from workflows.definition.findings import Finding
from workflows.definition.model import Definition

__all__ = ["PREDICATES", "breaking_changes"]

_CODE = "breaking-event-change"
_VERSION_BOTH = "Publish the old one beside it until nobody reads it any more"


class _Event(NamedTuple):
    """A data flow of a map: who writes and reads it, as participants, its class and its type."""

    name: str
    sources: tuple[str, ...]
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    classification: str
    type: str


def breaking_changes(
    before: Definition, after: Definition, *, live: bool, knowledge: Knowledge
) -> tuple[Finding, ...]:
    """A finding for each change of a data flow that can break who reads it: it is gone, renamed,
    classified otherwise, or of another type. Its place is the step that writes it in the new map,
    or the map as a whole. The weaker case: nobody but the writer itself reads it, or the events are
    not ``live``, so that nothing runs on them yet."""
    rule = finding_rules().by_code[_CODE]
    cited = knowledge.cite(rule.source)
    hits = _changes(before, after)
    return tuple(rule.finding(replace(h, mild=h.mild or not live), cited) for h in hits)


def new_version_breaks_events(judged: Judged) -> Iterator[Hit]:
    """The scenario deploys a new version that breaks events of this one."""
    deployed = judged.assessment.scenario.new_version
    if deployed:
        yield from _changes(judged.assessment.definition, deployed.definition)


def _changes(before: Definition, after: Definition) -> Iterator[Hit]:
    old, new = _events(before), _events(after)
    added = [event for name, event in new.items() if name not in old]
    for name, event in old.items():
        if name in new:
            yield from _changed(after, event, new[name])
        else:
            yield _gone(after, event, added)


def _gone(after: Definition, event: _Event, added: list[_Event]) -> Hit:
    renamed = next((one for one in added if one.sources and one.sources == event.sources), None)
    if renamed:
        change = f"{quoted(event.name)} is called {quoted(renamed.name)} now{_who(event)}."
        mend = f"Publish {quoted(event.name)} beside it until nobody reads it any more"
    else:
        change = f"{quoted(event.name)} is no longer published{_who(event)}."
        mend = _VERSION_BOTH.replace("beside it", "on")
    return _hit(after, event, change, mend)


def _changed(after: Definition, old: _Event, new: _Event) -> Iterator[Hit]:
    name = quoted(old.name)
    if old.classification and old.classification != new.classification:
        become = new.classification or "not classified"
        yield _hit(
            after,
            old,
            f"{name} was {old.classification} data and is {become} now{_who(old)}.",
            "Check who may read it, then give it a new name or version",
        )
    if old.type and new.type and old.type != new.type:
        yield _hit(
            after,
            old,
            f"{name} was a {old.type} and is a {new.type} now{_who(old)}.",
            _VERSION_BOTH,
        )


def _hit(after: Definition, event: _Event, change: str, mend: str) -> Hit:
    where = next((step for step in event.sources if step in after.by_id), "map")
    return Hit(where=where, words={"change": change, "mend": mend}, mild=not _others(event))


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


PREDICATES: Mapping[str, Predicate] = {_CODE: new_version_breaks_events}
