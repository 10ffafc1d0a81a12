"""Where the range of an input comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assessment.decision.assessment import Assessment, Context, EventExperience, Team
from assessment.decision.costs.inputs import KnownInput, Origin
from tests.assessment.decision.costs.cases import (
    UNCUT,
    counted,
    estimated,
    guide_team,
    project,
)
from tests.assessment.decision.maps import assessed, line, step


def inputs(assessment: Assessment, **more: Any) -> Mapping[str, KnownInput]:
    return {one.input.id: one for one in estimated(assessment, **more).inputs}


def test_what_the_team_stated_counts() -> None:
    one = inputs(project(engineer_hour=(70, 95, 120)))["engineer-hour"]

    assert (one.range.values, one.origin) == ((70, 95, 120), Origin.STATED)
    assert one.default.values != one.range.values


def test_what_nobody_stated_is_assumed() -> None:
    one = inputs(project())["hours-a-day"]

    assert one.is_assumed
    assert one.range == one.input.default


def test_the_volume_is_a_fact_and_assumed_where_nobody_stated_it() -> None:
    assert inputs(project())["cases-now"].range.likely == 1000
    assert inputs(project())["cases-now"].origin is Origin.FACT
    assert inputs(assessed(line(step("a"))))["cases-now"].is_assumed


def test_people_follow_from_the_teams() -> None:
    context = Context(teams=(Team(name="A", people=6), Team(name="B", people=4), Team(name="C")))

    one = inputs(project(context=context))["people-trained"]

    assert one.range.values == (5.0, 8.0, 10.0)
    assert "2 teams with 10 people" in one.because


def test_the_experiment_counts_messages() -> None:
    one = inputs(project(), experiment=counted(0, messages=700))["messages-centralized"]

    assert (one.range.likely, one.origin) == (7, Origin.MEASURED)


def test_without_an_experiment_messages_are_estimated_from_the_map() -> None:
    one = inputs(project())["messages-centralized"]

    assert one.range.likely == 8
    assert one.is_assumed


def test_a_share_that_was_counted_has_its_interval() -> None:
    one = inputs(project(), experiment=counted(10))["stuck-share-choreography"]

    assert one.range.likely == pytest.approx(0.1)
    assert one.range.low == pytest.approx(0.1 - 1.96 * 0.03)


def test_a_count_of_none_stays_none() -> None:
    one = inputs(project(), experiment=counted(10))["stuck-share-centralized"]

    assert one.range.values == (0, 0, 0)


def test_an_experiments_trouble_is_not_every_days() -> None:
    assert inputs(project())["everyday-share"].range.values == (1, 1, 1)
    assert inputs(project(), experiment=counted(0))["everyday-share"].range.likely == 0.1


def test_the_guides_team_falls_from_thirty_per_cent_to_ten() -> None:
    found = inputs(project(context=guide_team()))

    assert found["debugging-share-choreography"].range.likely == pytest.approx(0.3)
    assert found["debugging-share-hybrid"].range.likely == pytest.approx(0.1)


def test_a_share_lost_today_moves_the_others_threefold_at_most() -> None:
    context = Context(current_model="choreography", debugging_share=0.9)

    one = inputs(project(context=context))["debugging-share-hybrid"]

    assert one.range.likely == pytest.approx(3 * one.input.default.likely)


def test_experience_with_events_shortens_training() -> None:
    def days(experience: EventExperience) -> float:
        context = Context(event_experience=experience)
        return inputs(project(context=context))["event-training"].range.likely

    found = [days(experience) for experience in EventExperience]
    assert found == sorted(found, reverse=True)


def test_audit_keeps_data_for_years() -> None:
    one = inputs(project(context=Context(regulation=("audit",))))["retention-days"]

    assert one.range.likely == 1825


def test_a_hybrid_without_a_cut_takes_the_values_of_its_side() -> None:
    found = inputs(project(), boundary=UNCUT)

    for base in ("debugging-share", "stuck-share", "messages"):
        hybrid, same = found[f"{base}-hybrid"], found[f"{base}-centralized"]
        assert (hybrid.range, hybrid.stream) == (same.range, same.stream)


def test_there_is_nothing_to_exchange_in_dollars() -> None:
    assert "exchange-rate" not in inputs(project("USD"))
    assert "exchange-rate" in inputs(project("CHF"))


def test_defaults_of_money_are_converted_and_prices_of_vendors_are_not() -> None:
    francs, dollars = inputs(project("CHF")), inputs(project("USD"))

    ratio = francs["exchange-rate"].range.likely
    hour = dollars["engineer-hour"].range.likely
    assert francs["engineer-hour"].range.likely == pytest.approx(hour * ratio)
    assert francs["message-price"].range == dollars["message-price"].range
    assert (francs["engineer-hour"].unit, francs["message-price"].unit) == (
        "CHF an hour",
        "USD a million",
    )


def test_an_unknown_currency_counts_as_none_chosen() -> None:
    assert estimated(project("XYZ")).currency == "EUR"
