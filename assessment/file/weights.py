"""The weights block of an assessment file, read and written.

Four ways, one per method::

    weights: {consistency: 30, autonomy: 20, …}
    weights: {method: ranking, order: [consistency, [autonomy, scale], …]}
    weights: {method: pairwise, pairs: {consistency/autonomy: 3, autonomy/scale: 1/5, …}}
    weights: {method: group, points: {consistency: 30, …}, spread: 7.5}
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.decision.assessment import Assessment, Weighting, WeightingMethod
from assessment.decision.weights.methods import points_used
from assessment.decision.weights.pairwise import apart, pairs
from assessment.file.mapping import flowing, plain
from assessment.file.values import parse_amount, parse_known
from workflows.definition.cells import parse_choice
from workflows.formats.blocks import Block, scalar_text

__all__ = ["parse_ratio", "read_weights", "weights_mapping", "weights_schema", "written_ratio"]

type Read = tuple[Weighting, dict[str, float]]

_NOTHING: Read = (Weighting(), {})
# Three weights of 33.33 are what people write for thirds.
_SUM_TOLERANCE = 0.05
_KEYS = {
    WeightingMethod.POINTS: ("method", "points"),
    WeightingMethod.RANKING: ("method", "order"),
    WeightingMethod.PAIRWISE: ("method", "pairs"),
    WeightingMethod.GROUP: ("method", "points", "spread"),
}
_SAME = 1e-12


def read_weights(top: Block, questions: Sequence[str]) -> Read:
    """How the weights were found and the points that count, from the key ``weights``; no points
    where nobody weighed or something is wrong, which is noted."""
    inner = top.block("weights")
    if inner is None:
        return _NOTHING
    block = Block(inner.data, "weights", top.problems)
    if "method" not in block.data:
        return Weighting(), _points(block, questions)
    method = block.value("method", parse_choice(WeightingMethod), None)
    if method is None:
        return _NOTHING
    block.allow(_KEYS[method])
    if (key := _KEYS[method][1]) not in block:
        block.problem("", f"needs {key} for the method {method.value}")
        return _NOTHING
    return _by_method(block, method, questions)


def _by_method(block: Block, method: WeightingMethod, questions: Sequence[str]) -> Read:
    before = len(block.problems)
    points: dict[str, float] = {}
    if method is WeightingMethod.RANKING:
        weighting = Weighting(method=method, ranking=_order(block, questions))
    elif method is WeightingMethod.PAIRWISE:
        weighting = Weighting(method=method, pairwise=_pairs(block, questions))
    else:
        spread = block.value("spread", parse_amount(0, 100), None)
        weighting = Weighting(method=method, spread=spread)
        inner = block.block("points")
        points = _points(inner, questions) if inner else {}
    if len(block.problems) > before:
        return _NOTHING
    return weighting, points_used(weighting, points, questions)


def _points(block: Block, questions: Sequence[str]) -> dict[str, float]:
    block.allow(questions)
    weights = {
        question: points
        for question in questions
        if (points := block.value(question, parse_amount(0, 100), None)) is not None
    }
    complete = len(weights) == len(block.data)
    total = math.fsum(weights.values())
    if complete and block.data and abs(total - 100) > _SUM_TOLERANCE:
        block.problem("", f"must sum to 100 points, got {total:g}")
    return weights


def _order(block: Block, questions: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    groups = tuple(group for item, _ in block.items("order") if (group := _group(block, item)))
    named = [name for group in groups for name in group]
    known = parse_known(questions)
    for name in named:
        try:
            known(name)
        except ValueError as error:
            block.problem("order", str(error))
    if twice := sorted({name for name in named if named.count(name) > 1}):
        block.problem("order", f"names {', '.join(twice)} more than once")
    if left := [question for question in questions if question not in named]:
        block.problem("order", f"leaves out {', '.join(left)}; put each in its place")
    return groups


def _group(block: Block, item: object) -> tuple[str, ...]:
    """One question, or a list of equally important ones."""
    inner = item if isinstance(item, CommentedSeq) else [item]
    texts = [scalar_text(one) for one in inner]
    if not all(texts):
        block.problem("order", "must hold ids of questions, or lists of equally important ones")
        return ()
    return tuple(str(text).strip() for text in texts)


def _pairs(block: Block, questions: Sequence[str]) -> dict[tuple[str, str], float]:
    inner = block.block("pairs")
    if inner is None:
        return {}
    before = len(block.problems)
    found: dict[tuple[str, str], float] = {}
    for pair, value in _judgements(inner, questions):
        if pair[::-1] in found:
            inner.problem("/".join(pair), "is judged a second time the other way round")
        found[pair] = value
    if len(block.problems) == before and (loose := apart(found, questions)):
        message = f"compare {', '.join(loose)} with none of the others; add a pair for each"
        block.problem("pairs", message)
    return found


def _judgements(inner: Block, questions: Sequence[str]) -> Iterator[tuple[tuple[str, str], float]]:
    for key in map(str, inner.data):
        first, slash, second = (part.strip() for part in key.partition("/"))
        if not slash or first not in questions or second not in questions or first == second:
            known = ", ".join(questions)
            inner.problem(key, f"must name two questions as first/second; known are {known}")
        elif (value := inner.value(key, parse_ratio, None)) is not None:
            yield (first, second), value


def parse_ratio(text: str) -> float:
    """How many times as important: ``3``, ``1/3`` or ``0.5``, from 1/9 to 9."""
    above, _, below = text.strip().partition("/")
    try:
        ratio = float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        ratio = math.nan
    if not 1 / 9 <= ratio <= 9:
        raise ValueError(f"must lie between 1/9 and 9 (1: equally important), got {text.strip()!r}")
    return ratio


def written_ratio(value: float) -> float | int | str:
    """The ratio as people write it: ``3``, ``1/3``."""
    below = round(1 / value)
    if value < 1 and abs(1 / value - below) < _SAME and 1 / below == value:
        return f"1/{below}"
    return plain(value) or value


def weights_mapping(assessment: Assessment) -> CommentedMap:
    """The weights as ``read_weights`` reads them back; empty where nobody weighed."""
    weighting = assessment.weighting
    points = flowing(CommentedMap((q, plain(w)) for q, w in assessment.weights.items()))
    if not points or weighting.method is WeightingMethod.POINTS:
        return points
    return CommentedMap(method=weighting.method.value, **_stated(weighting, points))


def _stated(weighting: Weighting, points: CommentedMap) -> dict[str, Any]:
    if weighting.method is WeightingMethod.RANKING:
        groups = (_written_group(group) for group in weighting.ranking)
        return {"order": flowing(CommentedSeq(groups))}
    if weighting.method is WeightingMethod.PAIRWISE:
        return {"pairs": CommentedMap(_written_pairs(weighting.pairwise))}
    spread = {} if weighting.spread is None else {"spread": plain(weighting.spread)}
    return {"points": points, **spread}


def _written_group(group: Sequence[str]) -> str | CommentedSeq:
    return group[0] if len(group) == 1 else flowing(CommentedSeq(group))


def _written_pairs(
    judgements: Mapping[tuple[str, str], float],
) -> Iterator[tuple[str, float | int | str]]:
    for pair, value in judgements.items():
        yield "/".join(pair), written_ratio(value)


def weights_schema(questions: Sequence[str]) -> dict[str, Any]:
    """What the block may say, as JSON Schema."""
    points = {"type": "number", "minimum": 0, "maximum": 100}
    per_question = _closed(dict.fromkeys(questions, points))
    name = {"enum": list(questions)}
    order = {"type": "array", "items": {"anyOf": [name, {"type": "array", "items": name}]}}
    ratio = {
        "anyOf": [
            {"type": "number", "minimum": 0.111, "maximum": 9},
            {"type": "string", "pattern": r"^1/[2-9]$"},
        ],
        "description": "how many times as important the first is as the second",
    }
    both_ways = [pair for one in pairs(questions) for pair in (one, one[::-1])]
    judged = _closed({"/".join(pair): ratio for pair in both_ways})
    spread = {"type": "number", "minimum": 0, "maximum": 100}
    return {
        "anyOf": [
            per_question,
            _method(WeightingMethod.POINTS, {"points": per_question}),
            _method(WeightingMethod.RANKING, {"order": order}),
            _method(WeightingMethod.PAIRWISE, {"pairs": judged}),
            _method(WeightingMethod.GROUP, {"points": per_question, "spread": spread}),
        ]
    }


def _method(method: WeightingMethod, properties: dict[str, Any]) -> dict[str, Any]:
    schema = _closed({"method": {"const": method.value}, **properties})
    return schema | {"required": list(_KEYS[method][:2])}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}
