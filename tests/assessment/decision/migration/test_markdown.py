"""The path as Markdown."""

from __future__ import annotations

from assessment.decision.migration.markdown import migration_markdown
from tests.assessment.decision.maps import line, step
from tests.assessment.decision.migration.paths import path_of


def test_every_wave_has_its_heading() -> None:
    path = path_of("centralized", "hybrid")

    text = migration_markdown(path, "Order")

    assert all(f"## Wave {wave.number}: " in text for wave in path.moving_waves)


def test_the_sentence_comes_first() -> None:
    path = path_of("centralized", "hybrid")

    assert migration_markdown(path, "Order").splitlines()[:3] == [
        "# Migration of Order",
        "",
        path.sentence,
    ]


def test_names_of_people_are_never_read_as_markdown() -> None:
    text = migration_markdown(path_of("manual", "centralized", line(step("[a](b)"))), "<b>*x*")

    assert r"\<b\>\*x\*" in text
    assert "[A](B)" not in text


def test_without_a_path_the_advice_still_stands() -> None:
    text = migration_markdown(path_of("", "hybrid"), "Order")

    assert "Say how the process runs today" in text
    assert "## Organisation" in text
