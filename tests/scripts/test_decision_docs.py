"""scripts/decision_docs.py: what docs/decision says of the rules is what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.decision_docs import BLOCKS, DOCUMENTS
from scripts.generated import rewrite
from tests.workflows.definition.lint.maps import healthy
from workflows.definition.lint import lint


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_document_is_up_to_date(document: Path) -> None:
    text = document.read_text("utf-8")

    assert rewrite(text, BLOCKS) == text, "run `python -m scripts.decision_docs`"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_stands_in_a_document(name: str) -> None:
    texts = [document.read_text("utf-8") for document in DOCUMENTS]

    assert any(f"<!-- generated: {name} -->" in text for text in texts)


def test_every_finding_of_a_map_stands_in_the_table() -> None:
    listed = BLOCKS["map-rules"]()

    assert all(f"`{finding.code}`" in listed for finding in lint(healthy()))
    assert "| `no-timeout` | medium | ‹…› has no timeout" in listed
