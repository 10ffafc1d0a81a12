"""A project's assessment and verdict."""

from assessment.decision.assessment import Answer, BoundaryOverride, Context
from assessment.selectors.scenarios import scenario_for
from assessment.selectors.verdicts import assessment_for, suggested_plan, verdict_of
from assessment.services.decide import answer_save, boundary_choose
from assessment.services.discover import context_save
from projects.models import Project, User
from workflows.definition.model import Side
from workflows.sandbox.scenario import Scenario
from workflows.selectors.scenarios import proposed_scenario
from workflows.services.experiment_run import experiment_run
from workflows.services.experiments import experiment_create
from workflows.services.matrix import matrix_cell_set


def _run(project: Project, by: User) -> None:
    scenario = Scenario(cases=20)
    row = experiment_create(project=project, actor=by, scenario=scenario, token="t")
    experiment_run(experiment_id=row.pk)


def test_without_a_map_there_is_nothing_to_say(project: Project) -> None:
    assert assessment_for(project) is None
    assert verdict_of(project) is None
    assert scenario_for(project) == Scenario()


def test_what_people_stated_is_in_the_assessment(mapped: Project, owner: User) -> None:
    answer = Answer(question="scale", value=4, reason="Black Friday")
    answer_save(project=mapped, by=owner, answer=answer, title="Scale", expected=0)

    judged = verdict_of(mapped)

    assert judged is not None
    assert judged.assessment.answers == {"scale": answer}
    asked = {question.question: question for question in judged.verdict.questions}
    assert (asked["scale"].answer, asked["scale"].stated) == (4, True)
    assert not asked["autonomy"].stated


def test_the_contexts_volume_goes_before_the_maps(mapped: Project, owner: User) -> None:
    context_save(project=mapped, by=owner, context=Context(cases_now=1200), expected=0)

    assessment = assessment_for(mapped)

    assert assessment is not None
    assert assessment.definition.volume.now == 1200


def test_a_choice_about_a_step_that_left_the_map_sleeps(mapped: Project, owner: User) -> None:
    choice = BoundaryOverride(step="gone", side=Side.ORCHESTRATED, reason="r")
    boundary_choose(project=mapped, by=owner, choice=choice, name="Gone", expected=0)

    assessment = assessment_for(mapped)

    assert assessment is not None
    assert assessment.boundary == {}


def test_an_experiment_on_the_current_map_is_evidence(mapped: Project, owner: User) -> None:
    _run(mapped, owner)

    judged = verdict_of(mapped)

    assert judged is not None
    assert judged.experiment is not None
    assert judged.experiment.cases == 20
    assert judged.assessment.scenario.cases == 20


def test_an_experiment_on_other_requirements_is_none(mapped: Project, owner: User) -> None:
    _run(mapped, owner)
    matrix_cell_set(
        project=mapped, actor=owner, step_id="pay", column_id="timeout", text="9s", version=0
    )

    judged = verdict_of(mapped)

    assert judged is not None
    assert judged.experiment is None


def test_a_plan_is_suggested_from_the_verdict(mapped: Project) -> None:
    judged = verdict_of(mapped)

    assert judged is not None
    assert any("Charge card" in task.title for task in suggested_plan(judged))


def test_the_sandbox_is_told_the_decided_boundary_and_volume(mapped: Project, owner: User) -> None:
    choice = BoundaryOverride(step="pay", side=Side.ORCHESTRATED, reason="Money")
    boundary_choose(project=mapped, by=owner, choice=choice, name="Pay", expected=0)
    context_save(project=mapped, by=owner, context=Context(cases_now=1200), expected=0)

    scenario = proposed_scenario(mapped)

    assert scenario.boundary["pay"] is Side.ORCHESTRATED
    assert scenario.cases_per_hour == 1200
