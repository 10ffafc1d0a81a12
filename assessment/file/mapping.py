"""Mappings as an assessment file writes them: short, and only what is stated."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

__all__ = ["flowing", "plain", "without_blanks"]

_BLANKS: tuple[object, ...] = (None, "", [], {})


def without_blanks(found: dict[str, Any]) -> CommentedMap:
    """The entries that say something: no None, no empty text, list or mapping."""
    return CommentedMap((key, value) for key, value in found.items() if value not in _BLANKS)


def flowing[Collection: (CommentedMap, CommentedSeq)](collection: Collection) -> Collection:
    """The collection, written on one line, since it is short."""
    collection.fa.set_flow_style()
    return collection


def plain(number: float | None) -> float | int | None:
    """A whole number without its ``.0``."""
    return int(number) if number is not None and number == int(number) else number
