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
    "References",
    "Row",
    "confirm",
    "from_row",
    "row",
    "shown",
    "to_row",
    "undo_choices",
    "with_cell",
    "with_cells",
    "with_cells_of",
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
    changed, errors = with_cells_of(definition, {step_id: texts})
    return changed, errors.get(step_id, {})


def with_cells_of(
    definition: Definition, texts: Mapping[str, Mapping[str, str]]
) -> tuple[Definition, dict[str, dict[str, str]]]:
    """The definition with cells of many steps stated, and a message per column per step that
    failed; the nodes are gone through once, however many steps there are.

    Cells that fail keep their value. Raises ``KeyError`` for an unknown step or column.
    """
    changed: dict[str, Node] = {}
    errors: dict[str, dict[str, str]] = {}
    references = References(definition)
    for step_id, stated in texts.items():
        changed[step_id], failed = _with_stated(references, _step(definition, step_id), stated)
        if failed:
            errors[step_id] = failed
    if not changed:
        return definition, errors
    nodes = tuple(changed.get(node.id, node) for node in definition.nodes)
    return replace(definition, nodes=nodes), errors


def _with_stated(
    references: References, node: Node, texts: Mapping[str, str]
) -> tuple[Node, dict[str, str]]:
    found = {name: references.resolved(COLUMNS_BY_ID[name], texts[name]) for name in texts}
    errors = {
        name: message
        for name in texts
        if (message := references.error(node, COLUMNS_BY_ID[name], found[name]))
    }
    changed, more = with_texts(node, {name: found[name] for name in texts if name not in errors})
    return changed, {**errors, **more}


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
    # Until the end all of them count as assumed: a mean is not measured against a 95th percentile
    # that comes after it.
    changed = _with_assumed(node, before | {name for name in texts if name in COLUMNS_BY_ID})
    known = applicable(node)
    stated: set[str] = set()
    errors: dict[str, str] = {}
    for column in COLUMNS:
        if column.id in texts:
            try:
                changed = _put(changed, column, texts[column.id], is_known=column in known)
                stated.add(column.id)
            except ValueError as error:
                errors[column.id] = str(error)
    failed_now = frozenset(errors) - before
    return _with_assumed(changed, requirements_of(changed).assumed - stated - failed_now), errors


def _put(node: Node, column: Column, text: str, *, is_known: bool) -> Node:
    value = column.parse(text)
    if is_known:
        return column.put(node, value)
    if value not in (None, ""):
        raise ValueError(f"is for human steps only, and {node.id!r} is a {node.kind.value}")
    return node


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


def shown(definition: Definition, column: Column, text: str) -> str:
    """The text of a cell as people read it: names in place of ids."""
    if column.kind is ColumnKind.PARTICIPANT and text in definition.participants_by_id:
        return definition.participants_by_id[text].name or text
    if column.kind is ColumnKind.STEP and text in definition.by_id:
        return definition.by_id[text].name or text
    return text


def undo_choices(definition: Definition) -> dict[str, str]:
    """Names by id of what can undo a step: the other steps, and sub-processes made for that."""
    return {node.id: node.name for node in definition.nodes if node.is_step or node.is_handler}


class References:
    """What the cells of a definition may refer to, looked up once."""

    def __init__(self, definition: Definition) -> None:
        self._names = {
            ColumnKind.PARTICIPANT: {p.id: p.name for p in definition.participants},
            ColumnKind.STEP: undo_choices(definition),
        }

    def names(self, column: Column) -> Mapping[str, str]:
        """Names by id of what a cell of the column may refer to."""
        return self._names.get(column.kind, {})

    def resolved(self, column: Column, text: str) -> str:
        """People write names where the definition holds ids: the id of the only one of that name,
        any other text as it stands."""
        names, wanted = self.names(column), text.strip().casefold()
        if text.strip() in names or not wanted:
            return text.strip()
        found = [key for key, name in names.items() if wanted in (key.casefold(), name.casefold())]
        return found[0] if len(found) == 1 else text

    def error(self, node: Node, column: Column, text: str) -> str:
        """What is wrong with a reference; empty where nothing is, or the cell holds none."""
        if column.kind not in self._names:
            return ""
        value, known = column.parse(text), self.names(column)
        if column.kind is ColumnKind.STEP and value == node.id:
            return "a step cannot undo itself; name another step"
        if value is not None and value not in known:
            names = ", ".join(known) or "none"
            return f"there is no {column.kind.value} {value!r}; known are {names}"
        return ""
