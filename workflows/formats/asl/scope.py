"""The nodes and flows that come out of a state machine, and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workflows.definition.model import Flow, Node, NodeKind, Participant
from workflows.formats.asl.foreign import STATE_NAME, foreign_pairs
from workflows.formats.asl.intake import Intake
from workflows.formats.asl.naming import Names, id_from, label
from workflows.formats.asl.resources import Performer

__all__ = ["Map", "Scope"]


@dataclass(slots=True)
class Map:
    """Everything read so far."""

    intake: Intake
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    participants: dict[str, Participant] = field(default_factory=dict)
    ids: Names = field(default_factory=Names)
    people: Names = field(default_factory=Names)
    state_names: dict[str, int] = field(default_factory=dict)

    def participant(self, performer: Performer) -> str | None:
        """The id of who performs a task; the same for the same name."""
        if not performer.name:
            return None
        if performer.name not in self.participants:
            own_id = self.people.new(id_from(performer.name, "participant"))
            found = Participant(id=own_id, name=performer.name, kind=performer.type)
            self.participants[performer.name] = found
        return self.participants[performer.name].id


@dataclass(slots=True)
class Scope:
    """One state machine, or one branch of it: where its nodes stand, which node is which state,
    what is done with a state that ends
    it, and whether it is one of several branches that a join waits for."""

    map: Map
    parent: str | None
    path: tuple[str, ...]
    ids: dict[str, str] = field(default_factory=dict)
    ending: Callable[[str], None] = lambda _: None
    branch: bool = False

    def add(self, node_id: str, name: str, kind: NodeKind, **more: Any) -> str:
        """A node; ``foreign`` is given as fields. Gives its id."""
        state = more.pop("foreign", {})
        own_name = label(name)
        if own_name != name:
            state = {**state, STATE_NAME: name}
        node = Node(
            id=node_id,
            name=own_name,
            kind=kind,
            parent=self.parent,
            path=self.path,
            foreign=foreign_pairs(state),
            **more,
        )
        self.map.nodes.append(node)
        return node_id

    def helper(self, wanted: str, kind: NodeKind, **more: Any) -> str:
        """A node that no state stands for: a start, an end, a gateway."""
        own_id = self.map.ids.new(wanted)
        if self.parent in self.map.intake.places:
            self.map.intake.places[own_id] = self.map.intake.places[self.parent]
        return self.add(own_id, "", kind, **more)

    def flow(self, source: str, target: str, **more: Any) -> None:
        """A flow between two nodes."""
        own_id = self.map.ids.new(f"{source}-to-{target}")
        self.map.flows.append(Flow(id=own_id, source=source, target=target, **more))
