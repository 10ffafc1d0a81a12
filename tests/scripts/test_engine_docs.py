"""scripts/engine_docs.py: what docs/engine.md says of the code is what the code does."""

from __future__ import annotations

import pytest

from scripts.engine_docs import BLOCKS, DOCUMENT, documented, rewritten


class Sample:
    """A class with members."""

    first: int = 1
    """What the first
    is."""
    second = 2
    third = 3
    """What the third is."""


def test_the_document_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    assert rewritten(text) == text, "run `python -m scripts.engine_docs`"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_stands_in_the_document(name: str) -> None:
    assert f"<!-- generated: {name} -->" in DOCUMENT.read_text(encoding="utf-8")


def test_what_stands_between_markers_is_replaced() -> None:
    old = "before\n<!-- generated: crash-points -->\nold\n<!-- end -->\nafter\n"

    assert rewritten(old).splitlines()[2].startswith("`before-write`")
    assert rewritten(old).endswith("<!-- end -->\nafter\n")


def test_a_block_that_nothing_makes_is_an_error() -> None:
    with pytest.raises(KeyError, match="unheard-of"):
        rewritten("<!-- generated: unheard-of -->\n<!-- end -->")


def test_members_are_told_by_the_text_behind_them() -> None:
    assert documented(Sample) == {"first": "What the first is.", "third": "What the third is."}
