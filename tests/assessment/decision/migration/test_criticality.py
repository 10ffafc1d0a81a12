"""How critical a step is."""

from __future__ import annotations

from typing import Any

import pytest

from assessment.decision.migration.criticality import step_figures
from assessment.decision.migration.knowledge import load_migration
from assessment.decision.migration.parts import StepFigure
from tests.assessment.decision.maps import line, order, step
from tests.assessment.decision.migration.paths import TEAMS, ways_of
from workflows.definition.model import DataFlow, Definition, NodeKind, Participant, ParticipantKind


def test_the_points_of_all_factors_sum_to_a_hundred_with_one_kind_of_effect() -> None:
    factors = load_migration().factors

    assert sum(f.points for f in factors.values() if f.id != "effect") == 100


def test_the_core_of_the_order_is_more_critical_than_its_rim() -> None:
    figures = _figures(order())

    rim = max(figures["ship"].criticality, figures["notify"].criticality)
    assert min(figures["reserve"].criticality, figures["charge"].criticality) > rim


def test_a_compensation_is_as_critical_as_what_it_undoes() -> None:
    figures = _figures(order())

    assert figures["refund"].criticality == figures["charge"].criticality


def test_a_figure_is_the_sum_of_its_reasons() -> None:
    for figure in _figures(order(), teams=TEAMS, regulation=("audit",)).values():
        assert figure.criticality == pytest.approx(sum(why.points for why in figure.reasons))


def test_the_weightiest_reason_comes_first() -> None:
    points = [why.points for why in _figures(order())["charge"].reasons]

    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"immediate": True}, "only when its result is certain"),
        ({"undo": "back"}, "must be undone by “Back”"),
        ({"effect": True}, "an effect that nothing undoes"),
        ({"kind": NodeKind.USER_TASK}, "waits for a person"),
    ],
)
def test_what_a_step_needs_raises_its_figure(made: dict[str, Any], words: str) -> None:
    back = step("back", kind=NodeKind.COMPENSATION)

    plain = _figures(line(step("go"), back))["go"]
    needy = _figures(line(step("go", **made), back))["go"]

    assert needy.criticality > plain.criticality
    assert any(words in why.text for why in needy.reasons)


def test_a_partner_raises_the_figure() -> None:
    partner = Participant(id="shop", name="Shop", kind=ParticipantKind.EXTERNAL)

    figure = _figures(line(step("go"), participants=(partner,)))["go"]

    assert any("a partner performs it" in why.text for why in figure.reasons)


def test_duties_count_where_a_step_reads_personal_data() -> None:
    flows = (DataFlow(name="Address", source="a", target="b", classification="Personal"),)
    steps = (step("a"), step("b"), step("c"))

    figures = _figures(line(*steps, data_flows=flows), regulation=("audit",))

    watched = {s for s, f in figures.items() if any("duties look" in w.text for w in f.reasons)}
    assert watched == {"a", "b"}


def test_no_duty_counts_where_none_is_stated() -> None:
    reasons = _figures(order(), regulation=("none",))["charge"].reasons

    assert not any("duties" in why.text for why in reasons)


def test_more_teams_round_a_step_raise_its_figure() -> None:
    alone = _figures(order())["charge"].criticality

    assert _figures(order(), teams=TEAMS)["charge"].criticality >= alone


def test_every_reason_names_its_source() -> None:
    for figure in _figures(order(), teams=TEAMS).values():
        assert all(why.source for why in figure.reasons)


def test_a_map_without_steps_has_no_figures() -> None:
    assert _figures(line()) == {}


def _figures(definition: Definition, **context: object) -> dict[str, StepFigure]:
    ways = ways_of(definition, **context)
    return {figure.step: figure for figure in step_figures(ways, load_migration())}
