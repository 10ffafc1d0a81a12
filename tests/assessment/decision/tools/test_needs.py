"""What a project asks of a tool, read off context and map."""

from __future__ import annotations

from typing import Any

import pytest

from assessment.decision.assessment import Context
from assessment.decision.tools.needs import Needs, needs_for
from assessment.decision.tools.toolbox import Role, load_toolbox
from tests.assessment.decision.maps import assessed, line, step
from workflows.definition.model import (
    Definition,
    Effect,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    OrchestrationModel,
    Requirements,
    Side,
)

CENTRALIZED, HYBRID = OrchestrationModel.CENTRALIZED, OrchestrationModel.HYBRID


def asked(definition: Definition | None = None, **context: Any) -> Needs:
    """What the order, or another map, asks of an orchestrator."""
    assessment = assessed(definition, context=Context(**context))
    return needs_for(assessment, CENTRALIZED, Role.ORCHESTRATOR)


def test_it_counts_the_steps_of_the_map_without_compensations() -> None:
    assert asked().steps == 4


def test_the_busiest_hour_in_two_years_gives_the_rate() -> None:
    assert asked().rate == pytest.approx(2000 * 2 * 4 / 3600)


def test_an_unstated_volume_gives_no_rate() -> None:
    assert asked(line(step("pay"))).rate is None


def test_a_step_that_repeats_counts_each_time() -> None:
    many = Loop(kind=LoopKind.PARALLEL, count=500)
    definition = line(Node(id="pick", name="Pick", kind=NodeKind.TASK, loop=many))

    tool = load_toolbox().by_id["step-functions-standard"]
    assert asked(definition).events(tool) == pytest.approx(500 * 5 + 2)


def test_the_longest_wait_is_a_deadline() -> None:
    longest = asked(line(step("approve", deadline=172_800.0))).longest

    assert longest is not None
    assert (longest.seconds, longest.name) == (172_800.0, "Approve")


def test_an_effect_that_is_not_idempotent_is_fragile() -> None:
    assert asked(line(step("charge", effect=True), step("tell"))).fragile == 1


def test_an_idempotent_effect_is_not_fragile() -> None:
    safe = Requirements(effect=Effect(idempotent=True))
    definition = line(Node(id="pay", name="Pay", kind=NodeKind.TASK, requirements=safe))

    assert asked(definition).fragile == 0


def test_nobody_saying_which_duties_apply_is_not_the_same_as_none() -> None:
    assert asked().duties is None
    assert asked(regulation=("none",)).duties == ()


def test_under_hybrid_each_role_sees_its_own_steps() -> None:
    boundary = {"reserve": Side.ORCHESTRATED, "charge": Side.ORCHESTRATED}
    rest = {"ship": Side.EVENT_DRIVEN, "notify": Side.EVENT_DRIVEN}

    orchestrator = needs_for(assessed(), HYBRID, Role.ORCHESTRATOR, {**boundary, **rest})
    assert orchestrator.steps == 2


def test_a_boundary_that_leaves_a_role_nothing_says_nothing_about_it() -> None:
    boundary = dict.fromkeys(("reserve", "charge", "ship", "notify"), Side.EVENT_DRIVEN)

    assert needs_for(assessed(), HYBRID, Role.ORCHESTRATOR, boundary).steps == 4
