"""Writing an assessment: what is written is read back equal, and what means nothing is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import (
    Answer,
    Assessment,
    BoundaryOverride,
    Context,
    EventExperience,
    Perspective,
    SeenFacts,
    StatedCosts,
    SymptomRating,
    Team,
)
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.plan import LAST_START
from assessment.file.read import read_assessment
from assessment.file.write import write_assessment
from tests.assessment.decision.maps import assessed, order
from workflows.definition.model import OrchestrationModel, Side
from workflows.engine.drivers.faults import CrashPoint
from workflows.sandbox.scenario import Fault, FaultKind, NewVersion, Scenario

KNOWLEDGE = load_knowledge()
QUESTIONS = KNOWLEDGE.question_ids

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
contexts = st.builds(
    Context,
    summary=words,
    industry=st.sampled_from(["", "retail"]),
    regulation=st.sampled_from([(), ("none",), ("audit", "payment")]),
    event_experience=st.sampled_from([None, *EventExperience]),
    observability=st.sampled_from([None, (), ("logs", "tracing")]),
    teams=st.lists(
        st.builds(
            Team,
            name=words.filter(bool),
            people=st.one_of(st.none(), st.integers(0, 500)),
            owns=st.sampled_from([(), ("stock",), ("stock", "bank")]),
        ),
        max_size=2,
    ).map(tuple),
    operations_budget=st.sampled_from(["", "small"]),
    current_model=st.sampled_from(["", "choreography"]),
    delivery=st.sampled_from(["", "weeks"]),
    changing=st.sampled_from([(), ("bank",), ("stock", "bank")]),
    debugging_share=st.none() | st.floats(0, 1),
    hosting=st.sampled_from(["", "self-run"]),
    languages=st.sampled_from([(), ("java", "go")]),
    skills=st.sampled_from([(), ("kafka",)]),
    constraints=st.sampled_from([(), ("open-source",)]),
)
ranges = st.sampled_from([(None, None), (1, 5)])
seen = st.none() | st.builds(
    SeenFacts, suggested=st.integers(1, 5), facts=st.dictionaries(words.filter(bool), words)
)
answers = st.dictionaries(
    st.sampled_from(QUESTIONS), st.tuples(st.integers(1, 5), ranges, seen)
).map(
    lambda found: {
        q: Answer(question=q, value=v, reason="Because", low=ends[0], high=ends[1], seen=facts)
        for q, (v, ends, facts) in found.items()
    }
)
faults = st.builds(
    Fault,
    kind=st.sampled_from(FaultKind),
    share=st.floats(0, 1),
    step=st.sampled_from([None, "charge"]),
    participant=st.sampled_from([None, "bank"]),
    window=st.sampled_from([None, (0.0, 0.5), (10.0, 7_200.0)]),
    nth=st.none() | st.integers(1, 100),
    case=st.none() | st.integers(0, 1_000),
    point=st.none() | st.sampled_from(CrashPoint),
    duration=st.floats(0, 1e6),
    factor=st.floats(1, 1e6),
)
new_versions = st.builds(
    NewVersion,
    definition=st.just(order()),
    at=st.floats(0, 1e6),
    migrate=st.booleans(),
    mapping=st.sampled_from([{}, {"charge": "ship"}]),
)
scenarios = st.builds(
    Scenario,
    cases=st.integers(1, 1_000_000),
    seed=st.integers(0, 2**40),
    models=st.sampled_from([tuple(OrchestrationModel), (OrchestrationModel.HYBRID,)]),
    cases_per_hour=st.one_of(st.none(), st.floats(0.001, 1e6)),
    faults=st.lists(faults, max_size=3).map(tuple),
    outbox=st.booleans(),
    inbox=st.booleans(),
    watchdog=st.none() | st.floats(0.001, 1e6),
    redrive=st.none() | st.floats(0.001, 1e6),
    standby=st.none() | st.floats(0.001, 1e6),
    warm_up=st.integers(0, 1_000),
    replications=st.integers(1, 1_000),
    new_version=st.none() | new_versions,
)
costs = st.builds(
    StatedCosts,
    currency=st.sampled_from(["", "CHF"]),
    inputs=st.dictionaries(
        st.sampled_from(["engineer-hour", "engineers", "messages-hybrid"]),
        st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(lambda three: tuple(sorted(three))),
    ),
)
assessments = st.builds(
    Assessment,
    name=words.filter(bool),
    definition=st.just(order()),
    context=contexts,
    symptoms=st.sampled_from(
        [
            (),
            (SymptomRating(symptom="lost-events", perspective=Perspective.BUSINESS, severity=2),),
        ]
    ),
    answers=answers,
    weights=st.sampled_from([{}, {"consistency": 33.4, "scale": 66.6}]),
    boundary=st.sampled_from(
        [{}, {"ship": BoundaryOverride(step="ship", side=Side.ORCHESTRATED, reason="Refund")}]
    ),
    scenario=scenarios,
    plan_start=st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), LAST_START)),
    costs=costs,
)


def again(assessment: Assessment) -> Assessment:
    return read_assessment(write_assessment(assessment), source="a.yaml").assessment


@settings(max_examples=80, deadline=None)
@given(assessments)
def test_what_is_written_is_read_back_equal(assessment: Assessment) -> None:
    assert again(assessment) == assessment


@settings(max_examples=20, deadline=None)
@given(assessments)
def test_the_same_assessment_gives_the_same_bytes(assessment: Assessment) -> None:
    assert write_assessment(again(assessment)) == write_assessment(assessment)


def test_what_nobody_stated_is_left_out() -> None:
    text = write_assessment(assessed(order())).decode()

    assert "context" not in text
    assert "answers" not in text
    assert "plan" not in text


def test_a_side_of_a_step_that_is_gone_is_left_out() -> None:
    gone = {"gone": BoundaryOverride(step="gone", side=Side.ORCHESTRATED)}

    assert again(assessed(order(), boundary=gone)).boundary == {}


def test_an_owner_of_a_participant_that_is_gone_keeps_its_others() -> None:
    context = Context(teams=(Team(name="A", owns=("gone", "stock")),))

    assert again(assessed(order(), context=context)).context.teams[0].owns == ("stock",)


def test_a_fault_at_a_step_that_is_gone_is_left_out() -> None:
    fault = Fault(kind=FaultKind.STEP_ERROR, share=0.1, step="gone")

    assert again(assessed(order(), scenario=Scenario(faults=(fault,)))).scenario.faults == ()


def test_the_computed_boundary_is_not_written() -> None:
    computed = assessed(order(), scenario=Scenario(boundary={"ship": Side.EVENT_DRIVEN}))

    assert again(computed) == replace(computed, scenario=Scenario())
