"""Reading recorded traces."""

from __future__ import annotations

import json

import pytest

from tests.conformance.traces import Mark, trace_of

LINES = [
    "createScope:GATE:B",
    "enter:GATE:B",
    "exit:GATE:C",
    "createScope:LEFT:B",
    "createScope:RIGHT:B",
    "destroyScope:GATE:C",
    "signal:CATCH:D",
]


def test_marks_are_what_comes_goes_and_happens() -> None:
    trace = trace_of(json.dumps(LINES), str.lower)

    assert trace.marks == (Mark("enter", "gate"), Mark("exit", "gate"), Mark("signal", "catch"))


def test_where_a_token_went_on_is_told_by_what_was_created_next() -> None:
    trace = trace_of(json.dumps(LINES), str.lower)

    assert trace.chosen == {"gate": (frozenset({"left", "right"}),)}


@pytest.mark.parametrize("content", ["{}", "[1]", '["enter"]'])
def test_anything_else_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="no list of lines"):
        trace_of(content, str)
