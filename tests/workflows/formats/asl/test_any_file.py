"""Whatever stands in a file: a valid map, or the format's own error."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.formats.asl.machines import machine, task
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.definition.validation import problems
from workflows.formats.asl import read, write

_FIELDS = [
    *("Type", "Next", "End", "Default", "Choices", "Catch", "Retry", "States", "StartAt"),
    *("Branches", "ItemProcessor", "Seconds", "ErrorEquals", "MaxAttempts", "BackoffRate"),
    *("Resource", "Parameters", "Comment", "Condition", "And", "Not", "Variable", "Items"),
    *("TimeoutSeconds", "MaxConcurrency", "Error", "QueryLanguage", "NumericEquals"),
    "podium:name",
]
_TYPES = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"]
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 10**9),
    st.floats(allow_nan=False),
    st.text(max_size=3),
    st.sampled_from(["A", "B", "$.a", "{% $a %}", "${A}", "States.ALL", *_TYPES]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=4)
    ),
    max_leaves=12,
)


def _read(content: bytes) -> Definition | None:
    try:
        return read(content).definition
    except DefinitionError:
        return None


@settings(max_examples=80)
@given(_VALUES)
def test_any_json_is_read_or_refused(data: Any) -> None:
    definition = _read(json.dumps(data).encode())

    assert definition is None or not problems(definition)


@settings(max_examples=150)
@given(st.sampled_from(_TYPES), st.dictionaries(st.sampled_from(_FIELDS), _VALUES, max_size=4))
def test_any_state_is_read_and_written_or_refused(kind: str, fields: dict[str, Any]) -> None:
    state = {"Type": kind, "Resource": "x", "Next": "B", **fields}

    definition = _read(machine({"A": state, "B": task()}))

    assert definition is None or _read(write(definition).content) is not None


@settings(max_examples=80)
@given(st.binary(max_size=40), st.integers(0, 60))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int) -> None:
    content = machine({"A": task()})

    definition = _read(content[:at] + noise + content[at:])

    assert definition is None or not problems(definition)
