"""Pages that facts about tools stand on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assessment.decision.toml_table import KnowledgeError
from assessment.decision.tools.sources import (
    STALE_AFTER,
    Standing,
    ToolSource,
    load_sources,
    read_sources,
)

DAY = dt.date(2026, 3, 1)


def source(dated: dt.date | None = None, read: dt.date = DAY) -> ToolSource:
    """A page of the vendor."""
    return ToolSource(
        id="page",
        title="Page",
        url="https://example.com",
        dated=dated,
        read=read,
        kind=Standing.VENDOR,
    )


def test_a_fact_is_as_old_as_its_page() -> None:
    assert source(dated=dt.date(2025, 1, 1)).as_of == dt.date(2025, 1, 1)


def test_a_page_without_a_date_counts_from_our_reading() -> None:
    assert source().as_of == DAY


def test_a_fact_is_old_a_day_after_the_year() -> None:
    assert not source().stale(DAY + STALE_AFTER)
    assert source().stale(DAY + STALE_AFTER + dt.timedelta(days=1))


def test_no_source_is_read_before_it_was_written() -> None:
    assert all(one.dated is None or one.dated <= one.read for one in load_sources().values())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('url = "http://a.b"', "url must begin with https://"),
        ('read = "yesterday"', "read must be a date such as"),
        ('kind = "hearsay"', "kind must be vendor or second-hand"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    good = {"url": "https://a.b", "read": "2026-01-01", "kind": "vendor"}
    rows = "\n".join(f'{k} = "{v}"' for k, v in good.items() if not line.startswith(k))
    text = f'[[source]]\nid = "a"\ntitle = "A"\n{rows}\n{line}\n'
    (tmp_path / "tool_sources.toml").write_text(text, "utf-8")

    with pytest.raises(KnowledgeError, match=f"tool_sources.toml: source 1: {message}"):
        read_sources(tmp_path)


def test_a_source_that_stands_twice_is_refused(tmp_path: Path) -> None:
    row = '[[source]]\nid = "a"\ntitle = "A"\nurl = "https://a.b"\nread = "2026-01-01"\n'
    (tmp_path / "tool_sources.toml").write_text(2 * f'{row}kind = "vendor"\n', "utf-8")

    with pytest.raises(KnowledgeError, match="'a' stands twice"):
        read_sources(tmp_path)
