"""The data behind the migration."""

from __future__ import annotations

from importlib.resources import files
from itertools import product

import pytest

from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.migration.knowledge import CURRENT, load_migration, read_migration
from assessment.decision.toml_table import KnowledgeError
from workflows.definition.model import OrchestrationModel

TEXT = (files("assessment.knowledge") / "migration.toml").read_text("utf-8")
SOURCES = {source.id: source.label for source in load_knowledge().sources}


def test_every_pair_of_different_models_has_a_caution() -> None:
    pairs = {(c, t) for c, t in product(CURRENT, OrchestrationModel) if c != t.value}

    assert set(load_migration().cautions) == pairs


def test_the_ways_of_today_are_those_the_context_asks_for() -> None:
    options = load_knowledge().context_by_id["current_model"].options

    assert {option.id for option in options} == set(CURRENT)


def test_every_outside_source_of_the_web_has_its_address() -> None:
    urls = [source.url for source in load_migration().outside.values()]

    assert all(url.startswith("https://") for url in urls if url)
    assert sum(bool(url) for url in urls) >= 5


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("most_waves = 5 ", "most_waves = 0 ", "most_waves must be between 1 and 20"),
        ("points = 12.0", "points = nan", "points must be between 0 and 100"),
        ('source = "conway"', 'source = "conwai"', "there is no source 'conwai'"),
        ('current = "manual"', 'current = "manuel"', "current must be one of none, manual"),
        ('target = "hybrid"', 'target = "hybrids"', "target must be one of centralized"),
        ("[proof]", "[prove]", "proof must be a table"),
        ('after = "by hand"', 'after = "by foot"', "after must be one of orchestrated"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"migration\.toml.*{message}"):
        read_migration(TEXT.replace(old, new), sources=SOURCES)


def test_a_key_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="unknown key 'most_wave'"):
        read_migration(f"most_wave = 3\n{TEXT}", sources=SOURCES)


def test_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"migration\.toml"):
        read_migration("[[", sources=SOURCES)


def test_a_model_that_cannot_be_left_is_told() -> None:
    head, _, tail = TEXT.partition('[[leaving]]\ncurrent = "none"')
    rest = tail.partition("[[leaving]]")[2]

    with pytest.raises(KnowledgeError, match="leaving: there is none for 'none'"):
        read_migration(f"{head}[[leaving]]{rest}", sources=SOURCES)
