"""What a map asks of each model."""

from __future__ import annotations

from assessment.decision.costs.shape import shapes
from tests.assessment.decision.costs.cases import CUT, UNCUT, project
from tests.assessment.decision.maps import assessed, line
from workflows.definition.model import OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = (
    OrchestrationModel.CENTRALIZED,
    OrchestrationModel.CHOREOGRAPHY,
    OrchestrationModel.HYBRID,
)


def test_steps_stand_where_the_model_puts_them() -> None:
    found = shapes(project(), CUT)

    sides = {m: (shape.orchestrated, shape.event_driven) for m, shape in found.items()}
    assert sides == {CENTRALIZED: (4, 0), CHOREOGRAPHY: (0, 4), HYBRID: (2, 2)}


def test_hand_overs_by_event_are_crossings_and_what_follows_among_event_driven_steps() -> None:
    found = shapes(project(), CUT)

    counts = {m: (shape.contracts, shape.crossings) for m, shape in found.items()}
    assert counts == {CENTRALIZED: (0, 0), CHOREOGRAPHY: (3, 0), HYBRID: (2, 1)}


def test_messages_are_commands_with_answers_and_events() -> None:
    found = shapes(project(), CUT)

    assert {m: shape.messages for m, shape in found.items()} == {
        CENTRALIZED: 8,
        CHOREOGRAPHY: 5,
        HYBRID: 7,
    }


def test_a_hybrid_without_a_cut_stands_for_one_side() -> None:
    assert shapes(project(), UNCUT)[HYBRID].stands_for is CENTRALIZED
    assert shapes(project(), CUT)[HYBRID].stands_for is HYBRID


def test_steps_of_other_teams_than_the_one_with_most_are_foreign() -> None:
    # Stock owns two steps, bank and mail one each.
    assert shapes(project(), CUT)[CENTRALIZED].foreign == 2
    assert shapes(project(), CUT)[HYBRID].foreign == 1


def test_a_map_without_steps_asks_for_nothing() -> None:
    shape = shapes(assessed(line()), {})[HYBRID]

    assert (shape.steps, shape.messages, shape.writes, shape.touching_events) == (0, 0, 0, 0)
