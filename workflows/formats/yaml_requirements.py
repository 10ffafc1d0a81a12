"""What a YAML step says about its requirements, read into the columns of the matrix and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.cells import parse_choice
from workflows.definition.columns import (
    COLUMNS,
    COLUMNS_BY_ID,
    Column,
    ColumnKind,
    applicable,
    requirements_of,
)
from workflows.definition.findings import Problem
from workflows.definition.matrix import with_texts
from workflows.definition.model import Definition, Node, Requirements, Side
from workflows.definition.quantities import format_share, parse_share
from workflows.formats.blocks import Block, scalar_text
from workflows.formats.yaml_style import on_one_line

__all__ = ["REQUIREMENT_KEYS", "overlay", "requirements_mapping", "step_from"]

# A group written as a single value means its first member: ``duration: 5s`` is the mean.
_GROUPS = {"effect": "effect", "duration": "mean", "failure": "transient", "retry": "max_attempts"}
_BESIDE_COLUMNS = {"failure": ("errors",)}
REQUIREMENT_KEYS = (*dict.fromkeys(column.path[0] for column in COLUMNS), "side", "assumed")


def step_from(block: Block, step: Node) -> Node:
    """The step with what its mapping states; notes problems under the step's place."""
    texts = _texts(block)
    changed, errors = with_texts(step, texts)
    for column_id, message in errors.items():
        _problem(block, COLUMNS_BY_ID[column_id], message)
    requirements = requirements_of(changed)
    side = block.value("side", parse_choice(Side), requirements.side)
    assumed = requirements.assumed | _assumed(block, changed)
    failure = replace(requirements.failure, errors=_errors(block) or requirements.failure.errors)
    told = replace(requirements, side=side, assumed=assumed, failure=failure)
    return replace(changed, requirements=told)


def _errors(block: Block) -> tuple[tuple[str, float], ...]:
    """``failure: {errors: {declined: 5%}}``: business errors by code, with their shares."""
    group = block.block("failure") if isinstance(block.data.get("failure"), CommentedMap) else None
    inner = group.block("errors") if group else None
    if inner is None:
        return ()
    return tuple((str(code), inner.value(code, parse_share, 0.0)) for code in inner.data)


def overlay(block: Block, definition: Definition) -> Definition:
    """The definition with each step's requirements laid over what it has."""
    changed: dict[str, Node] = {}
    for key in block.data:
        node = definition.by_id.get(str(key))
        if node is None or not node.is_step:
            known = ", ".join(step.id for step in definition.steps)
            block.problem(str(key), f"is no step of the map; its steps are {known or 'none'}")
        elif inner := block.block(str(key)):
            named = Block(inner.data, f"step {key!r}", block.problems)
            named.allow(REQUIREMENT_KEYS)
            changed[node.id] = step_from(named, node)
    nodes = tuple(changed.get(node.id, node) for node in definition.nodes)
    return replace(definition, nodes=nodes)


def _texts(block: Block) -> dict[str, str]:
    texts: dict[str, str] = {}
    for column in COLUMNS:
        if len(column.path) == 1 and column.path[0] not in _GROUPS:
            _take(block, column.path[0], column, texts)
    for group in _GROUPS:
        _take_group(block, group, texts)
    return texts


def _take_group(block: Block, group: str, texts: dict[str, str]) -> None:
    members = {c.path[1]: c for c in COLUMNS if c.path[0] == group and len(c.path) == 2}
    if isinstance(block.data.get(group), CommentedMap):
        inner = block.block(group)
        if inner is not None:
            if group == "effect":
                texts["effect"] = "yes"
            inner.allow((*members, *_BESIDE_COLUMNS.get(group, ())))
            for key, column in members.items():
                _take(inner, key, column, texts)
    else:
        _take(block, group, members.get(_GROUPS[group], COLUMNS_BY_ID["effect"]), texts)


def _take(block: Block, key: str, column: Column, texts: dict[str, str]) -> None:
    value = block.data.get(key)
    if isinstance(value, CommentedSeq) and column.kind is ColumnKind.LIST:
        texts[column.id] = ", ".join(block.texts(key))
    elif value is not None:
        text = scalar_text(value)
        if text is None:
            block.problem(key, "must be a single value")
        else:
            texts[column.id] = text


def _problem(block: Block, column: Column, message: str) -> None:
    head, *rest = column.path
    inner = block.data.get(head)
    owner = Block(inner, block.where, block.problems) if isinstance(inner, CommentedMap) else block
    line = owner.line(rest[0]) if rest and owner is not block else block.line(head)
    text = f"{'.'.join(column.path)} {message}"
    block.problems.append(Problem(where=block.where, message=text, line=line))


def _assumed(block: Block, step: Node) -> frozenset[str]:
    known = [column.id for column in applicable(step)]
    named = block.texts("assumed")
    for name in named:
        if name not in known:
            block.problem("assumed", f"names {name!r}; known are {', '.join(known)}")
    return frozenset(named) & frozenset(known)


def requirements_mapping(step: Node, blank: Node) -> CommentedMap:
    """What to write of a step so that ``step_from`` on ``blank`` gives it back: what was stated,
    or everything and a list of what is assumed where that does not suffice."""
    assumed = requirements_of(step).assumed
    short = _mapping(step, [c for c in applicable(step) if c.id not in assumed])
    if step_from(Block(short, "", []), blank) == step:
        return short
    full = _mapping(step, applicable(step))
    full["assumed"] = on_one_line(CommentedSeq([c.id for c in applicable(step) if c.id in assumed]))
    return full


def _mapping(step: Node, columns: Iterable[Column]) -> CommentedMap:
    mapping = CommentedMap()
    for column in columns:
        head, *rest = column.path
        if not rest:
            mapping[head] = _plain(column, step)
        elif head == "effect" and not COLUMNS_BY_ID["effect"].get(step):
            continue
        else:
            if not isinstance(mapping.get(head), CommentedMap):
                mapping[head] = on_one_line(CommentedMap())
            mapping[head][rest[0]] = _plain(column, step)
    _add_beside_columns(mapping, requirements_of(step))
    return mapping


def _add_beside_columns(mapping: CommentedMap, requirements: Requirements) -> None:
    """What a step states that the matrix has no column for."""
    if requirements.failure.errors:
        shares = {code: format_share(share) for code, share in requirements.failure.errors}
        group = mapping.setdefault("failure", on_one_line(CommentedMap()))
        group["errors"] = on_one_line(CommentedMap(shares))
    if requirements.side is not None:
        mapping["side"] = requirements.side.value


def _plain(column: Column, step: Node) -> Any:
    value = column.get(step)
    if column.kind in (ColumnKind.FLAG, ColumnKind.NUMBER):
        return value
    if column.kind is ColumnKind.LIST:
        return on_one_line(CommentedSeq(value))
    return column.format(value) or ("none" if value is None else "")
