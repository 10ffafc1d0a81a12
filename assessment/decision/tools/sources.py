"""Where facts about tools stand: pages outside the guide, from ``knowledge/tool_sources.toml``."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assessment.decision.toml_table import KnowledgeError, Table

__all__ = [
    "STALE_AFTER",
    "Standing",
    "ToolSource",
    "cited",
    "load_sources",
    "member",
    "open_table",
    "read_sources",
]

STALE_AFTER = dt.timedelta(days=365)
"""A fact older than this at the time of viewing is marked."""


class Standing(StrEnum):
    """How well a fact is known."""

    VENDOR = "vendor"
    """Read in the vendor's own words."""
    SECOND_HAND = "second-hand"
    """Others quote the vendor."""
    NO = "no"
    """Not confirmed: our own assumption, or a claim without a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSource:
    """A page: ``dated`` is the date it bears (None: it bears none), ``read`` when we looked."""

    id: str
    title: str
    url: str
    dated: dt.date | None
    read: dt.date
    kind: Standing

    @property
    def as_of(self) -> dt.date:
        """The day for which its facts hold: that of the page, or of our reading."""
        return self.dated or self.read

    def stale(self, today: dt.date) -> bool:
        """Whether its facts are older than a year."""
        return today - self.as_of > STALE_AFTER


@cache
def load_sources() -> Mapping[str, ToolSource]:
    """The sources that ship with Podium by id. Raises ``KnowledgeError`` naming the place."""
    return read_sources(files("assessment.knowledge"))


def read_sources(folder: Traversable) -> Mapping[str, ToolSource]:
    """The sources in a folder. Raises ``KnowledgeError`` naming the file and the place."""
    table = open_table(folder / "tool_sources.toml")
    found: dict[str, ToolSource] = {}
    for row in table.tables("source"):
        source = _source(row)
        if source.id in found:
            raise row.error(f"{source.id!r} stands twice")
        found[source.id] = source
    table.done()
    return found


def cited(table: Table, sources: Mapping[str, ToolSource], key: str = "source") -> ToolSource:
    """The source that a table names. Raises ``KnowledgeError`` where there is none."""
    name = table.text(key)
    if name not in sources:
        raise table.error(f"{key}: there is no source {name!r}")
    return sources[name]


def member[E: StrEnum](row: Table, key: str, kind: type[E]) -> E:
    """A value of ``kind``. Raises ``KnowledgeError`` where it is none of them."""
    text = row.text(key)
    try:
        return kind(text)
    except ValueError:
        raise row.error(f"{key} must be one of {', '.join(kind)}, got {text!r}") from None


def open_table(file: Traversable) -> Table:
    """A TOML file as a table. Raises ``KnowledgeError`` where it is missing or broken."""
    try:
        return Table(tomllib.loads(file.read_text("utf-8")), file.name)
    except FileNotFoundError:
        raise KnowledgeError(f"{file.name}: is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file.name}: {error}") from None


def _source(row: Table) -> ToolSource:
    url = row.text("url")
    if not url.startswith("https://"):
        raise row.error(f"url must begin with https://, got {url!r}")
    source = ToolSource(
        id=row.text("id"),
        title=row.text("title"),
        url=url,
        dated=_date(row, "dated") if row.holds("dated") else None,
        read=_date(row, "read"),
        kind=_standing(row),
    )
    row.done()
    return source


def _date(row: Table, key: str) -> dt.date:
    text = row.text(key)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise row.error(f"{key} must be a date such as 2026-11-25, got {text!r}") from None


def _standing(row: Table) -> Standing:
    text = row.text("kind")
    if text not in {Standing.VENDOR, Standing.SECOND_HAND}:
        raise row.error(f"kind must be vendor or second-hand, got {text!r}")
    return Standing(text)
