"""The ``costs`` section of an assessment file: currency, and what is stated for the cost model.

``costs: {currency: EUR, inputs: {engineer-hour: [70, 95, 120]}}``: lowest, likeliest, highest; one
number stands for all three. Amounts are in the currency, prices of vendors in US dollars.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.decision.assessment import StatedCosts
from assessment.decision.costs.inputs import Input
from assessment.decision.costs.loading import load_costs
from assessment.file.mapping import flowing, plain, without_blanks
from assessment.file.values import parse_known, parse_number
from workflows.formats.blocks import Block, scalar_text

__all__ = ["COST_KEYS", "costs_mapping", "costs_schema", "read_costs"]

COST_KEYS = ("currency", "inputs")

type _Spread = tuple[float, float, float]


def read_costs(block: Block) -> StatedCosts:
    """What the section states; notes what is wrong, with its line."""
    knowledge = load_costs()
    currency = block.value("currency", parse_known(tuple(knowledge.currency_by_code)), "")
    inner = block.block("inputs")
    if inner is None:
        return StatedCosts(currency=currency)
    inputs = Block(inner.data, "costs inputs", block.problems)
    inputs.allow(tuple(knowledge.input_by_id))
    found: dict[str, _Spread] = {}
    for name in map(str, inputs.data):
        one = knowledge.input_by_id.get(name)
        spread = _spread(inputs, one) if one else None
        if spread is not None:
            found[name] = spread
    return StatedCosts(currency=currency, inputs=found)


def _spread(inputs: Block, one: Input) -> _Spread | None:
    data = inputs.data.get(one.id)
    items = list(data) if isinstance(data, CommentedSeq) else [data]
    if len(items) not in (1, 3):
        inputs.problem(one.id, f"must hold lowest, likeliest and highest, got {len(items)} values")
        return None
    numbers = [_number(inputs, one, item) for item in items]
    known = [number for number in numbers if number is not None]
    if len(known) < len(items):
        return None
    low, likely, high = known if len(known) == 3 else known * 3
    if not low <= likely <= high:
        inputs.problem(
            one.id, f"must rise from lowest to highest, got {low:g}, {likely:g}, {high:g}"
        )
        return None
    return (low, likely, high)


def _number(inputs: Block, one: Input, item: Any) -> float | None:
    text = scalar_text(item)
    try:
        if not text:
            raise ValueError("must be a number, or three: [lowest, likeliest, highest]")
        return parse_number(text, one.least, one.largest)
    except ValueError as error:
        inputs.problem(one.id, str(error))
        return None


def costs_mapping(costs: StatedCosts) -> CommentedMap:
    """The section that ``read_costs`` reads back equal; empty where nothing is stated."""
    inputs = CommentedMap(
        (name, flowing(CommentedSeq(plain(value) for value in spread)))
        for name, spread in costs.inputs.items()
    )
    return without_blanks({"currency": costs.currency, "inputs": inputs})


def costs_schema() -> dict[str, Any]:
    """The section's JSON Schema."""
    knowledge = load_costs()
    return {
        "type": "object",
        "properties": {
            "currency": {"enum": list(knowledge.currency_by_code)},
            "inputs": {
                "type": "object",
                "properties": {one.id: _input_schema(one) for one in knowledge.inputs},
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    }


def _input_schema(one: Input) -> dict[str, Any]:
    number = {"type": "number", "minimum": one.least, "maximum": one.largest}
    three = {"type": "array", "items": number, "minItems": 3, "maxItems": 3}
    return {"anyOf": [number, three], "description": f"{one.label} ({one.unit})"}
