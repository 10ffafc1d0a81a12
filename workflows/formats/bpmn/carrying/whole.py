"""What a file says of the whole map and no field does: attributes of the file and of its processes,
and what other tools wrote about messages, signals, errors and escalations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from workflows.formats.bpmn.carrying.fragments import FORMAT, fragment_in, fragment_text, into_file
from workflows.formats.bpmn.carrying.taking import foreign_extensions
from workflows.formats.bpmn.child_order import insert, new_child
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import bpmn

__all__ = ["carried_process", "give_back_whole", "take_whole"]

_DECLARED = ("message", "signal", "error", "escalation")
_OF_PROCESS = {"isExecutable": "false", "isClosed": "false", "processType": "None"}


def take_whole(
    root: Element, processes: Iterable[Element], *, first: bool
) -> tuple[tuple[str, str], ...]:
    """The fragment of a map, from the processes that it is; with ``first`` what belongs to the
    file itself too. Empty where there is nothing to carry."""
    own = etree.Element(root.tag, nsmap={p: uri for p, uri in root.nsmap.items() if p})
    if first:
        for name, value in root.attrib.items():
            if str(name).startswith("{") and not _is_schema(str(name)):
                own.set(name, value)
        own.extend(_declaration(one) for one in children(root) if _says_more(one))
    own.extend(one for process in processes if (one := _process(process)) is not None)
    if not len(own) and not own.attrib:
        return ()
    return ((FORMAT, fragment_text(own)),)


def _is_schema(name: str) -> bool:
    return name.startswith("{http://www.w3.org/2001/XMLSchema-instance}")


def _says_more(one: Element) -> bool:
    if local_name(one) not in _DECLARED:
        return False
    name, code = one.get("name"), one.get(f"{local_name(one)}Code")
    return bool(foreign_extensions(one)) or bool(name and code and name != code)


def _declaration(element: Element) -> Element:
    """A message or the like, without the type of its content."""
    names = ("id", "name", f"{local_name(element)}Code")
    own = etree.Element(element.tag, {n: v for n in names if (v := element.get(n)) is not None})
    _add_extensions(own, element)
    return own


def _add_extensions(own: Element, element: Element) -> None:
    foreign = foreign_extensions(element)
    if foreign:
        extensions = etree.SubElement(own, bpmn("extensionElements"))
        extensions.extend(deepcopy(one) for one in foreign)


def _process(process: Element) -> Element | None:
    own = etree.Element(process.tag, {"id": process.get("id") or ""})
    for name, value in process.attrib.items():
        told = _OF_PROCESS.get(str(name))
        if str(name).startswith("{") or (told is not None and value != told):
            own.set(name, value)
    _add_extensions(own, process)
    return own if len(own) or len(own.attrib) > 1 else None


def give_back_whole(
    foreign: tuple[tuple[str, str], ...], root: Element, processes: Mapping[str, Element]
) -> None:
    """Adds to a written file what its map carries. ``processes`` are its processes by the id that
    they had; where there is one only, it is the one."""
    fragment = fragment_in(foreign)
    if fragment is None:
        return
    for name, value in fragment.attrib.items():
        root.set(name, value)
    for child in fragment:
        if child.tag == "process":
            only = next(iter(processes.values())) if len(processes) == 1 else None
            process = processes.get(child.get("id") or "", only)
            if process is not None:
                _give_process(process, child)
        elif child.tag in _DECLARED:
            own = into_file(root, child)
            root.remove(own)
            insert(root, own)


def carried_process(foreign: tuple[tuple[str, str], ...]) -> str:
    """The id of the one process of which a map carries something."""
    fragment = fragment_in(foreign)
    found = [] if fragment is None else fragment.findall("process")
    return (found[0].get("id") or "") if len(found) == 1 else ""


def _give_process(process: Element, fragment: Element) -> None:
    for name, value in fragment.attrib.items():
        if name != "id":
            process.set(name, value)
    for extensions in fragment:
        holder = process.find(bpmn("extensionElements"))
        if holder is None:
            holder = new_child(process, "extensionElements")
        for one in extensions:
            into_file(holder, one)
