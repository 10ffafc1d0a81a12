"""knowledge/weights.toml and what is refused there."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.decision.toml_table import KnowledgeError
from assessment.decision.weights import loading
from assessment.decision.weights.loading import METHODS, read_rules, weighting_rules

TEXT = (Path(loading.__file__).parents[2] / "knowledge" / "weights.toml").read_text("utf-8")


def test_every_method_has_a_concentration_a_reason_and_a_source() -> None:
    methods = weighting_rules().methods

    assert set(methods) == set(METHODS)
    assert all(rule.reason and rule.source for rule in methods.values())


@pytest.mark.parametrize("figure", ["S*", "W"])
def test_every_value_of_a_figure_has_a_name(figure: str) -> None:
    assert weighting_rules().words(figure, 0) == "very low"
    assert weighting_rules().words(figure, 1) == "very high"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('id = "points"', 'id = "guess"', "method 2: id must be one of none, points"),
        ("concentration = 40", "concentration = 0", "method 2: concentration must be between"),
        ("concentration = 40", "concentration = nan", "method 2: concentration must be between"),
        ("bound = 0.10", "bounds = 0.10", "pairwise 1: bound is missing"),
        ("[[pairwise]]", "[[pairwises]]", "pairwise is missing"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "unknown key 'colour'"),
        ('version = "1"', "version = ", "weights.toml: Invalid"),
    ],
)
def test_what_is_wrong_is_named(before: str, after: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        read_rules(TEXT.replace(before, after, 1))


def test_a_missing_method_is_named() -> None:
    with pytest.raises(KnowledgeError, match="method: group is missing"):
        read_rules(TEXT.replace('id = "group"', 'id = "points"'))
