"""The map's chapter."""

from __future__ import annotations

from dataclasses import replace

from reports.chapters.map import map_chapter
from tests.reports.builders import assessment, content, definition


def test_the_lead_counts_steps_participants_and_cases() -> None:
    assert map_chapter(content()).lead.replace("\u00a0", " ") == (
        "3 steps, 1 undo step, 2 participants, 100 cases an hour now, 100 expected, "
        "each within 7 s."
    )


def test_the_drawing_has_a_description_that_names_every_step() -> None:
    described = map_chapter(content()).description

    assert "Charge card (orchestrated)" in described
    assert "Refund card" in described


def test_data_stands_with_the_names_of_its_steps() -> None:
    data = map_chapter(content()).data

    assert data is not None
    assert [cell.text for cell in data.rows[0]] == ["order", "Reserve stock", "Charge card", "—"]


def test_a_map_without_data_has_no_table_of_it() -> None:
    bare = assessment(definition=replace(definition(), data_flows=()))

    assert map_chapter(content(assessment=bare)).data is None


def test_a_capacity_that_nobody_knows_says_so() -> None:
    shop, bank = map_chapter(content()).participants.rows

    assert (shop[-1].text, bank[-1].text) == ("not stated", "4,000")
