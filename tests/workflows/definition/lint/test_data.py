"""Findings about data: what nobody reads, what decisions ask but nobody brings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.workflows.definition.lint.maps import codes, healthy
from tests.workflows.definition.steps import chain, node
from workflows.definition.lint import lint
from workflows.definition.model import (
    DataFlow,
    Definition,
    Flow,
    NodeKind,
    Participant,
    Variable,
    VariableType,
)


def test_data_that_nobody_reads_is_told_once() -> None:
    unread = (DataFlow(name="receipt", source="charge"), DataFlow(name="receipt", source="approve"))

    assert codes(replace(healthy(), data_flows=unread)).count("data-nobody-reads") == 1


def deciding(*shares: float | None, **more: Any) -> Definition:
    """Bank finds a score, shop asks, and a decision behind shop goes by the score."""
    steps = (
        replace(node("score"), participant="bank"),
        replace(node("ask"), participant="shop"),
        node("ok", NodeKind.DECISION),
        node("a"),
        node("b"),
    )
    flows = (
        *chain(*steps[:3]).flows,
        *(
            Flow(id=name, source="ok", target=name, condition=test, probability=share)
            for name, test, share in zip("ab", ("score > 5", "score <= 5"), shares, strict=True)
        ),
    )
    people = tuple(Participant(id=name, name=name.title()) for name in ("bank", "shop"))
    definition = replace(chain(*steps), flows=flows, participants=people)
    return replace(definition, **more)


SCORE = (Variable(name="score", type=VariableType.NUMBER, low=0, high=9, source="score"),)


def test_conditions_without_variables_and_shares_are_found() -> None:
    assert "decided-evenly" in codes(deciding(None, None))


def test_conditions_beside_shares_are_notes_for_people() -> None:
    assert "decided-evenly" not in codes(deciding(0.3, 0.7))
    assert "decided-evenly" not in codes(deciding(0.3, None))


def test_conditions_that_variables_decide_are_fine() -> None:
    assert "decided-evenly" not in codes(deciding(None, None, variables=SCORE))


def test_a_decision_by_what_nobody_told_the_decider_is_found() -> None:
    found = lint(deciding(None, None, variables=SCORE))

    (message,) = [one.message for one in found if one.code == "decides-without-data"]
    assert "asks about 'score', which nobody tells Shop" in message


def test_a_data_flow_brings_what_a_decision_asks() -> None:
    told = (DataFlow(name="score", source="score", target="ask"),)

    assert "decides-without-data" not in codes(
        deciding(None, None, variables=SCORE, data_flows=told)
    )


def test_who_found_it_out_needs_no_telling() -> None:
    found_by_shop = (replace(SCORE[0], source="ask"),)

    assert "decides-without-data" not in codes(deciding(None, None, variables=found_by_shop))


def test_what_a_case_brings_along_is_known_to_all() -> None:
    brought = (replace(SCORE[0], source=""),)

    assert "decides-without-data" not in codes(deciding(None, None, variables=brought))
