"""The migration in the report."""

from __future__ import annotations

from assessment.decision.assessment import Context
from reports.chapters.migration import MigrationChapter, migration_chapter
from tests.reports.builders import assessment, content


def test_an_unknown_beginning_is_asked_for() -> None:
    chapter = _chapter("")

    assert chapter.sentence.startswith("Say how the process runs today")
    assert chapter.order is None
    assert chapter.waves == ()


def test_every_wave_has_its_table() -> None:
    captions = [wave.caption for wave in _chapter("manual").waves]

    assert captions[0] == "Prepare"
    assert captions[1].startswith("Wave 1: Move ")
    assert captions[-1] == "Retire the old way"


def test_every_wave_has_its_way_back() -> None:
    for wave in _chapter("centralized").waves:
        assert "Way back" in [row[0].text for row in wave.rows]


def test_steps_stand_in_the_order_in_which_they_move() -> None:
    order = _chapter("manual").order

    assert order is not None
    waves = [int(row[2].text) for row in order.rows]
    assert waves == sorted(waves)


def test_advice_on_the_organisation_stands_even_without_a_path() -> None:
    assert _chapter("").organisation is not None


def test_its_sources_are_named() -> None:
    assert "Conway 1968" in _chapter("manual").cited


def _chapter(current: str) -> MigrationChapter:
    given = assessment(context=Context(current_model=current))
    return migration_chapter(content(assessment=given))
