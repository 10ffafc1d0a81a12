"""The difference between two versions of a map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflows.definition.difference.changes import Change, ChangeKind, Difference, Subject
from workflows.definition.difference.matching import (
    Counterparts,
    matched_nodes,
    matched_participants,
)
from workflows.definition.difference.nodes import node_changes
from workflows.definition.difference.parts import (
    data_flow_changes,
    flow_changes,
    map_changes,
    message_flow_changes,
    participant_changes,
    variable_changes,
)
from workflows.definition.model import Definition
from workflows.definition.phrases import quoted

__all__ = ["difference"]


def difference(before: Definition, after: Definition) -> Difference:
    """Everything that ``after`` says otherwise than ``before``, in words for people.

    Where the drawing puts something, the order in which a file lists it and ids that another tool
    has given anew are no change; whether a value is assumed or confirmed is none either.
    """
    nodes = matched_nodes(before, after)
    return Difference(changes=tuple(_changes(before, after, nodes)), counterparts=nodes)


def _changes(before: Definition, after: Definition, nodes: Counterparts) -> Iterator[Change]:
    participants = matched_participants(before, after)
    yield from map_changes(before, after)
    yield from node_changes(before, after, nodes, participants)
    yield from flow_changes(before, after, nodes)
    yield from participant_changes(before, after, participants)
    yield from data_flow_changes(before, after, nodes)
    yield from message_flow_changes(before, after, nodes)
    yield from variable_changes(before, after)
    yield from _called(before, after)


def _called(before: Definition, after: Definition) -> Iterator[Change]:
    """What changed in the maps that call activities name."""
    old = {definition.id: definition for definition in before.called}
    new = {definition.id: definition for definition in after.called}
    for key, definition in new.items():
        name = definition.name or key
        if key not in old:
            yield _map(ChangeKind.ADDED, key, f"The called map {quoted(name)} is new.")
            continue
        for change in difference(old[key], definition):
            sentence = f"In {quoted(name)}: {change.sentence}"
            yield replace(change, sentence=sentence, within=change.within or key)
    for key, definition in old.items():
        if key not in new:
            name = definition.name or key
            yield _map(ChangeKind.REMOVED, key, f"The called map {quoted(name)} is gone.")


def _map(kind: ChangeKind, key: str, sentence: str) -> Change:
    is_new = kind is ChangeKind.ADDED
    return Change(
        kind=kind,
        subject=Subject.MAP,
        sentence=sentence,
        before_id="" if is_new else key,
        after_id=key if is_new else "",
        name=key,
    )
