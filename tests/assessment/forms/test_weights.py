"""The forms of the three methods."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.weights.pairwise import SCALE
from assessment.file.weights import written_ratio
from assessment.forms.weights import PairwiseForm, PointsForm, RankingForm

TITLES = {"consistency": "Consistency", "autonomy": "Autonomy", "scale": "Scale"}
IDS = tuple(TITLES)


def points(query: str) -> PointsForm:
    return PointsForm(QueryDict(f"version=0&{query}"), titles=TITLES)


def ranking(query: str) -> RankingForm:
    return RankingForm(QueryDict(f"version=0&{query}"), titles=TITLES)


def paired(**judged: str) -> PairwiseForm:
    data = {name.replace("__", "--"): value for name, value in judged.items()}
    return PairwiseForm({"version": "0", **data}, titles=TITLES)


def test_points_of_a_hundred_are_taken() -> None:
    form = points("consistency=60&autonomy=0&scale=40")

    assert form.is_valid()
    assert form.to_points() == {"consistency": 60, "autonomy": 0, "scale": 40}


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("consistency=60&autonomy=0&scale=45", "add up to 105, not 100: take 5 away."),
        ("consistency=60&autonomy=0&scale=32.5", "add up to 92.5, not 100: give out 7.5 more."),
        ("consistency=0&autonomy=0&scale=0", "add up to 0, not 100: give out 100 more."),
    ],
)
def test_another_sum_says_what_to_change(typed: str, mend: str) -> None:
    assert mend in points(typed).non_field_errors()[0]


@pytest.mark.parametrize("wrong", ["NaN", "inf", "-inf", "-5", "101", "", "ten", "33,3"])
def test_what_is_no_share_of_a_hundred_is_refused_beside_its_field(wrong: str) -> None:
    form = points(f"consistency=60&autonomy=40&scale={wrong}")

    assert list(form.errors) == ["scale"]
    assert form.total == form.total


def test_a_page_that_lost_its_version_says_so() -> None:
    form = PointsForm(QueryDict("consistency=60&autonomy=0&scale=40"), titles=TITLES)

    assert "out of date" in form.non_field_errors()[0]


def test_the_equal_button_needs_no_numbers() -> None:
    form = points("consistency=&autonomy=&scale=&equal=on")

    assert form.is_valid()
    assert set(form.to_points().values()) == {100 / 3}


def test_an_order_with_a_tie_becomes_groups() -> None:
    form = ranking("order=scale&order=consistency&order=autonomy&tied=autonomy")

    assert form.is_valid()
    assert form.to_weighting().ranking == (("scale",), ("consistency", "autonomy"))


def test_the_first_of_an_order_is_tied_with_nothing() -> None:
    form = ranking("order=scale&order=consistency&order=autonomy&tied=scale")

    assert form.is_valid()
    assert form.to_weighting().ranking == (("scale",), ("consistency",), ("autonomy",))


@pytest.mark.parametrize(
    ("move", "after"),
    [
        ("up:autonomy", ["autonomy", "consistency", "scale"]),
        ("down:autonomy", ["consistency", "scale", "autonomy"]),
        ("up:consistency", ["consistency", "autonomy", "scale"]),
        ("down:scale", ["consistency", "autonomy", "scale"]),
        ("sideways", ["consistency", "autonomy", "scale"]),
    ],
)
def test_an_arrow_moves_a_question_by_one(move: str, after: list[str]) -> None:
    form = ranking(f"order=consistency&order=autonomy&order=scale&move={move}")

    assert form.was_moved
    assert [row.question for row in form.rows] == after


def test_what_is_moved_loses_its_tie_and_others_keep_theirs() -> None:
    form = ranking(
        "order=consistency&order=autonomy&order=scale&tied=autonomy&tied=scale&move=down:autonomy"
    )

    assert [row.question for row in form.rows if row.is_tied] == ["scale"]


@pytest.mark.parametrize("order", ["", "order=scale", "order=scale&order=scale&order=autonomy"])
def test_an_incomplete_order_is_refused_and_shown_complete(order: str) -> None:
    form = ranking(order)

    assert "order" in form.errors
    assert {row.question for row in form.rows} == set(IDS)


def test_judgements_are_read_as_ratios() -> None:
    form = paired(consistency__autonomy="3", consistency__scale="1/5", autonomy__scale="")

    assert form.is_valid()
    assert form.to_weighting().pairwise == {
        ("consistency", "autonomy"): 3,
        ("consistency", "scale"): 1 / 5,
    }


def test_a_question_that_nothing_is_compared_with_is_named_beside_its_pair() -> None:
    form = paired(consistency__autonomy="3", consistency__scale="", autonomy__scale="")

    assert "Nothing compares Scale" in form.errors["consistency--scale"][0]


def test_a_step_beyond_the_scale_is_refused() -> None:
    assert "consistency--autonomy" in paired(consistency__autonomy="12").errors


@pytest.mark.parametrize("wrong", ["much", "nan", "0", "-3", "12"])
def test_a_draft_offers_no_step_beyond_the_scale(wrong: str) -> None:
    judged = {"version": "0", "consistency--autonomy": wrong}

    form = PairwiseForm(judged, initial=judged, titles=TITLES)

    assert "consistency--autonomy" in form.errors


@pytest.mark.parametrize("value", [*SCALE, 2.5])
def test_a_stored_judgement_is_offered_whichever_way_round_it_was_stated(value: float) -> None:
    stored = Weighting(
        method=WeightingMethod.PAIRWISE,
        pairwise={("autonomy", "consistency"): value, ("consistency", "scale"): 1},
    )
    form = PairwiseForm(initial=PairwiseForm.initial_of(stored, {}, IDS), titles=TITLES)

    shown = str(written_ratio(1 / value))

    assert f'<option value="{shown}" selected>' in str(form["consistency--autonomy"])


def test_a_draft_keeps_what_is_wrong() -> None:
    assert points("consistency=60&autonomy=x&scale=").draft()["autonomy"] == "x"
