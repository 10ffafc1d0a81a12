"""Rows and cells of the requirement matrix."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import node, shop, stated
from workflows.definition.matrix import (
    Row,
    confirm,
    from_row,
    row,
    to_row,
    with_cell,
    with_cells,
    with_rows,
)
from workflows.definition.model import Definition, Duration, Effect, NodeKind, Requirements


def needs(definition: Definition, step_id: str) -> Requirements:
    found = definition.by_id[step_id].requirements
    assert found is not None
    return found


def test_a_stated_cell_is_no_longer_assumed() -> None:
    changed = with_cell(shop(), "charge", "timeout", "5s")

    assert needs(changed, "charge").timeout == 5.0
    assert "timeout" not in needs(changed, "charge").assumed


def test_confirming_keeps_the_value() -> None:
    changed = confirm(shop(), "charge", "timeout")

    assert needs(changed, "charge").timeout == needs(shop(), "charge").timeout
    assert "timeout" not in needs(changed, "charge").assumed


def test_a_whole_row_can_be_confirmed() -> None:
    assert not needs(confirm(shop(), "charge"), "charge").assumed


def test_participants_and_steps_may_be_given_by_name() -> None:
    changed = stated(shop(), "charge", participant="payments", effect="yes", compensation="refund")

    assert changed.by_id["charge"].participant == "payments"
    assert needs(changed, "charge").effect == Effect(compensation="refund")


def test_an_unknown_participant_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no participant 'bank'; known are payments, clerk"):
        with_cell(shop(), "charge", "participant", "bank")


def test_a_step_cannot_undo_itself() -> None:
    with pytest.raises(ValueError, match="cannot undo itself"):
        with_cell(stated(shop(), "charge", effect="yes"), "charge", "compensation", "charge")


def test_idempotency_needs_an_effect_first() -> None:
    with pytest.raises(ValueError, match="set effect to yes first"):
        with_cell(shop(), "charge", "idempotent", "yes")


def test_no_effect_leaves_nothing_to_assume_about_it() -> None:
    changed = with_cell(shop(), "charge", "effect", "no")

    assert not {"idempotent", "compensation"} & needs(changed, "charge").assumed


def test_a_new_mean_moves_a_tail_that_nobody_stated() -> None:
    changed = with_cell(shop(), "charge", "duration_mean", "2s")

    assert needs(changed, "charge").duration == Duration(mean=2.0, p95=6.0)


def test_a_mean_above_a_stated_tail_is_refused() -> None:
    with pytest.raises(ValueError, match="must not exceed the 95th percentile"):
        with_cell(stated(shop(), "charge", duration_p95="1s"), "charge", "duration_mean", "2s")


def test_failure_shares_add_up_to_at_most_one() -> None:
    with pytest.raises(ValueError, match="more than 100% together with transient"):
        with_cell(stated(shop(), "charge", transient="90%"), "charge", "permanent", "20%")


def test_a_deadline_is_for_human_steps_only() -> None:
    with pytest.raises(ValueError, match="for human steps only"):
        with_cell(shop(), "charge", "deadline", "2d")


def test_cells_stated_together_are_not_measured_against_each_other_s_old_values() -> None:
    before = stated(shop(), "charge", duration_mean="100ms", duration_p95="1s")

    changed, errors = with_cells(before, "charge", {"duration_mean": "5s", "duration_p95": "9s"})

    assert errors == {}
    assert needs(changed, "charge").duration == Duration(mean=5.0, p95=9.0)


def test_a_bad_cell_keeps_its_value_and_the_good_ones_count() -> None:
    changed, errors = with_cells(shop(), "charge", {"max_attempts": "0", "timeout": "7s"})

    assert list(errors) == ["max_attempts"]
    assert needs(changed, "charge").retry.max_attempts == 3
    assert needs(changed, "charge").timeout == 7.0


def test_a_bad_cell_that_was_confirmed_stays_confirmed() -> None:
    changed, _ = with_cells(confirm(shop(), "charge"), "charge", {"max_attempts": "0"})

    assert "max_attempts" not in needs(changed, "charge").assumed


def test_a_row_of_text_gives_the_same_step_back() -> None:
    definition = stated(
        shop(), "approve", participant="clerk", deadline="2d", escalation="head", transient="2.5%"
    )
    step = definition.by_id["approve"]

    assert from_row(shop().by_id["approve"], to_row(step)) == step


def test_stored_rows_are_laid_over_their_steps() -> None:
    stored = {"charge": Row(values={"timeout": "9s"}, assumed=frozenset()), "gone": Row()}

    changed = with_rows(shop(), stored)

    assert needs(changed, "charge").timeout == 9.0
    assert changed.by_id["approve"] == shop().by_id["approve"]


def test_a_stored_value_that_cannot_be_read_names_step_and_column() -> None:
    with pytest.raises(ValueError, match="step 'charge': timeout: needs a unit"):
        with_rows(shop(), {"charge": Row(values={"timeout": "9"})})


def test_a_row_has_a_text_for_every_column_of_the_step() -> None:
    definition = shop()

    assert row(definition, definition.by_id["charge"])["max_attempts"] == "3"
    assert "deadline" not in row(definition, definition.by_id["charge"])


def test_only_steps_have_cells() -> None:
    with pytest.raises(KeyError):
        with_cell(replace(shop(), name="x"), "start", "timeout", "1s")


def test_a_sub_process_made_for_it_can_undo_a_step() -> None:
    undo = replace(node("sorry", NodeKind.SUB_PROCESS), for_compensation=True)
    definition = replace(shop(), nodes=(*shop().nodes, undo))

    changed, errors = with_cells(definition, "charge", {"effect": "yes", "compensation": "sorry"})

    assert errors == {}
    assert changed.handler_of(changed.by_id["charge"]) == undo
