"""The examples: valid, readable maps whose verdicts we would defend."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from assessment.decision.assessment import Perspective
from assessment.decision.boundary import scenario_with_boundary
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.plan import plan_for
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_json import verdict_json
from assessment.decision.verdict_parts import Verdict
from assessment.file.read import AssessmentFile, read_assessment
from assessment.file.schema import assessment_schema, verdict_schema
from assessment.file.write import write_assessment
from workflows.definition.model import NodeKind, OrchestrationModel, Side
from workflows.formats.blocks import load
from workflows.sandbox.outcome import CaseVerdict, Experiment
from workflows.sandbox.runner import run_experiment

ROOT = Path(__file__).parents[2] / "examples"
NAMES = ("online-order", "loan-approval", "parcel-carriers")
EXPECTED = {
    "online-order": OrchestrationModel.HYBRID,
    "loan-approval": OrchestrationModel.CENTRALIZED,
    "parcel-carriers": OrchestrationModel.CHOREOGRAPHY,
}

every_example = pytest.mark.parametrize("name", NAMES)


@cache
def example(name: str) -> AssessmentFile:
    return read_assessment((ROOT / f"{name}.yaml").read_bytes(), source=f"{name}.yaml")


@cache
def run(name: str) -> Experiment:
    assessment = example(name).assessment
    return run_experiment(assessment.definition, scenario_with_boundary(assessment))


@cache
def verdict(name: str) -> Verdict:
    return verdict_for(example(name).assessment, run(name))


def orchestrated(name: str) -> set[str]:
    forward = {step.id for step in example(name).assessment.definition.forward_steps}
    return {p.step for p in verdict(name).boundary if p.side is Side.ORCHESTRATED} & forward


def test_these_are_all_examples() -> None:
    assert {path.stem for path in ROOT.iterdir()} == set(NAMES)


@every_example
def test_an_example_keeps_to_the_published_schema(name: str) -> None:
    data = json.loads(json.dumps(load((ROOT / f"{name}.yaml").read_bytes()), default=str))

    errors = list(Draft202012Validator(assessment_schema()).iter_errors(data))

    assert errors == []


@every_example
def test_an_example_is_a_readable_map(name: str) -> None:
    definition = example(name).assessment.definition
    kinds = {node.kind for node in definition.nodes}

    assert 6 <= len(definition.forward_steps) <= 14
    assert {NodeKind.START, NodeKind.END, NodeKind.DECISION} <= kinds
    assert definition.data_flows


@every_example
def test_an_example_states_everything_a_team_can_state(name: str) -> None:
    assessment = example(name).assessment

    assert set(assessment.answers) == set(load_knowledge().question_ids)
    assert all(answer.reason for answer in assessment.answers.values())
    assert {rating.perspective for rating in assessment.symptoms} == set(Perspective)
    assert assessment.scenario.faults


@every_example
def test_an_example_survives_being_written(name: str) -> None:
    assessment = example(name).assessment

    written = read_assessment(write_assessment(assessment), source="written.yaml")

    assert written.assessment == assessment


@every_example
def test_an_example_yields_the_verdict_we_would_defend(name: str) -> None:
    assert verdict(name).recommended is EXPECTED[name]
    assert not verdict(name).close_call


@every_example
def test_the_stated_answers_lie_near_the_facts(name: str) -> None:
    far = [q for q in verdict(name).questions if abs(q.answer - q.suggestion.value) > 1]

    assert far == []


@every_example
def test_the_recommended_model_leaves_no_case_inconsistent(name: str) -> None:
    outcome = run(name).outcomes[verdict(name).recommended]

    assert outcome.verdicts[CaseVerdict.INCONSISTENT] == 0


@every_example
def test_an_example_gives_a_valid_verdict_file_and_a_plan(name: str) -> None:
    plan = plan_for(example(name).assessment, verdict(name))

    written = verdict_json(
        example(name).assessment, verdict(name), run(name), plan, example(name).sha256
    )

    assert 12 <= len(plan) <= 25
    assert list(Draft202012Validator(verdict_schema()).iter_errors(written)) == []


def test_the_order_conducts_exactly_stock_and_payment() -> None:
    assert orchestrated("online-order") == {"reserve", "charge"}


def test_the_carriers_react_to_events() -> None:
    assert orchestrated("parcel-carriers") == set()


def test_the_loan_conducts_every_step() -> None:
    definition = example("loan-approval").assessment.definition

    assert orchestrated("loan-approval") == {step.id for step in definition.forward_steps}


def test_the_order_loses_cases_where_nobody_has_an_outbox() -> None:
    assessment = example("online-order").assessment
    bare = replace(scenario_with_boundary(assessment), outbox=False, inbox=False)

    silent = run_experiment(assessment.definition, bare).outcomes[OrchestrationModel.CHOREOGRAPHY]

    assert silent.verdicts[CaseVerdict.STUCK] > 0
