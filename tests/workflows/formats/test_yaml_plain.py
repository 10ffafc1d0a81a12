"""Plain data as YAML: any text comes back, and looks as people write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from workflows.formats.yaml_plain import Plain, plain_yaml

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
_SCALARS = st.one_of(_TEXT, st.integers(-999, 999), st.booleans(), st.none())
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXT, inner, max_size=3)),
    max_leaves=12,
)


@given(_DATA)
@settings(max_examples=300, deadline=None)
def test_any_data_comes_back(data: Plain) -> None:
    content = plain_yaml({"data": data})

    assert YAML(typ="safe", pure=True).load(content) == {"data": data}


@pytest.mark.parametrize("text", ["no", "null", "1.0.0", "12:30", "a: b", "- x", "# y", "", "a\nb"])
def test_a_text_that_yaml_would_take_for_something_else_stays_a_text(text: str) -> None:
    assert YAML(typ="safe", pure=True).load(plain_yaml([{text: text}])) == [{text: text}]


def test_plain_words_stand_without_quotes_and_lines_as_a_block() -> None:
    found = plain_yaml({"name": "Charge card", "text": "One.\n\nTwo.", "list": [{"a": 1, "b": []}]})

    assert found == b"name: Charge card\ntext: |-\n  One.\n\n  Two.\nlist:\n  - a: 1\n    b: []\n"
