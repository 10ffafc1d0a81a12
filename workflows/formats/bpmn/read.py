"""Reads BPMN 2.0 XML: everything a definition can say, and a note on everything else."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition
from workflows.definition.validation import is_id, problems
from workflows.formats.bpmn.data import data_flows_of
from workflows.formats.bpmn.document import Element, children, line_of, name_of, parse
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.extension import find, map_with
from workflows.formats.bpmn.flattening import Scope
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.participants import Cast, cast_of, with_kinds
from workflows.formats.bpmn.scope import Surroundings, scope_of
from workflows.formats.reading import Reading, refused

__all__ = ["read"]


def read(content: bytes) -> Reading:
    """The definition in a BPMN 2.0 file; sub-processes are flattened, all its pools read as one
    map.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    root = parse(content)
    if root.find(bpmn("process")) is None:
        raise refused("has no <process>; export the process itself", line=line_of(root))
    intake = Intake()
    definition = _definition(root, intake)
    found = _located(problems(definition), intake)
    if intake.problems or found:
        raise DefinitionError((*intake.problems, *found))
    return Reading(definition=definition, notes=intake.close(), original=content, format="bpmn")


def _definition(root: Element, intake: Intake) -> Definition:
    cast = cast_of(root, intake)
    tags: dict[str, str] = {}
    scope = _all_scopes(root, cast, intake, tags)
    node_ids = frozenset(node.id for node in scope.nodes)
    process = next(children(root, "process"))
    ours = find(process, "map") is not None
    definition = Definition(
        id=_map_id(process),
        name=_map_name(root, process),
        participants=with_kinds(cast, scope.nodes, tags),
        nodes=tuple(scope.nodes),
        flows=tuple(scope.flows),
        data_flows=() if ours else data_flows_of(root, node_ids, cast.closed, intake),
    )
    return map_with(definition, process, intake)


def _all_scopes(root: Element, cast: Cast, intake: Intake, tags: dict[str, str]) -> Scope:
    """The nodes and flows of all processes together: they run in one case."""
    whole = Scope()
    for process in children(root, "process"):
        pool = cast.pools.get(process.get("id", ""))
        around = Surroundings(lanes=cast.lanes, participant=pool, tags=tags)
        scope = scope_of(process, intake, around)
        whole.nodes += scope.nodes
        whole.flows += scope.flows
    return whole


def _map_id(process: Element) -> str:
    own_id = process.get("id") or ""
    return own_id if is_id(own_id) else "map"


def _map_name(root: Element, process: Element) -> str:
    pool = root.find(f"{bpmn('collaboration')}/{bpmn('participant')}")
    named = (process, pool, root)
    names = [name for one in named if one is not None and (name := name_of(one))]
    return names[0] if names else _map_id(process)


def _located(found: tuple[Problem, ...], intake: Intake) -> tuple[Problem, ...]:
    """The problems with the lines of the elements that they name."""
    return tuple(
        replace(problem, line=intake.lines.get(_quoted(problem.where))) for problem in found
    )


def _quoted(where: str) -> str:
    return where.split("'")[1] if where.count("'") >= 2 else ""
