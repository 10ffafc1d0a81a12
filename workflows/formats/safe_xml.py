"""XML from strangers: parsed without DTD, entities, network or unbounded depth."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from workflows.formats.reading import refuse_large, refused

__all__ = ["parsed"]


def parsed(content: bytes, *, mend: str = "split the map", whole: bool = False) -> etree._Element:
    """The root of an XML file; ``whole`` with its processing instructions, to be written again.

    Raises ``DefinitionError`` naming line and mend for what is too large (``mend`` says what to do
    about that), malformed, or has a DTD.
    """
    refuse_large(content, mend=mend)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=not whole,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise refused(f"is not well-formed XML: {_first_line(error)}", line=line) from None
    information: Any = root.getroottree().docinfo
    if information.doctype:
        raise refused("has a DOCTYPE, which is not read; remove it and its entities", line=1)
    return root


def _first_line(error: Exception) -> str:
    return re.sub(r" \(<string>, line \d+\)$", "", str(error).split("\n")[0])
