"""Reads ``knowledge/costs.toml`` and checks that it holds together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assessment.decision.costs.inputs import (
    CostKnowledge,
    Currency,
    Group,
    Input,
    Money,
    Outside,
    Range,
    input_id,
)
from assessment.decision.knowledge import Source
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError, Table
from workflows.definition.model import OrchestrationModel

__all__ = ["load_costs", "read_costs"]

_FILE = "costs.toml"
_LARGEST = 1e12

type _Sources = Mapping[str, Source | Outside]


@cache
def load_costs() -> CostKnowledge:
    """The inputs that ship with Podium, read once.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    return read_costs(files("assessment.knowledge"))


def read_costs(folder: Traversable) -> CostKnowledge:
    """The inputs in a folder's ``costs.toml``.

    Raises ``KnowledgeError`` naming the file and the place.
    """
    table = _open(folder)
    sources: dict[str, Source | Outside] = {one.id: one for one in load_knowledge().sources}
    sources.update((one.id, one) for one in map(_outside, table.tables("outside")))
    groups = tuple(_group(one) for one in table.tables("group"))
    known = {group.id for group in groups}
    inputs = tuple(
        one for row in table.tables("input") for one in _inputs(row, known=known, sources=sources)
    )
    found = CostKnowledge(
        version=table.text("version"),
        currencies=tuple(_currency(one, sources) for one in table.tables("currency")),
        groups=groups,
        inputs=inputs,
    )
    table.done()
    if len(found.input_by_id) < len(inputs):
        raise table.error("an input stands twice")
    return found


def _open(folder: Traversable) -> Table:
    try:
        return Table(tomllib.loads((folder / _FILE).read_text("utf-8")), _FILE)
    except FileNotFoundError:
        raise KnowledgeError(f"{_FILE}: is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: {error}") from None


def _outside(table: Table) -> Outside:
    found = Outside(
        id=table.text("id"),
        title=table.text("title"),
        url=table.text("url"),
        dated=table.text("dated"),
    )
    table.done()
    return found


def _group(table: Table) -> Group:
    found = Group(id=table.text("id"), title=table.text("title"), help=table.text("help"))
    table.done()
    return found


def _currency(table: Table, sources: _Sources) -> Currency:
    found = Currency(
        code=table.text("code"),
        name=table.text("name"),
        rate=_range(table, "rate"),
        source=_source(table, sources),
    )
    table.done()
    return found


def _inputs(row: Table, *, known: set[str], sources: _Sources) -> Iterator[Input]:
    """One input, or one for each model where each has its own default."""
    base, group = row.text("id"), row.text("group")
    if group not in known:
        raise row.error(f"group: there is no group {group!r}")
    least = row.number("least") if row.holds("least") else 0.0
    largest = row.number("largest", least) if row.holds("largest") else _LARGEST
    defaults = _defaults(row)
    label, help_, unit = row.text("label"), row.text("help"), row.text("unit")
    money = _money(row)
    factors = _range(row, "factors") if row.holds("factors") else Range(1, 1, 1)
    variants = _variants(row, "variants") if row.holds("variants") else {}
    reason, source = row.text("reason"), _source(row, sources)
    row.done()
    for model, default in defaults.items():
        if default != default.within(least, largest):
            raise row.error(f"a default of {base} is out of bounds")
        yield Input(
            id=input_id(base, model),
            base=base,
            model=model,
            group=group,
            label=label,
            help=help_,
            unit=unit,
            money=money,
            default=default,
            least=least,
            largest=largest,
            factors=factors,
            variants=variants,
            reason=reason,
            source=source,
        )


def _defaults(row: Table) -> Mapping[OrchestrationModel | None, Range]:
    if not row.holds("models"):
        return {None: _range(row, "default")}
    found = _variants(row, "models")
    if set(found) != {model.value for model in OrchestrationModel}:
        raise row.error("models must hold a range for each of the three models")
    return {model: found[model.value] for model in OrchestrationModel}


def _range(row: Table, key: str) -> Range:
    numbers = row.series(key)
    if len(numbers) != 3 or tuple(sorted(numbers)) != numbers:
        raise row.error(f"{key} must be three rising numbers, got {list(numbers)}")
    return Range(*numbers)


def _variants(row: Table, key: str) -> dict[str, Range]:
    inner = row.table(key)
    return {name: _range(inner, name) for name in inner.left}


def _source(row: Table, sources: _Sources) -> Source | Outside | None:
    name = row.text("source", "")
    if name and name not in sources:
        raise row.error(f"source: there is no source {name!r}")
    return sources[name] if name else None


def _money(row: Table) -> Money:
    text = row.text("money", "")
    try:
        return Money(text)
    except ValueError:
        raise row.error(f"money must be project or usd, got {text!r}") from None
