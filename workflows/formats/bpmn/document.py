"""The XML of a BPMN file: parsed without DTD, entities or network; small ways to look into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from workflows.formats.bpmn.elements import BPMN, bpmn
from workflows.formats.reading import refused
from workflows.formats.safe_xml import parsed

__all__ = [
    "Element",
    "children",
    "line_of",
    "local_name",
    "name_of",
    "parse",
    "stored_as_utf8",
    "text_of",
    "words",
]

type Element = etree._Element


def parse(content: bytes, *, whole: bool = False) -> Element:
    """The root of a BPMN file; ``whole`` with its processing instructions, to be written again.

    Raises ``DefinitionError`` naming line and mend for what is too large, malformed, has a DTD,
    or is not BPMN.
    """
    root = parsed(content, whole=whole)
    if root.tag != bpmn("definitions"):
        raise refused(
            f"is not BPMN 2.0: the root is {_tag(root)}, not <definitions> of {BPMN}; "
            "export the map as BPMN 2.0 XML",
            line=line_of(root),
        )
    return root


def _tag(element: Element) -> str:
    namespace = str(element.tag).rpartition("}")[0].removeprefix("{")
    return f"<{local_name(element)}>" + (f" of {namespace}" if namespace else "")


def stored_as_utf8(content: bytes) -> bytes:
    """The file as it is, where it is in UTF-8 already; else the same in UTF-8."""
    tree = parse(content, whole=True).getroottree()
    encoding: Any = tree.docinfo.encoding
    if (encoding or "UTF-8").upper() in ("UTF-8", "US-ASCII", "ASCII"):
        return content
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def children(element: Element, tag: str = "") -> Iterator[Element]:
    """The child elements in BPMN's namespace, of one tag where given."""
    for child in element:
        ours = isinstance(child.tag, str) and child.tag.startswith(f"{{{BPMN}}}")
        if ours and (not tag or child.tag == bpmn(tag)):
            yield child


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Element | None) -> str:
    """All text inside an element, without the blanks around it."""
    if element is None:
        return ""
    return "".join(str(text) for text in element.itertext()).replace("\r", "").strip()


def name_of(element: Element) -> str:
    """The element's name on one line; empty where it has none."""
    return " ".join((element.get("name") or "").split())


def line_of(element: Element) -> int:
    """The line on which the element begins, counted from 1."""
    line: Any = element.sourceline
    return int(line or 1)


def words(element: Element) -> str:
    """How notes name an element: ``callActivity 'Ship goods'``."""
    return f"{local_name(element)} {name_of(element) or element.get('id') or ''!r}"
