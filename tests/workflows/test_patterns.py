"""workflows/patterns"""

from __future__ import annotations

import pytest

from workflows.definition.lint import lint
from workflows.definition.validation import problems
from workflows.formats import registry
from workflows.patterns import Pattern, pattern, patterns


@pytest.mark.parametrize("one", patterns(), ids=lambda one: one.key)
def test_a_pattern_is_a_valid_map_that_nothing_is_found_on(one: Pattern) -> None:
    assert problems(one.definition) == ()
    assert lint(one.definition) == ()


@pytest.mark.parametrize("one", patterns(), ids=lambda one: one.key)
def test_a_pattern_says_when_and_when_not_and_where_from(one: Pattern) -> None:
    assert all((one.name, one.when, one.when_not, one.source))


@pytest.mark.parametrize("one", patterns(), ids=lambda one: one.key)
def test_a_pattern_can_be_drawn_and_read_back(one: Pattern) -> None:
    content = registry.write("bpmn", one.definition).content

    assert registry.read("map.bpmn", content).definition == one.definition


def test_an_unknown_pattern_is_refused() -> None:
    with pytest.raises(KeyError):
        pattern("nothing")
