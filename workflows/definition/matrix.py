"""The requirement matrix of a definition: rows of text out, cells and rows of text in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workflows.definition.columns import (
    COLUMNS,
    COLUMNS_BY_ID,
    Column,
    ColumnKind,
    applicable,
    requirements_of,
)
from workflows.definition.model import Definition, Node

__all__ = [
    "Row",
    "confirm",
    "from_row",
    "row",
    "to_row",
    "undo_choices",
    "with_cell",
    "with_cells",
    "with_rows",
    "with_texts",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step's requirements as text per column id; ``assumed`` names the columns that nobody
    has stated or confirmed."""

    values: Mapping[str, str] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()


def row(definition: Definition, node: Node) -> dict[str, str]:
    """The cells of a step by column id, in the order of the columns that apply to it."""
    return {column.id: column.text(node) for column in applicable(node)}


def to_row(node: Node) -> Row:
    """The step's requirements as stored text."""
    values = {column.id: column.text(node) for column in applicable(node)}
    return Row(values=values, assumed=requirements_of(node).assumed)


def from_row(node: Node, stored: Row) -> Node:
    """The step with a stored row; columns that the row lacks keep what the step has.

    Raises ``ValueError`` naming the column where a value cannot be read.
    """
    changed, errors = with_texts(node, stored.values)
    if errors:
        raise ValueError("; ".join(f"{name}: {message}" for name, message in errors.items()))
    known = frozenset(column.id for column in applicable(node))
    return _with_assumed(changed, (stored.assumed & known))


def with_rows(definition: Definition, rows: Mapping[str, Row]) -> Definition:
    """The definition with stored rows by step id; rows of steps that it lacks are left out.

    Raises ``ValueError`` naming step and column where a value cannot be read.
    """
    nodes = []
    for node in definition.nodes:
        try:
            found = node.is_step and node.id in rows
            nodes.append(from_row(node, rows[node.id]) if found else node)
        except ValueError as error:
            raise ValueError(f"step {node.id!r}: {error}") from None
    return replace(definition, nodes=tuple(nodes))


def with_cell(definition: Definition, step_id: str, column_id: str, text: str) -> Definition:
    """The definition with one cell stated by a person.

    Raises ``KeyError`` for an unknown step or column, ``ValueError`` naming the mend for a bad
    value.
    """
    changed, errors = with_cells(definition, step_id, {column_id: text})
    if errors:
        raise ValueError(errors[column_id])
    return changed


def with_cells(
    definition: Definition, step_id: str, texts: Mapping[str, str]
) -> tuple[Definition, dict[str, str]]:
    """The definition with a step's cells stated together, and a message per column that failed.

    Cells that fail keep their value. Raises ``KeyError`` for an unknown step or column.
    """
    node = _step(definition, step_id)
    found = {name: _resolved(definition, COLUMNS_BY_ID[name], texts[name]) for name in texts}
    errors = {
        name: message
        for name in texts
        if (message := _reference_error(definition, node, COLUMNS_BY_ID[name], found[name]))
    }
    changed, more = with_texts(node, {name: found[name] for name in texts if name not in errors})
    errors.update(more)
    return _with_node(definition, changed), errors


def confirm(definition: Definition, step_id: str, column_id: str | None = None) -> Definition:
    """The definition with a step's assumed value confirmed, or all of them.

    Raises ``KeyError`` for an unknown step or column.
    """
    node = _step(definition, step_id)
    confirmed = {COLUMNS_BY_ID[column_id].id} if column_id else set(COLUMNS_BY_ID)
    return _with_node(definition, _with_assumed(node, requirements_of(node).assumed - confirmed))


def with_texts(node: Node, texts: Mapping[str, str]) -> tuple[Node, dict[str, str]]:
    """The step with these texts stated, and a message per column that failed.

    Texts are taken in the order of the columns, so that an effect stands before what belongs to
    it, and no value is measured against one that is about to change. References to participants
    and other steps are not looked up.
    """
    before = requirements_of(node).assumed
    named = {name for name in texts if name in COLUMNS_BY_ID}
    changed = _with_assumed(node, before | named)
    errors: dict[str, str] = {}
    for column in COLUMNS:
        if column.id in texts:
            try:
                changed = _stated(changed, column, texts[column.id])
            except ValueError as error:
                errors[column.id] = str(error)
    failed_before = frozenset(errors) & before
    assumed = requirements_of(changed).assumed - (frozenset(errors) - failed_before)
    return _with_assumed(changed, assumed), errors


def _stated(node: Node, column: Column, text: str) -> Node:
    if column not in applicable(node):
        if column.parse(text) in (None, ""):
            return _with_assumed(node, requirements_of(node).assumed - {column.id})
        raise ValueError(f"is for human steps only, and {node.id!r} is a {node.kind.value}")
    changed = column.put(node, column.parse(text))
    return _with_assumed(changed, requirements_of(changed).assumed - {column.id})


def _with_assumed(node: Node, assumed: frozenset[str]) -> Node:
    return replace(node, requirements=replace(requirements_of(node), assumed=frozenset(assumed)))


def _with_node(definition: Definition, changed: Node) -> Definition:
    nodes = tuple(changed if node.id == changed.id else node for node in definition.nodes)
    return replace(definition, nodes=nodes)


def _step(definition: Definition, step_id: str) -> Node:
    node = definition.by_id[step_id]
    if not node.is_step:
        raise KeyError(step_id)
    return node


def _resolved(definition: Definition, column: Column, text: str) -> str:
    """People write names where the definition holds ids: the id of the only one of that name."""
    names = _references(definition, column)
    wanted = text.strip().casefold()
    if text.strip() in names:
        return text.strip()
    found = [key for key, name in names.items() if wanted in (key.casefold(), name.casefold())]
    return found[0] if len(found) == 1 else text


def undo_choices(definition: Definition) -> dict[str, str]:
    """Names by id of what can undo a step: the other steps, and sub-processes made for that."""
    return {node.id: node.name for node in definition.nodes if node.is_step or node.is_handler}


def _references(definition: Definition, column: Column) -> dict[str, str]:
    if column.kind is ColumnKind.PARTICIPANT:
        return {participant.id: participant.name for participant in definition.participants}
    if column.kind is ColumnKind.STEP:
        return undo_choices(definition)
    return {}


def _reference_error(definition: Definition, node: Node, column: Column, text: str) -> str:
    if column.kind not in (ColumnKind.PARTICIPANT, ColumnKind.STEP):
        return ""
    value, known = column.parse(text), _references(definition, column)
    if column.kind is ColumnKind.STEP and value == node.id:
        return "a step cannot undo itself; name another step"
    if value is not None and value not in known:
        return f"there is no {column.kind.value} {value!r}; known are {', '.join(known) or 'none'}"
    return ""
