"""What is best done next."""

import datetime as dt

from assessment.decision.assessment import (
    Answer,
    Context,
    EventExperience,
    Perspective,
    SeenFacts,
    SymptomRating,
    Team,
)
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.plan import PlanTask
from assessment.models import MilestoneStatus
from assessment.selectors.journey import next_step
from assessment.selectors.verdicts import verdict_of
from assessment.services.decide import answer_save
from assessment.services.discover import context_save, symptom_mark
from assessment.services.plan import plan_generate
from projects.models import Project, User
from tests.assessment.milestones import made_milestone
from workflows.sandbox.scenario import Scenario
from workflows.services.experiment_run import experiment_run
from workflows.services.experiments import experiment_create
from workflows.services.matrix import matrix_confirm_all

DESCRIBED = Context(
    cases_now=100, event_experience=EventExperience.TRIED, teams=(Team(name="Orders"),)
)


def _discover(project: Project, by: User) -> None:
    context_save(project=project, by=by, context=DESCRIBED, expected=0)
    for perspective in Perspective:
        rating = SymptomRating(symptom="lost-events", perspective=perspective, severity=1)
        symptom_mark(project=project, by=by, rating=rating, title="Lost", expected=0)
    matrix_confirm_all(project=project, actor=by, versions={})


def _answer(project: Project, by: User, *, but_the_last: int = 0) -> None:
    ids = load_knowledge().question_ids
    for question in ids[: len(ids) - but_the_last]:
        answer = Answer(question=question, value=3)
        answer_save(project=project, by=by, answer=answer, title=question, expected=0)


def _prove(project: Project, by: User) -> None:
    scenario = Scenario(cases=5)
    row = experiment_create(project=project, actor=by, scenario=scenario, token="t")
    experiment_run(experiment_id=row.pk)


def _plan(project: Project, by: User) -> None:
    task = PlanTask(key="a", day=1, week=1, title="Do", because="so")
    start = dt.date(2026, 12, 1)
    plan_generate(project=project, by=by, start=start, tasks=(task,), expected=0)


def test_the_map_comes_first(project: Project) -> None:
    assert next_step(project).todo == "Add the workflow map"


def test_then_what_else_discover_lacks(mapped: Project) -> None:
    assert next_step(mapped).todo == "Describe the context"


def test_then_the_questions(mapped: Project, owner: User) -> None:
    _discover(mapped, owner)

    assert next_step(mapped).todo == "Answer: Consistency"


def test_the_last_question_is_called_so(mapped: Project, owner: User) -> None:
    _discover(mapped, owner)
    _answer(mapped, owner, but_the_last=1)

    assert next_step(mapped).todo == "Answer the last question"


def test_then_proof_plan_milestone_and_report(mapped: Project, owner: User) -> None:
    _discover(mapped, owner)
    _answer(mapped, owner)
    assert next_step(mapped).todo == "Prove it in the sandbox"

    _prove(mapped, owner)
    assert next_step(mapped).todo == "Make the 30-day plan"

    _plan(mapped, owner)
    assert next_step(mapped).todo == "Freeze the decision"

    made_milestone(mapped, owner)
    assert next_step(mapped).todo == "Make the report"


def test_an_answer_on_other_facts_comes_before_what_is_missing(
    mapped: Project, owner: User
) -> None:
    seen = SeenFacts(suggested=1, facts={"gone": "A fact of yesterday"})
    answer = Answer(question="scale", value=3, seen=seen)
    answer_save(project=mapped, by=owner, answer=answer, title="Scale", expected=0)

    step = next_step(mapped, verdict_of(mapped))

    assert step.todo == "Look at scale again"
    assert "Gone: A fact of yesterday" in step.why


def test_several_answers_on_other_facts_are_counted(mapped: Project, owner: User) -> None:
    seen = SeenFacts(suggested=1, facts={"gone": "A fact of yesterday"})
    for question in ("scale", "autonomy"):
        answer = Answer(question=question, value=3, seen=seen)
        answer_save(project=mapped, by=owner, answer=answer, title=question, expected=0)

    step = next_step(mapped, verdict_of(mapped))

    assert step.todo == "Look at team autonomy again"
    assert step.why.startswith("The facts behind 2 answers")


def test_a_decision_that_is_due_for_review_comes_before_everything(
    mapped: Project, owner: User
) -> None:
    made_milestone(mapped, owner, status=MilestoneStatus.ACCEPTED, today=dt.date(2020, 3, 1))

    step = next_step(mapped)

    assert step.todo == "Review the decision"
    assert "due for review on 1 March 2021" in step.why
