"""The columns of the requirement matrix."""

from __future__ import annotations

import pytest

from tests.workflows.definition.steps import node
from workflows.definition.columns import COLUMNS, COLUMNS_BY_ID, applicable, default_requirements
from workflows.definition.model import NodeKind


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_every_default_reads_back_from_its_text(column) -> None:  # type: ignore[no-untyped-def]
    step = node("approve", NodeKind.USER_TASK)

    assert column.parse(column.text(step)) == column.get(step)


def test_everything_is_assumed_until_somebody_states_it() -> None:
    assert default_requirements(NodeKind.USER_TASK).assumed == set(COLUMNS_BY_ID)


def test_deadline_and_escalation_are_for_people() -> None:
    missing = set(COLUMNS_BY_ID) - {column.id for column in applicable(node("pay"))}

    assert missing == {"deadline", "escalation"}


def test_people_get_slow_defaults_without_retry_or_timeout() -> None:
    needs = default_requirements(NodeKind.USER_TASK)

    assert (needs.retry.max_attempts, needs.timeout, needs.duration.mean) == (1, None, 600.0)


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("max_attempts", "0", "must be at least 1, got 0"),
        ("max_attempts", "some", "must be a whole number"),
        ("backoff", "0.5", "must be between 1 and 100"),
        ("consistency", "later", "must be one of immediate, eventual"),
        ("effect", "maybe", "must be yes or no"),
        ("timeout", "0s", "must be longer than 0"),
        ("escalation", "a\x00b", "control character"),
    ],
)
def test_a_bad_value_names_the_mend(column: str, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        COLUMNS_BY_ID[column].parse(text)
