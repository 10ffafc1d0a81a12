"""What breaks an invariant is made small before it is told."""

from __future__ import annotations

from math import inf
from pathlib import Path

from tests.proof.choices import Seeded
from tests.proof.counterexamples import Counterexample, examined, smallest
from tests.proof.maps import grow_map
from workflows.formats.yaml import read


def test_fewer_and_lower_choices_that_still_fail_are_found() -> None:
    found = smallest([5, 9, 3, 7, 8, 2], lambda some: sum(some) >= 8 and 9 in some, until=inf)

    assert found == (9,)


def test_what_cannot_be_smaller_stays() -> None:
    assert smallest([0], lambda some: len(some) == 1, until=inf) == (0,)


def test_no_time_left_is_no_smaller() -> None:
    assert smallest([4, 4], lambda some: True, until=-1.0) == (4, 4)


def test_a_counterexample_names_the_command_that_replays_it(tmp_path: Path) -> None:
    found = Counterexample(4, "ends", "hybrid, case 2 ended stuck", (1, 1), (77,))

    told = found.written(tmp_path)

    assert "podium simulate" in told
    assert "--models hybrid --cases 6 --seed 77" in told
    assert "--explain 2" in told


def test_the_map_of_a_counterexample_can_be_read_back(tmp_path: Path) -> None:
    choices = Seeded(3)
    drawn = grow_map(choices)

    Counterexample(3, "ends", "centralized", tuple(choices.taken), ()).written(tmp_path)

    (file,) = tmp_path.iterdir()
    assert read(file.read_bytes()).definition == drawn


def test_a_sound_seed_brings_nothing_to_light() -> None:
    assert examined(1) == ()
