"""The costs section of an assessment file."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import StatedCosts
from tests.assessment.file.test_read import refused, with_map


def read(text: str) -> StatedCosts:
    return with_map(text).assessment.costs


def test_three_numbers_are_lowest_likeliest_and_highest() -> None:
    found = read("costs: {currency: CHF, inputs: {engineer-hour: [70, 95, 120]}}")

    assert found == StatedCosts(currency="CHF", inputs={"engineer-hour": (70, 95, 120)})


def test_one_number_stands_for_all_three() -> None:
    assert read("costs: {inputs: {engineers: 4}}").inputs == {"engineers": (4, 4, 4)}


def test_a_file_without_the_section_states_nothing() -> None:
    assert read("") == StatedCosts()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("costs: {currency: DM}", "12: costs: currency does not know 'DM'"),
        ("costs:\n  inputs:\n    engineer-our: 3", "14: costs inputs: engineer-our is not a known"),
        ("costs:\n  inputs:\n    engineers: [3, 2, 4]", "14: costs inputs: engineers must rise"),
        (
            "costs:\n  inputs:\n    engineers: [1, 2]",
            "14: costs inputs: engineers must hold lowest",
        ),
        ("costs:\n  inputs:\n    engineers: -1", "14: costs inputs: engineers must be between 0"),
        ("costs:\n  inputs:\n    engineers: .nan", "14: costs inputs: engineers must be a number"),
        ("costs:\n  inputs:\n    engineers: [1, x, 3]", "engineers must be a number, got 'x'"),
        ("costs:\n  inputs:\n    engineers: [1, [2], 3]", "engineers must be a number, or three"),
        ("costs:\n  inputs:\n    engineers:", "14: costs inputs: engineers must be a number, or"),
        ("costs:\n  inputs:\n    kept-share: 1.5", "kept-share must be between 0 and 1"),
        ("costs:\n  inputs: 3", "13: costs: inputs must be a mapping"),
        ("costs: {price: 3}", "12: costs: price is not a known key"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, message: str) -> None:
    assert message in refused(text)
