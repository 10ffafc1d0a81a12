"""A changed map onto the file it came from: what changed is changed in place, what went is taken
out with everything that pointed to it, what is new is added with a shape near its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from workflows.definition.findings import DefinitionError, Finding
from workflows.definition.model import Definition, Node
from workflows.formats.bpmn.child_order import insert_after, new_child
from workflows.formats.bpmn.document import Element, parse, stored_as_utf8
from workflows.formats.bpmn.elements import PODIUM, bpmn
from workflows.formats.bpmn.ids import Ids, own_ids
from workflows.formats.bpmn.keeping.flows import change_flows, change_messages, set_defaults
from workflows.formats.bpmn.keeping.ground import Ground, Patch
from workflows.formats.bpmn.keeping.nodes import change_node
from workflows.formats.bpmn.keeping.people import change_people
from workflows.formats.bpmn.keeping.removing import detach, remove
from workflows.formats.bpmn.keeping.shapes import News, redraw
from workflows.formats.bpmn.keeping.stating import comparable, state
from workflows.formats.bpmn.limits import refuse_unbounded
from workflows.formats.bpmn.map_extension import prefix_of
from workflows.formats.bpmn.read import read
from workflows.formats.bpmn.renaming import renamed
from workflows.formats.bpmn.scope_elements import ScopeWriter
from workflows.formats.support import lost
from workflows.formats.writing import Writing

__all__ = ["written_onto"]

# Each round states what the round before left unsaid; stating the map once may silence a guess
# about its people, which the next round states.
_ROUNDS = 4


def written_onto(definition: Definition, base: bytes) -> Writing | None:
    """The file ``base`` with the changes that make it say ``definition``.

    Drawing, other tools' elements, comments, prefixes and ids stay. A file that says so already
    comes back as it is, in UTF-8. The losses name what the file could not be made to say; None
    where the map differs so much that it has to be written anew. Raises ``DefinitionError`` where
    ``base`` is no BPMN that can be read.
    """
    root = parse(base, whole=True)
    refuse_unbounded(root)
    ground = Ground(root, Ids(definition))
    if comparable(ground.before) == comparable(definition):
        return Writing(content=stored_as_utf8(base))
    patches = _patches(ground, definition)
    if patches is None:
        return None
    for patch in patches:
        _patch(patch)
    for _ in range(_ROUNDS):
        if not _state_all(patches):
            break
    content = _serialised(root)
    return _checked(content, definition)


def _checked(content: bytes, definition: Definition) -> Writing | None:
    """The file, if its map is the definition's; what small things it does not say are losses."""
    try:
        found = comparable(read(content).definition)
    except DefinitionError:
        return None
    wanted = comparable(definition)
    if _bones(found) != _bones(wanted):
        return None
    return Writing(content=content, losses=tuple(_unsaid(wanted, found)))


def _bones(definition: Definition) -> tuple[object, ...]:
    nodes = {(n.id, n.kind, n.parent, n.attached_to, n.event, n.process) for n in definition.nodes}
    flows = {(flow.id, flow.source, flow.target) for flow in definition.flows}
    return nodes, flows, [_bones(one) for one in definition.called]


def _unsaid(wanted: Definition, found: Definition) -> Iterator[Finding]:
    for node in wanted.nodes:
        if node != found.by_id.get(node.id):
            message = f"BPMN cannot say everything about “{node.name or node.id}”."
            yield lost(node.id, message, mend="Look at its requirements.")
    rest = replace(wanted, nodes=()), replace(found, nodes=())
    if rest[0] != rest[1]:
        yield lost("", "The file does not say everything about the map as a whole.")


def _patches(ground: Ground, definition: Definition) -> list[Patch] | None:
    """The maps of the file that stay, each with what it is to say; called maps that are gone are
    taken out. None where the file lacks a process of the map."""
    file = ground.file
    processes = {name: file.processes[own_id] for own_id, name in file.names.items()}
    names = dict.fromkeys(node.process for node in definition.nodes)
    if any(name not in processes for name in names):
        return None
    called_by_name = {one.id: one for one in definition.called}
    before = {one.id: one for one in ground.before.called}
    if called_by_name.keys() - before.keys():
        return None
    _drop_processes(ground, [one for name, one in processes.items() if name not in names])
    kept = {name: processes[name] for name in processes if name in names}
    ids = {one.id: own_id for own_id, one in zip(file.called, ground.before.called, strict=False)}
    writer = ScopeWriter(ground.root, definition, ground.ids, ids)
    found = [Patch(ground, ground.before, definition, kept, writer)]
    for name, one in called_by_name.items():
        process = file.called[ids[name]]
        found.append(_called_patch(writer, before[name], one, process, ground))
    gone = [file.called[ids[name]] for name in before if name not in called_by_name]
    _drop_processes(ground, gone)
    return found


def _called_patch(
    outer: ScopeWriter, before: Definition, after: Definition, process: Element, ground: Ground
) -> Patch:
    own, wanted = _under(prefix_of(process), before), _under(prefix_of(process), after)
    ground.ids.taken.update(own_ids(wanted))
    return Patch(ground, own, wanted, {"": process}, replace(outer, definition=wanted))


def _under(prefix: str, definition: Definition) -> Definition:
    """The definition under the ids that the file has."""
    return renamed(definition, lambda own_id: prefix + own_id) if prefix else definition


def _drop_processes(ground: Ground, processes: list[Element]) -> None:
    """Takes processes out, each with its pool."""
    names = {process.get("id") for process in processes}
    pools = [
        pool
        for pool in ground.root.iterfind(f"{bpmn('collaboration')}/{bpmn('participant')}")
        if names and (pool.get("processRef") or "").split(":")[-1] in names
    ]
    if processes:
        remove(ground.root, [*pools, *processes])


def _patch(patch: Patch) -> None:
    """Changes one map of the file."""
    _move_nodes(patch)
    _drop_gone(patch)
    added = list(_add_nodes(patch))
    reshaped = [
        node.id
        for node in patch.after.nodes
        if (was := patch.before.by_id.get(node.id)) is not None
        and node != was
        and (element := patch.element(node.id)) is not None
        and change_node(patch, was, node, element)
    ]
    routed = [*change_flows(patch), *change_messages(patch)]
    set_defaults(patch)
    _change_undoing(patch)
    moved = change_people(patch)
    redraw(patch, News(tuple(added), tuple(reshaped), tuple(moved), tuple(routed)))


def _move_nodes(patch: Patch) -> None:
    """Puts nodes into the scope that holds them now; their shapes are made anew."""
    for node in patch.after.nodes:
        was, element = patch.before.by_id.get(node.id), patch.element(node.id)
        if was is None or element is None or was.parent == node.parent:
            continue
        if node.parent and patch.element(node.parent) is None:
            # The scope is new: written with it.
            remove(patch.ground.root, [element])
            del patch.ground.by_id[node.id]
            continue
        detach(element)
        _place(patch.holder(node), element)


def _place(holder: Element, element: Element) -> None:
    placed = new_child(holder, "task")
    holder.replace(placed, element)
    element.tail = placed.tail


def _drop_gone(patch: Patch) -> None:
    """Takes out the nodes, flows and messages that the map has no more."""
    before, after = patch.before, patch.after
    kept = set(own_ids(after))
    named = [
        one.id for things in (before.nodes, before.flows, before.message_flows) for one in things
    ]
    gone = [
        element
        for own_id in named
        if own_id not in kept and (element := patch.element(own_id)) is not None
    ]
    remove(patch.ground.root, gone)
    for own_id, element in list(patch.ground.by_id.items()):
        if element is not patch.ground.root and _is_cut(element, patch.ground.root):
            del patch.ground.by_id[own_id]


def _is_cut(element: Element, root: Element) -> bool:
    return element.getroottree().getroot() is not root


def _add_nodes(patch: Patch) -> Iterator[str]:
    """Adds new nodes, each behind the one that is in front of it in the map."""
    previous: dict[Element, Element] = {}
    for node in patch.after.nodes:
        element = patch.element(node.id)
        if element is None:
            holder = patch.holder(node)
            element = _added(patch, node, holder, previous.get(holder))
            yield node.id
        holder_now = element.getparent()
        if holder_now is not None:
            previous[holder_now] = element


def _added(patch: Patch, node: Node, holder: Element, previous: Element | None) -> Element:
    scope = patch.after.by_id.get(node.parent or "")
    inherited = scope.participant if scope else node.participant
    element = patch.writer.add_node(holder, node, inherited, patch.path_around(node))
    holder.remove(element)
    if previous is None:
        _place(holder, element)
    else:
        insert_after(previous, element)
    for one in element.iter(f"{bpmn('*')}"):
        own_id = one.get("id")
        if own_id:
            patch.ground.by_id[own_id] = one
    return element


def _change_undoing(patch: Patch) -> None:
    """Compensation events and what they lead to."""
    events = patch.undo_events()
    for node in patch.after.nodes:
        was = patch.before.by_id.get(node.id)
        before = patch.before.handler_of(was) if was else None
        after = patch.after.handler_of(node)
        if was is None or (before and before.id) == (after and after.id):
            continue
        if node.id in events:
            remove(patch.ground.root, [events[node.id]])
        element = patch.element(node.id)
        holder = None if element is None else element.getparent()
        if holder is not None:
            patch.writer.add_undo(holder, node)


def _state_all(patches: list[Patch]) -> bool:
    """States what the file does not say yet; False where nothing was left."""
    now = patches[0].ground.reread()
    called = {one.id: one for one in now.called}
    stated = state(patches[0], replace(now, called=patches[0].after.called))
    for patch in patches[1:]:
        process = next(iter(patch.processes.values()))
        found = called.get(patch.after.id)
        if found is not None:
            stated = state(patch, _under(prefix_of(process), found)) or stated
    return stated


def _serialised(root: Element) -> bytes:
    """The whole file with the prefixes it had, and ours."""
    prefixes = {prefix for one in root.iter() for prefix in one.nsmap if prefix}
    top = {} if PODIUM in root.nsmap.values() else {"podium": PODIUM}
    etree.cleanup_namespaces(root, top_nsmap=top, keep_ns_prefixes=sorted(prefixes))
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
