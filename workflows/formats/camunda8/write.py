"""Writes executable BPMN for Camunda 8: Zeebe's extension elements from the requirements, and what
Camunda 8 does not know said by what it knows."""

from __future__ import annotations

from workflows.definition.model import Choice, Definition, Variable, VariableType
from workflows.formats.bpmn.dialects.names import ZEEBE
from workflows.formats.bpmn.document import Element, children
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.extension import find
from workflows.formats.bpmn.map_extension import add_variable, own_name, prefix_of
from workflows.formats.bpmn.renaming import renamed
from workflows.formats.bpmn.write import serialised, tree_of
from workflows.formats.camunda8.executable import Executable
from workflows.formats.camunda8.lowering import lowered
from workflows.formats.camunda8.supports import SUPPORTS
from workflows.formats.support import losses_of
from workflows.formats.writing import Writing

__all__ = ["write"]

_MODELER = "http://camunda.org/schema/modeler/1.0"
_VERSION = "8.9.0"
_LABEL = "Camunda 8"


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The definition as BPMN that Camunda 8 deploys. ``base`` is not used: what it held is in the
    definition's foreign parts."""
    runnable, losses = lowered(definition)
    root = tree_of(runnable, prefixes={"zeebe": ZEEBE, "modeler": _MODELER})
    root.set(f"{{{_MODELER}}}executionPlatform", "Camunda Cloud")
    root.set(f"{{{_MODELER}}}executionPlatformVersion", _VERSION)
    elements = {own_id: one for one in root.iter(f"{bpmn('*')}") if (own_id := one.get("id"))}
    told = list(losses)
    for one in (runnable, *runnable.called):
        executable = Executable(root, _as_in_file(one, root), elements)
        executable.finish()
        told += executable.losses
        if one.variables:
            _add_variables(root, one, executable.asked)
    for process in children(root, "process"):
        process.set("isExecutable", "true")
    return Writing(
        content=serialised(root),
        losses=(*told, *losses_of(definition, SUPPORTS, _LABEL)),
    )


def _add_variables(root: Element, definition: Definition, names: list[str]) -> None:
    """A map that has variables knows all that its conditions ask about."""
    for process in children(root, "process"):
        own = find(process, "map")
        if own is not None and own_name(process) == definition.id:
            even = (Choice(value=True, share=0.5), Choice(value=False, share=0.5))
            for name in dict.fromkeys(names):
                add_variable(own, Variable(name=name, type=VariableType.BOOLEAN, choices=even))


def _as_in_file(definition: Definition, root: Element) -> Definition:
    """A called map under the ids that it has in the file."""
    prefixes = {own_name(one): prefix_of(one) for one in children(root, "process")}
    prefix = prefixes.get(definition.id, "")
    return renamed(definition, lambda own_id: prefix + own_id) if prefix else definition
