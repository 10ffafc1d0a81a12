"""What cases know, in YAML: variables with the values that they take, read and written."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap

from workflows.definition.cells import parse_choice, parse_flag
from workflows.definition.model import Choice, Variable, VariableType
from workflows.definition.quantities import format_share, parse_number, parse_share
from workflows.formats.blocks import Block, scalar_text
from workflows.formats.yaml_flows import Lines
from workflows.formats.yaml_style import on_one_line, plain_number

__all__ = ["variable_mapping", "variables_from"]

_KEYS = ("name", "type", "choices", "low", "high", "source")


def variables_from(block: Block, lines: Lines) -> tuple[Variable, ...]:
    """The variables under ``variables``."""
    return tuple(_variable(item, lines) for item in block.blocks("variables", "variable"))


def _variable(block: Block, lines: Lines) -> Variable:
    if "name" not in block:
        block.problem("", "needs a name")
    name = block.name()
    block = block.named(f"variable {name!r}")
    block.allow(_KEYS)
    lines[block.where] = block.start
    if "type" not in block:
        block.problem("", f"needs a type: {', '.join(VariableType)}")
    kind = block.value("type", parse_choice(VariableType), VariableType.TEXT)
    return Variable(
        name=name,
        type=kind,
        choices=_choices(block, kind),
        low=block.value("low", parse_number, None),
        high=block.value("high", parse_number, None),
        source=block.text("source"),
    )


def _choices(block: Block, kind: VariableType) -> tuple[Choice, ...]:
    """``choices: {eu: 60%, us: 40%}``, values of the variable's type."""
    inner = block.block("choices")
    found: list[Choice] = []
    for key in inner.data if inner else ():
        try:
            value = _value(key, kind)
        except ValueError as error:
            block.problem("choices", f"holds a value that {error}")
            continue
        if inner is not None:
            found.append(Choice(value=value, share=inner.value(key, parse_share, 0.0)))
    return tuple(found)


def _value(key: Any, kind: VariableType) -> str | float | bool:
    text = scalar_text(key) or ""
    match kind:
        case VariableType.NUMBER:
            return parse_number(text)
        case VariableType.BOOLEAN:
            return parse_flag(text)
        case VariableType.TEXT:
            return str(key).lower() if isinstance(key, bool) else text


def variable_mapping(variable: Variable) -> CommentedMap:
    """The mapping that ``variables_from`` reads back."""
    mapping = CommentedMap(name=variable.name, type=variable.type.value)
    if variable.choices:
        shares = {choice.value: format_share(choice.share) for choice in variable.choices}
        mapping["choices"] = on_one_line(CommentedMap(shares))
    for key, bound in (("low", variable.low), ("high", variable.high)):
        if bound is not None:
            mapping[key] = plain_number(bound)
    if variable.source:
        mapping["source"] = variable.source
    return on_one_line(mapping)
