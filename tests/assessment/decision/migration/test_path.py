"""The migration path as a whole: what must hold for every map and every pair of models."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.migration.migration_json import migration_json
from assessment.decision.migration.parts import Conduct, MigrationPath, PathState, WaveKind
from tests.assessment.decision.maps import line, order, step
from tests.assessment.decision.migration.paths import chains, path_of, ways_of
from workflows.definition.model import Definition, OrchestrationModel

MODELS = [model.value for model in OrchestrationModel]
CURRENT = ["none", "manual", *MODELS]
PAIRS = [(current, target) for current in CURRENT for target in MODELS]

pairs = st.sampled_from(PAIRS)


def test_nobody_has_said_how_it_runs_today() -> None:
    path = path_of("", "hybrid")

    assert path.state is PathState.NOT_STATED
    assert path.sentence.startswith("Say how the process runs today")
    assert not path.waves


@pytest.mark.parametrize("model", MODELS)
def test_the_same_model_leaves_nothing_to_migrate(model: str) -> None:
    path = path_of(model, model)

    assert path.state is PathState.NOTHING
    assert path.sentence == f"Nothing to migrate: the process runs as {model} already."


@pytest.mark.parametrize(("current", "target"), [p for p in PAIRS if p[0] != p[1]])
def test_every_other_pair_has_a_way_that_begins_with_preparing_and_ends_with_retiring(
    current: str, target: str
) -> None:
    kinds = [wave.kind for wave in path_of(current, target).waves]

    assert kinds[0] is WaveKind.PREPARE
    assert kinds[-1] is WaveKind.RETIRE
    assert set(kinds[1:-1]) == {WaveKind.MOVE}


@pytest.mark.parametrize(("current", "target"), [p for p in PAIRS if p[0] != p[1]])
def test_every_pair_has_a_caution_of_its_own(current: str, target: str) -> None:
    assert path_of(current, target).caution


def test_from_centralized_to_hybrid_only_the_rim_moves() -> None:
    path = path_of("centralized", "hybrid")

    moved = {move.step for wave in path.waves for move in wave.moves}
    assert moved == {"ship", "notify"}


def test_from_choreography_to_hybrid_only_the_core_moves() -> None:
    path = path_of("choreography", "hybrid")

    moved = {move.step for wave in path.waves for move in wave.moves}
    assert moved == {"reserve", "charge", "release", "refund"}


def test_a_map_without_steps_has_nothing_to_migrate() -> None:
    assert path_of("manual", "centralized", line()).state is PathState.NOTHING


def test_a_working_hybrid_on_the_way_is_a_place_to_stop() -> None:
    path = path_of("centralized", "choreography")

    stops = [wave for wave in path.waves if wave.working_hybrid]
    assert [set(wave.conduct.values()) for wave in stops] == [
        {Conduct.ORCHESTRATED, Conduct.EVENT_DRIVEN}
    ]


def test_without_sla_and_waits_the_path_says_what_it_does_not_know() -> None:
    assert any("How long a case takes" in text for text in path_of("none", "hybrid").assumptions)


@settings(max_examples=60, deadline=None)
@given(chains(), pairs)
def test_each_step_that_changes_moves_exactly_once(
    definition: Definition, pair: tuple[str, str]
) -> None:
    path = path_of(*pair, definition)

    moved = [move.step for wave in path.waves for move in wave.moves]
    first, last = _ends(path)
    assert sorted(moved) == sorted(step for step in first if first[step] is not last[step])


@settings(max_examples=60, deadline=None)
@given(chains(), pairs)
def test_no_group_moves_before_a_less_critical_one(
    definition: Definition, pair: tuple[str, str]
) -> None:
    waves = path_of(*pair, definition).moving_waves

    worst = [max(move.criticality for move in wave.moves) for wave in waves]
    assert worst == sorted(worst)


@settings(max_examples=60, deadline=None)
@given(chains(), pairs)
def test_every_state_on_the_way_keeps_a_compensation_with_its_step(
    definition: Definition, pair: tuple[str, str]
) -> None:
    undone = ways_of(definition).undone_by

    for wave in path_of(*pair, definition).waves:
        assert all(wave.conduct[step] is wave.conduct[undo] for step, undo in undone.items())


@settings(max_examples=60, deadline=None)
@given(chains(), pairs)
def test_every_state_on_the_way_knows_every_step(
    definition: Definition, pair: tuple[str, str]
) -> None:
    known = {step.id for step in definition.steps}

    assert all(set(wave.conduct) == known for wave in path_of(*pair, definition).waves)


@settings(max_examples=60, deadline=None)
@given(chains(), pairs)
def test_a_wave_changes_nothing_but_what_it_moves(
    definition: Definition, pair: tuple[str, str]
) -> None:
    for before, after in pairwise(path_of(*pair, definition).waves):
        changed = {s for s in after.conduct if after.conduct[s] is not before.conduct[s]}
        assert changed == {move.step for move in after.moves}


@settings(max_examples=60, deadline=None)
@given(chains(), pairs)
def test_the_last_wave_is_the_recommended_model(
    definition: Definition, pair: tuple[str, str]
) -> None:
    path = path_of(*pair, definition)

    conducts = set(path.waves[-1].conduct.values()) if path.waves else set()
    assert (
        conducts
        <= {
            "centralized": {Conduct.ORCHESTRATED},
            "choreography": {Conduct.EVENT_DRIVEN},
            "hybrid": {Conduct.ORCHESTRATED, Conduct.EVENT_DRIVEN},
        }[pair[1]]
    )


@settings(max_examples=20, deadline=None)
@given(chains(), pairs)
def test_the_same_input_gives_the_same_path(definition: Definition, pair: tuple[str, str]) -> None:
    assert path_of(*pair, definition) == path_of(*pair, definition)


def test_a_thousand_steps_fall_into_a_handful_of_waves() -> None:
    steps = [step(f"s{number}", effect=number % 3 == 0) for number in range(1000)]

    path = path_of("manual", "choreography", line(*steps))

    assert sum(len(wave.moves) for wave in path.waves) == 1000
    assert 2 <= len(path.moving_waves) <= 5


def test_the_json_holds_every_wave_in_order() -> None:
    data = migration_json(path_of("centralized", "hybrid"))

    assert [wave["number"] for wave in data["waves"]] == list(range(len(data["waves"])))
    assert data["from"] == "centralized"
    assert data["to"] == "hybrid"


def test_the_json_of_no_path_is_empty_but_for_its_sentence() -> None:
    data = migration_json(path_of("", "hybrid", order()))

    assert data["waves"] == []
    assert data["in_flight"] is None
    assert data["sentence"]


def _ends(path: MigrationPath) -> tuple[dict[str, Conduct], dict[str, Conduct]]:
    if not path.waves:
        return {}, {}
    return dict(path.waves[0].conduct), dict(path.waves[-1].conduct)
