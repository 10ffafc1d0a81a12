"""The namespaces of the dialects, and small ways to look into them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn

__all__ = ["CAMUNDA7", "ZEEBE", "attribute7", "extensions", "fixed_text", "variable_in", "zeebe"]

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
# Camunda 7 reads its extensions in Activiti's namespace too.
CAMUNDA7 = ("http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_WRAPPED = re.compile(r"(?:\$\{(.*)\}|#\{(.*)\}|=(.*))", re.DOTALL)


def zeebe(tag: str) -> str:
    """A tag in Zeebe's namespace."""
    return f"{{{ZEEBE}}}{tag}"


def extensions(element: Element, *tags: str) -> Iterator[Element]:
    """The extension elements of these tags, as lxml names them."""
    for holder in element.iterfind(bpmn("extensionElements")):
        for one in holder:
            if one.tag in tags:
                yield one


def attribute7(element: Element, name: str) -> str:
    """An attribute of Camunda 7; empty where there is none."""
    found = (element.get(f"{{{uri}}}{name}") for uri in CAMUNDA7)
    return next((value.strip() for value in found if value), "")


def fixed_text(text: str) -> str:
    """A text that is no expression; empty where it is one, because only a run knows its value."""
    return "" if _WRAPPED.match(text.strip()) or "${" in text else text.strip()


def variable_in(text: str) -> str:
    """The variable that an expression begins with, where it is nothing but that or a part of it:
    ``=order.id`` and ``${order}``; empty for anything else."""
    found = _WRAPPED.fullmatch(text.strip())
    inner = next((part for part in found.groups() if part is not None), "") if found else ""
    path = inner.strip().split(".")
    return path[0] if all(_NAME.fullmatch(part) for part in path) else ""
