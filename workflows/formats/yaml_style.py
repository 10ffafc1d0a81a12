"""How YAML looks: what is short stands on one line, whole numbers have no decimals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import LiteralScalarString

__all__ = [
    "SafeRepresenter",
    "all_on_one_line",
    "foreign_mapping",
    "on_one_line",
    "plain",
    "plain_number",
]


class SafeRepresenter(RoundTripRepresenter):
    """Quotes texts that begin with a question mark: in braces, the loader takes it for a key."""

    def quoted_where_needed(self, text: str) -> ScalarNode:
        """The scalar for a text."""
        style = "'" if text.startswith("?") else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


SafeRepresenter.add_representer(str, SafeRepresenter.quoted_where_needed)


def on_one_line[Collection: (CommentedMap, CommentedSeq)](collection: Collection) -> Collection:
    """The same collection, to be written in braces or brackets."""
    collection.fa.set_flow_style()
    return collection


def foreign_mapping(foreign: tuple[tuple[str, str], ...]) -> CommentedMap | None:
    """What other tools wrote, by format; None where there is nothing."""
    return CommentedMap((name, _literal(text)) for name, text in foreign) if foreign else None


def _literal(text: str) -> str:
    """Several lines stand as they are, unless YAML's block style would change them."""
    plain = all(line == line.rstrip() for line in text.split("\n")) and text.isprintable()
    lines = text.replace("\n", "").isprintable() and not text.startswith((" ", "\n"))
    return LiteralScalarString(text) if "\n" in text and (plain or lines) else text


def plain_number(number: float) -> float | int:
    """The number as people write it."""
    return int(number) if number == int(number) else number


def plain(value: Any) -> Any:
    """The value without what ruamel.yaml knows about its look."""
    match value:
        case Mapping():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case str():
            return str(value)
    return value


def all_on_one_line(value: Any) -> Any:
    """The value with everything in it in braces and brackets."""
    if isinstance(value, Mapping):
        mapping = CommentedMap((key, all_on_one_line(inner)) for key, inner in value.items())
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        items = CommentedSeq(all_on_one_line(inner) for inner in value)
        items.fa.set_flow_style()
        return items
    return str(value) if isinstance(value, str) else value
