"""Fragments of BPMN as compact text: BPMN's own elements without a namespace, those of other tools
with theirs; no blanks between elements, no prefixes in types."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import BPMN
from workflows.formats.bpmn.expressions import XSI_TYPE

__all__ = [
    "FORMAT",
    "fragment_in",
    "fragment_text",
    "ids_in",
    "into_file",
    "parsed",
    "prefixes_in",
    "self_contained",
]

FORMAT = "bpmn"
_INSIDE = f"{{{BPMN}}}"


def fragment_text(element: Element) -> str:
    """The element as a fragment. Attributes and namespaces are in the order of their names, so that
    the same element gives the same text whatever file it stands in."""
    copy = etree.Element(_without(element.tag), nsmap=_prefixes(element))
    _fill(copy, element)
    return etree.tostring(copy, encoding="unicode")


def _prefixes(element: Element) -> dict[str, str]:
    """The prefixes of the namespaces that occur, as the element's file has them."""
    found: dict[str, str] = {}
    for one in element.iter("{*}*"):
        used = {etree.QName(str(name)).namespace for name in (one.tag, *one.attrib)}
        for prefix, uri in one.nsmap.items():
            if uri in used - {BPMN} and uri not in found.values():
                found.setdefault(prefix or "other", uri)
    return dict(sorted(found.items()))


def _fill(copy: Element, element: Element) -> None:
    for name, value in sorted(element.attrib.items()):
        text = str(value)
        copy.set(name, text.rpartition(":")[2] if name == XSI_TYPE else text)
    inner = list(element.iterchildren("*"))
    blank = not (element.text or "").strip()
    copy.text = None if inner and blank else element.text
    for child in inner:
        own = etree.SubElement(copy, _without(child.tag))
        _fill(own, child)
        own.tail = child.tail if (child.tail or "").strip() else None


def _without(tag: str) -> str:
    return tag.removeprefix(_INSIDE)


def parsed(text: str) -> Element | None:
    """The fragment in a text; None where a person left something else there."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def into_file(holder: Element, fragment: Element) -> Element:
    """A copy of a fragment for the file of the holder, in BPMN's namespace and with its prefix."""
    tag = fragment.tag if fragment.tag.startswith("{") else _INSIDE + fragment.tag
    copy = etree.SubElement(holder, tag, nsmap={p: u for p, u in fragment.nsmap.items() if p})
    for name, value in fragment.attrib.items():
        prefix = f"{holder.prefix}:" if holder.prefix else ""
        typed = name == XSI_TYPE and str(value).startswith("t")
        copy.set(name, prefix + str(value) if typed else str(value))
    copy.text = fragment.text
    for child in fragment:
        if isinstance(child.tag, str):
            into_file(copy, child).tail = child.tail
    return copy


def fragment_in(foreign: tuple[tuple[str, str], ...]) -> Element | None:
    """The fragment that a node, flow or definition carries."""
    text = next((text for name, text in foreign if name == FORMAT), "")
    return parsed(text) if text else None


def prefixes_in(foreign: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The prefixes of other tools' namespaces in a fragment."""
    fragment = fragment_in(foreign)
    return {} if fragment is None else {p: uri for p, uri in fragment.nsmap.items() if p}


def ids_in(foreign: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The ids inside a fragment."""
    fragment = fragment_in(foreign)
    if fragment is not None:
        yield from (own_id for one in fragment.iter("{*}*") if (own_id := one.get("id")))


def self_contained(element: Element) -> bool:
    """Whether a BPMN element refers to nothing outside itself."""
    ids = {one.get("id") for one in element.iter("{*}*")}
    for one in element.iter(f"{_INSIDE}*"):
        if one.tag.endswith(("Ref", "Refs")) and (one.text or "").strip() not in ids:
            return False
        named = (str(name) for name in one.attrib if str(name).endswith("Ref"))
        if any(one.get(name) not in ids for name in named):
            return False
    return True
