"""Expressions: the texts that BPMN evaluates."""

from __future__ import annotations

from lxml import etree

from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn

__all__ = ["XSI_TYPE", "add_expression"]

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
XSI_TYPE = f"{{{_XSI}}}type"
"""The attribute by which BPMN says that a text is an expression."""


def add_expression(own: Element, tag: str, text: str) -> Element:
    """An expression as the last child; its type is named with the file's own prefix."""
    prefix = f"{own.prefix}:" if own.prefix else ""
    attributes = {XSI_TYPE: f"{prefix}tFormalExpression"}
    expression = etree.SubElement(own, bpmn(tag), attributes, nsmap={"xsi": _XSI})
    expression.text = text
    return expression
