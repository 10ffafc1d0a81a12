"""The printed requirement matrix."""

from __future__ import annotations

from reports.chapters.matrix import matrix_chapter
from reports.chapters.table import Cell
from tests.reports.builders import content
from workflows.definition.columns import COLUMNS


def cells(step: str) -> dict[str, Cell]:
    """The printed cells of a step by column label."""
    found: dict[str, Cell] = {}
    for part in matrix_chapter(content()).tables:
        row = next(row for row in part.rows if row[0].text == step)
        found |= dict(zip((column.label for column in part.columns), row, strict=True))
    return found


def test_every_column_is_printed_once() -> None:
    labels = [c.label for part in matrix_chapter(content()).tables for c in part.columns]

    assert sorted(label for label in labels if label != "Step") == sorted(c.label for c in COLUMNS)


def test_participants_and_undo_steps_stand_with_their_names() -> None:
    charge = cells("Charge card")

    assert charge["Participant"].text == "Bank"
    assert charge["Undone by"].text == "Refund card"


def test_what_nobody_stated_is_marked_as_assumed() -> None:
    assert cells("Reserve stock")["Timeout"].assumed
    assert not cells("Charge card")["Timeout"].assumed


def test_the_lead_counts_what_is_assumed() -> None:
    assert "the other 1 are assumed" in matrix_chapter(content()).lead


def test_human_columns_stay_empty_for_machines() -> None:
    assert cells("Charge card")["Deadline"].text == "—"
