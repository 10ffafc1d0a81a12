"""Data flows from input and output mappings: what one step leaves in a variable and another takes
from it. Only plain variables count; what an expression computes is nobody's data.

Sources: docs.camunda.io, Components, Concepts, Variables, Input/output variable mappings;
docs.camunda.org, User Guide, Process Engine, Variables, Input/Output Variable Mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.definition.model import DataFlow, Definition
from workflows.formats.bpmn.dialects.names import CAMUNDA7, ZEEBE, variable_in
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.limits import MOST_PAIRS

__all__ = ["mapped_flows"]


def mapped_flows(processes: Iterable[Element], definition: Definition) -> tuple[DataFlow, ...]:
    """The data flows that the mappings of these processes say."""
    writers: dict[str, list[str]] = {}
    readers: dict[str, list[str]] = {}
    for process in processes:
        for node, name, is_read in _mappings(process):
            if node in definition.by_id:
                (readers if is_read else writers).setdefault(name, []).append(node)
    found = []
    for name in dict.fromkeys([*writers, *readers]):
        sources, targets = writers.get(name, [""]), readers.get(name, [""])
        if len(sources) * len(targets) > MOST_PAIRS:
            # A variable that everybody writes and reads says nothing about who needs whom.
            continue
        found += [
            DataFlow(name=name, source=source, target=target)
            for source in sources
            for target in targets
            if source != target
        ]
    return tuple(dict.fromkeys(found))


def _mappings(process: Element) -> Iterator[tuple[str, str, bool]]:
    """Each plain mapping: the node, the variable, and whether it is read."""
    for one in process.iter(f"{{{ZEEBE}}}input", f"{{{ZEEBE}}}output"):
        is_read = one.tag.endswith("input")
        name = variable_in(one.get("source") or "") if is_read else one.get("target") or ""
        yield from _told(one, name, is_read=is_read)
    for uri in CAMUNDA7:
        for one in process.iter(f"{{{uri}}}inputParameter", f"{{{uri}}}outputParameter"):
            is_read = one.tag.endswith("inputParameter")
            name = variable_in(one.text or "") if is_read else one.get("name") or ""
            yield from _told(one, name, is_read=is_read)


def _told(one: Element, name: str, *, is_read: bool) -> Iterator[tuple[str, str, bool]]:
    owner = one.getparent()
    while owner is not None and owner.get("id") is None:
        owner = owner.getparent()
    if owner is not None and name:
        yield owner.get("id") or "", name.split(".")[0], is_read
