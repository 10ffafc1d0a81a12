"""A BPMN file while it is read: which of its processes are the map, and which are called."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workflows.definition.model import Definition, Participant
from workflows.definition.validation import is_id
from workflows.formats.bpmn.carrying.taking import foreign_extensions
from workflows.formats.bpmn.carrying.whole import take_whole
from workflows.formats.bpmn.compensation import with_handlers
from workflows.formats.bpmn.data import data_flows_of
from workflows.formats.bpmn.dialects.mappings import mapped_flows
from workflows.formats.bpmn.dialects.steps import called_by
from workflows.formats.bpmn.document import Element, children, local_name, name_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.extension import find, name_of_process
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.map_extension import map_with, own_name, without_prefix
from workflows.formats.bpmn.messages import message_flows_of
from workflows.formats.bpmn.participants import Cast, cast_inside, cast_of, pools_of, with_kinds
from workflows.formats.bpmn.scope import Scope, Surroundings, scope_of

__all__ = ["File"]


@dataclass(slots=True)
class File:
    """A BPMN file while it is read. ``processes`` are the map, ``names`` says what its nodes call
    each. A process that a call activity names and that has no pool is a definition of its own."""

    root: Element
    intake: Intake
    processes: dict[str, Element] = field(init=False)
    names: dict[str, str] = field(init=False)
    called: dict[str, Element] = field(init=False)

    def __post_init__(self) -> None:
        for one in children(self.root):
            self.intake.declared.setdefault((local_name(one), one.get("id") or ""), one)
        everything = {process.get("id", ""): process for process in children(self.root, "process")}
        calls = self.root.iter(bpmn("callActivity"))
        names = {called_by(call) for call in calls}
        self.called = {name: everything[name] for name in everything if name in names}
        apart = self.called.keys() - set(pools_of(self.root).values())
        ours = {name: process for name, process in everything.items() if name not in apart}
        self.processes = ours or dict([next(iter(everything.items()))])
        self.names = _names(self.processes)

    def definition(self) -> Definition:
        """The whole map."""
        cast = cast_of(self.root, self.processes, self.intake)
        scope, people = self._inside(self.processes, cast)
        node_ids = frozenset(node.id for node in scope.nodes)
        messages = message_flows_of(self.root, node_ids, self.names, self.intake)
        first = next(iter(self.processes.values()))
        called = tuple(
            self._called(name, process)
            for name, process in self.called.items()
            if process is not first
        )
        own_id = _map_id(first)
        whole = Definition(
            id=own_id,
            name=_map_name(self.root, first) or own_id,
            participants=people,
            nodes=tuple(scope.nodes),
            flows=tuple(scope.flows),
            message_flows=messages,
            called=called,
        )
        return self._with_rest(whole, self.processes, first_map=True)

    def _called(self, name: str, process: Element) -> Definition:
        """A process that call activities call."""
        scope, people = self._inside({name: process}, cast_inside(process, self.intake))
        own = Definition(
            id=name,
            name=name_of(process) or name,
            participants=people,
            nodes=tuple(scope.nodes),
            flows=tuple(scope.flows),
        )
        return without_prefix(self._with_rest(own, {name: process}), process)

    def _inside(
        self, processes: dict[str, Element], cast: Cast
    ) -> tuple[Scope, tuple[Participant, ...]]:
        """The nodes and flows of these processes together, and who is in them."""
        whole, tags = Scope(), dict[str, str]()
        self.intake.performers.clear()
        names = _names(processes)
        called = {name: own_name(process) for name, process in self.called.items()}
        for name, process in processes.items():
            around = Surroundings(
                lanes=cast.lanes,
                participant=cast.pools.get(name),
                process=names[name],
                called=called,
                tags=tags,
            )
            self.intake.look_through(process, frozenset(foreign_extensions(process)))
            scope = scope_of(process, self.intake, around)
            whole.nodes += with_handlers(process, scope.nodes, self.intake)
            whole.flows += scope.flows
        for performer in self.intake.performers.values():
            cast.add(performer)
        if find(next(iter(processes.values())), "map") is not None:
            return whole, tuple(cast.participants)
        return whole, with_kinds(cast, whole.nodes, tags)

    def _with_rest(
        self, definition: Definition, processes: dict[str, Element], *, first_map: bool = False
    ) -> Definition:
        """The definition with its data and what no field of it says."""
        whole = self._with_data(definition, processes)
        carried = take_whole(self.root, processes.values(), first=first_map)
        return replace(whole, foreign=(*whole.foreign, *carried))

    def _with_data(self, definition: Definition, processes: dict[str, Element]) -> Definition:
        """The definition with its data flows, and with what only our own files say."""
        first = next(iter(processes.values()))
        if find(first, "map") is not None:
            return map_with(definition, first, self.intake)
        data_flows = data_flows_of(self.root, tuple(processes.values()), definition, self.intake)
        mapped = mapped_flows(processes.values(), definition)
        return replace(definition, data_flows=tuple(dict.fromkeys((*data_flows, *mapped))))


def _names(processes: dict[str, Element]) -> dict[str, str]:
    """What the nodes in each process call it."""
    only = len(processes) == 1
    return {name: name_of_process(process, only=only) for name, process in processes.items()}


def _map_id(process: Element) -> str:
    own_id = process.get("id") or ""
    return own_id if is_id(own_id) else "map"


def _map_name(root: Element, process: Element) -> str:
    pool = root.find(f"{bpmn('collaboration')}/{bpmn('participant')}")
    named = (process, pool, root)
    names = [name for one in named if one is not None and (name := name_of(one))]
    return names[0] if names else ""
