"""What ships about the boundary, and what a broken file is told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assessment.decision.boundary.charges import _RULES
from assessment.decision.boundary.knowledge import load_boundary, read_boundary
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError

TEXT = (files("assessment.knowledge") / "boundary.toml").read_text("utf-8")


def read(text: str) -> None:
    read_boundary(text, sources=load_knowledge().source_by_id)


def test_every_rule_of_the_file_has_its_predicate() -> None:
    assert load_boundary().charges.keys() == _RULES.keys()


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('side = "orchestrated"', 'side = "left"', "side must be one of orchestrated"),
        ("points = 5.0", "points = nan", "points must be between 0 and 100"),
        ('source = "guide.humans"', 'source = "nobody"', "there is no source 'nobody'"),
        ("outbox = 0.5", "outbx = 0.5", "outbox is missing"),
        ("hybrid_from = 0.4", "hybrid_from = 4", "hybrid_from must be between 0 and 1"),
    ],
)
def test_a_broken_file_names_the_place(good: str, bad: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        read(TEXT.replace(good, bad, 1))


def test_no_toml_at_all_is_told() -> None:
    with pytest.raises(KnowledgeError, match=r"boundary\.toml: "):
        read("points = ")
