"""Ids that people can read, where a drawing tool made up its own.

bpmn-js calls what is drawn `Activity_17r4y6b` (its `ids` package: a type, seven characters of base
36). In formats whose readers meet ids as the names of topics, functions and jobs, such ids give way
to the names of what they stand for. Ids that somebody chose stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workflows.definition.model import Definition, Node
from workflows.formats.bpmn.renaming import renamed
from workflows.formats.safe_names import slug

__all__ = ["spoken_ids", "with_spoken_ids"]

_MADE_UP = re.compile(r"[A-Z][A-Za-z]*_(?=[a-z]*[0-9])[0-9a-z]{7}")
_MADE_UP_MAP = re.compile(r"Process(_1|_(?=[a-z]*[0-9])[0-9a-z]{7})?")


def spoken_ids(definition: Definition) -> Mapping[str, str]:
    """What to call each participant, node and flow whose id was made up; the others are absent."""
    people = [(one.id, _word(one.name) or "participant") for one in definition.participants]
    nodes = [(one.id, _word_for(one)) for one in definition.nodes]
    taken = {one for one, _ in (*people, *nodes)} | {one.id for one in definition.flows}
    spoken = _without_twins((*people, *nodes), taken)
    flows = [
        (one.id, _word(one.name) or f"{_said(spoken, one.source)}-{_said(spoken, one.target)}")
        for one in definition.flows
    ]
    return spoken | _without_twins(flows, taken | set(spoken.values()))


def with_spoken_ids(definition: Definition) -> Definition:
    """The definition with them, its id included; called maps keep theirs, for calls name them."""
    spoken = spoken_ids(definition)
    called = tuple(replace(with_spoken_ids(one), id=one.id) for one in definition.called)
    own_id = _word(definition.name) if _MADE_UP_MAP.fullmatch(definition.id) else ""
    if not spoken and not own_id and called == definition.called:
        return definition
    moved = renamed(definition, lambda own: _said(spoken, own))
    return replace(
        moved,
        id=own_id or definition.id,
        participants=tuple(
            replace(one, id=_said(spoken, one.id)) for one in definition.participants
        ),
        nodes=tuple(
            replace(one, participant=one.participant and _said(spoken, one.participant))
            for one in moved.nodes
        ),
        message_flows=tuple(
            replace(one, source=_said(spoken, one.source), target=_said(spoken, one.target))
            for one in definition.message_flows
        ),
        called=called,
    )


def _word(text: str) -> str:
    return slug(text).replace(".", "-").lower().strip("-")


def _word_for(node: Node) -> str:
    return _word(node.name) or node.kind.value


def _said(spoken: Mapping[str, str], own_id: str) -> str:
    return spoken.get(own_id, own_id)


def _without_twins(wanted: Iterable[tuple[str, str]], taken: Iterable[str]) -> dict[str, str]:
    """Each made-up id with a word that nothing else is called."""
    used, spoken = set(taken), dict[str, str]()
    counts: dict[str, int] = {}
    for own_id, word in wanted:
        if own_id in spoken or not _MADE_UP.fullmatch(own_id):
            continue
        name = word
        while name in used:
            counts[word] = counts.get(word, 1) + 1
            name = f"{word}-{counts[word]}"
        used.add(name)
        spoken[own_id] = name
    return spoken
