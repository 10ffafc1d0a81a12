"""How much of everything a BPMN file may hold: far more than people can read, and little enough
that any file is read in bounded time and memory."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.findings import DefinitionError, Problem
from workflows.formats.bpmn.document import Element, line_of
from workflows.formats.bpmn.elements import FLOW_NODES, bpmn

__all__ = ["MOST_CARRIED", "MOST_PAIRS", "refuse_unbounded"]

MOST_CARRIED = 2_000
"""Elements that one node or flow carries for another tool."""
MOST_PAIRS = 1_000
"""Data flows that follow from one piece of data: each writer with each reader."""

_MOST_ATTRIBUTES = 500
_MOST: tuple[tuple[str, frozenset[str], int], ...] = (
    ("steps, gateways and events", frozenset(FLOW_NODES), 10_000),
    ("flows", frozenset({"sequenceFlow", "messageFlow"}), 30_000),
    ("processes", frozenset({"process"}), 500),
    ("lanes and pools", frozenset({"lane", "participant"}), 2_000),
    ("pieces of data", frozenset({"dataObjectReference", "dataStoreReference"}), 2_000),
)


def refuse_unbounded(root: Element) -> None:
    """Raises ``DefinitionError`` where the file holds more than can be read."""
    problems = tuple(_problems(root))
    if problems:
        raise DefinitionError(problems)


def _problems(root: Element) -> Iterator[Problem]:
    for words, tags, most in _MOST:
        count = sum(1 for _ in root.iter(*(bpmn(tag) for tag in sorted(tags))))
        if count > most:
            message = f"the file has {count:,} {words}, at most {most:,} are read; split the map"
            yield Problem(where="", message=message)
    for one in root.iter("{*}*"):
        if len(one.attrib) > _MOST_ATTRIBUTES:
            message = f"has {len(one.attrib):,} attributes, at most {_MOST_ATTRIBUTES} are read"
            yield Problem(
                where=f"element {one.get('id') or ''!r}", message=message, line=line_of(one)
            )
