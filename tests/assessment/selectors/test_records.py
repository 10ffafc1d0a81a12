"""Milestones read back: the same verdict again, and reviews that come due."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from assessment.decision.assessment import (
    Answer,
    BoundaryOverride,
    Context,
    KnowledgeSet,
    Weighting,
)
from assessment.exceptions import FrozenUnreadableError
from assessment.models import MilestoneStatus
from assessment.selectors.records import (
    current_milestone,
    milestone_of,
    recheck,
    record_files,
    record_of,
    review_due,
    reviews_due,
    standing_of,
)
from assessment.services.decide import answer_save, boundary_choose
from assessment.services.discover import context_save
from assessment.services.knowledge import knowledge_choose, knowledge_set_store
from assessment.services.weights import weights_save
from projects.models import Project, User
from tests.assessment.milestones import TODAY, made_milestone, shipped
from workflows.definition.model import Side
from workflows.sandbox.scenario import Scenario
from workflows.services.experiment_run import experiment_run
from workflows.services.experiments import experiment_create

ACCEPTED = MilestoneStatus.ACCEPTED


def _judge_by(project: Project, by: User, old: str, new: str) -> None:
    own = KnowledgeSet(name="Acme", suitability=shipped().replace(old, new))
    row = knowledge_set_store(project=project, by=by, own=own)
    knowledge_choose(project=project, by=by, chosen=row, expected=0)


def _filled(project: Project, by: User) -> None:
    context = Context(summary="Sells", cases_now=900, cases_expected=4_000)
    context_save(project=project, by=by, context=context, expected=0)
    answer = Answer(question="scale", value=4, reason="Black Friday")
    answer_save(project=project, by=by, answer=answer, title="Scale", expected=0)
    points = {"consistency": 40.0, "autonomy": 30.0, "event-experience": 10.0}
    points |= {"scale": 15.0, "operations": 5.0}
    weights_save(project=project, by=by, points=points, weighting=Weighting(), expected=0)
    choice = BoundaryOverride(step="pay", side=Side.ORCHESTRATED, reason="Money")
    boundary_choose(project=project, by=by, choice=choice, name="Pay", expected=0)
    row = experiment_create(project=project, actor=by, scenario=Scenario(cases=30), token="t")
    experiment_run(experiment_id=row.pk)


def test_the_frozen_file_gives_the_same_verdict_again(mapped: Project, owner: User) -> None:
    _filled(mapped, owner)
    made = made_milestone(mapped, owner)

    (own,) = recheck(made, mapped)

    assert own.differences == ()
    assert own.sentence == made.sentence


def test_the_frozen_knowledge_set_is_judged_by_again(mapped: Project, owner: User) -> None:
    _judge_by(mapped, owner, "hybrid = 60", "hybrid = 3")
    made = made_milestone(mapped, owner)

    (own,) = recheck(made, mapped)

    assert own.differences == ()
    assert own.knowledge == made.knowledge_version
    assert made.knowledge_name == "Acme"


def test_what_the_project_judges_by_today_is_tried_too(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)
    _judge_by(mapped, owner, "choreography", "choreography")

    own, today = recheck(made, mapped)

    assert own.differences == today.differences == ()
    assert today.knowledge.startswith(f"{own.knowledge}+")


def test_another_table_is_told_in_words(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)
    _judge_by(mapped, owner, "centralized = ", "centralized = 1 #")

    _, today = recheck(made, mapped)

    assert any("The score of centralized was" in line for line in today.differences)


def test_a_standing_is_what_was_frozen(mapped: Project, owner: User) -> None:
    _filled(mapped, owner)
    made = made_milestone(mapped, owner)

    standing = standing_of(made)

    assert standing.label == "milestone 1"
    assert standing.assessment.answers["scale"].value == 4
    assert standing.experiment is not None
    assert list(standing.scores or ()) == list(standing.verdict().scores)


def test_a_file_that_cannot_be_read_any_more_is_told(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)
    made.file = "podium: 1\ncolour: red\n"

    with pytest.raises(FrozenUnreadableError, match="cannot judge milestone 1 again"):
        standing_of(made)


def test_records_link_both_ways(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED, title="First")
    made_milestone(mapped, owner, status=ACCEPTED, title="Second", supersedes=1)

    old, new = record_files(mapped)

    assert (old.name, new.name) == ("0001-first.md", "0002-second.md")
    assert 'status: "superseded by 0002-second.md"' in old.content
    assert "Supersedes [First](0001-first.md)" in new.content


def test_one_record_reads_as_among_all(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)
    made_milestone(mapped, owner, status=ACCEPTED, supersedes=1)
    found = milestone_of(mapped, 1)

    assert found is not None
    assert record_of(found) == record_files(mapped)[0]


def test_a_proposed_successor_leaves_the_older_accepted(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED, title="First")
    made_milestone(mapped, owner, title="Second", supersedes=1)

    old, _ = record_files(mapped)

    assert 'status: "accepted"' in old.content


def test_the_newest_accepted_one_holds(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)
    made_milestone(mapped, owner)

    current = current_milestone(mapped)

    assert current is not None
    assert current.number == 1


@pytest.mark.parametrize(("day", "is_due"), [("2027-11-23", False), ("2027-11-24", True)])
def test_a_review_is_due_once_its_day_has_passed(
    mapped: Project, owner: User, day: str, is_due: bool
) -> None:
    made_milestone(mapped, owner, status=ACCEPTED, today=TODAY)
    today = dt.date.fromisoformat(day)

    assert bool(review_due(mapped, today)) is is_due
    assert (mapped.pk in reviews_due([mapped.pk], today)) is is_due


def test_reviews_of_many_projects_take_one_query(
    mapped: Project, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made_milestone(mapped, owner, status=ACCEPTED, today=dt.date(2020, 1, 1))

    with django_assert_num_queries(1):
        assert reviews_due([mapped.pk] * 9, TODAY) == {mapped.pk}
