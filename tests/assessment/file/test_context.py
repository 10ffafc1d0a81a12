"""The context block of an assessment file."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Context, Team
from assessment.file.context import context_mapping
from assessment.file.read import read_assessment
from tests.assessment.decision.maps import order
from workflows.definition.findings import DefinitionError

HEAD = """\
podium: 1
map:
  id: order
  participants: [{id: stock, name: Stock}, {id: bank, name: Bank}]
  nodes: [{id: pay, participant: bank}]
  flows: []
context:
"""


def context(text: str) -> Context:
    return read_assessment((HEAD + text).encode(), source="a.yaml").assessment.context


def problem(text: str) -> str:
    with pytest.raises(DefinitionError) as caught:
        context(text)
    return str(caught.value.problems[0])


def test_who_changes_often_is_named_by_participant() -> None:
    assert context("  changing: [bank, bank]").changing == ("bank",)


def test_a_participant_that_the_map_lacks_is_refused_with_the_nearest() -> None:
    assert (
        problem("  changing: [bnk]")
        == "context: changing does not know 'bnk'; did you mean 'bank'?"
    )


@pytest.mark.parametrize("text", ["30%", "0.3"])
def test_a_share_of_time_is_written_in_per_cent_or_as_a_fraction(text: str) -> None:
    assert context(f"  debugging_share: {text}").debugging_share == pytest.approx(0.3)


@pytest.mark.parametrize("text", ["130%", "-1", ".nan", "much"])
def test_a_share_that_is_none_is_refused(text: str) -> None:
    assert "debugging_share" in problem(f"  debugging_share: {text}")


def test_what_tools_must_meet_is_read() -> None:
    stated = context("  hosting: managed\n  skills: [kafka]\n  constraints: [open-source]")

    assert (stated.hosting, stated.skills, stated.constraints) == (
        "managed",
        ("kafka",),
        ("open-source",),
    )


def test_an_unknown_model_of_today_is_refused() -> None:
    assert "current_model does not know 'chaos'" in problem("  current_model: chaos")


def test_what_is_not_stated_is_not_written() -> None:
    assert context_mapping(Context(), order()) == {}


def test_that_nothing_is_in_place_is_written() -> None:
    assert context_mapping(Context(observability=()), order()) == {"observability": []}


def test_participants_that_the_map_lost_are_not_written() -> None:
    stated = Context(changing=("gone", "bank"), teams=(Team(name="Pay", owns=("gone",)),))

    assert context_mapping(stated, order()) == {"changing": ["bank"], "teams": [{"name": "Pay"}]}
