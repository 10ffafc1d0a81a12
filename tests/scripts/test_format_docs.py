"""scripts/format_docs.py: what docs/formats.md says of the formats is what the registry says."""

from __future__ import annotations

import re

import pytest

from scripts.format_docs import BLOCKS, DOCUMENT
from scripts.generated import rewrite
from workflows.formats.features import FEATURE_WORDS
from workflows.formats.registry import FORMATS


def test_the_document_is_up_to_date() -> None:
    text = DOCUMENT.read_text("utf-8")

    assert rewrite(text, BLOCKS) == text, "run `python -m scripts.format_docs`"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_stands_in_the_document(name: str) -> None:
    assert f"<!-- generated: {name} -->" in DOCUMENT.read_text("utf-8")


def test_every_format_has_its_row() -> None:
    rows = BLOCKS["formats"]().splitlines()[2:]

    assert [row.split("`")[1] for row in rows] == list(FORMATS)


def test_every_feature_has_its_row() -> None:
    rows = [line for line in BLOCKS["features"]().splitlines() if line.startswith("| ")][2:]

    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(FEATURE_WORDS.values())


def test_every_page_of_a_format_is_linked() -> None:
    linked = set(re.findall(r"\(formats/([\w-]+)\.md\)", BLOCKS["pages"]()))

    assert linked == {page.stem for page in (DOCUMENT.parent / "formats").glob("*.md")}
