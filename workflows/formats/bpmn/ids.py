"""Ids of a written BPMN file: every element has one, and none has that of another."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.model import Definition
from workflows.formats.bpmn.carrying.fragments import ids_in

__all__ = ["Ids", "own_ids"]


class Ids:
    """The ids of a file that are taken: those of all nodes and flows from the beginning, so that
    they keep theirs, and whatever was given out since."""

    def __init__(self, definition: Definition) -> None:
        self.taken = set(own_ids(definition))
        for one in (definition, *definition.called):
            self.taken.update(ids_in(one.foreign))
            for node in one.nodes:
                self.taken.update(ids_in(node.foreign))
            for flow in one.flows:
                self.taken.update(ids_in(flow.foreign))

    def new(self, wanted: str) -> str:
        """An id that nothing in the file has, as close to the wanted one as can be."""
        while wanted in self.taken:
            wanted += "_"
        self.taken.add(wanted)
        return wanted


def own_ids(definition: Definition) -> Iterator[str]:
    """The ids of everything in a definition that is an element of BPMN."""
    for node in definition.nodes:
        yield node.id
        if node.process:
            yield node.process
    yield from (flow.id for flow in definition.flows)
    yield from (message.id for message in definition.message_flows)
