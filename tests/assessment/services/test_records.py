"""Milestones: what they freeze, that it stays, and how they are decided."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.db import IntegrityError

from assessment.decision.assessment import Answer
from assessment.exceptions import NothingToFreezeError, RecordRuleError
from assessment.models import Milestone, MilestoneStatus
from assessment.selectors.verdicts import verdict_of
from assessment.services.decide import answer_save
from assessment.services.records import milestone_decide, milestone_review_set
from projects.exceptions import StaleWriteError
from projects.models import Project, User
from tests.assessment.milestones import TODAY, made_milestone
from workflows.models import MapVersion
from workflows.sandbox.scenario import Scenario
from workflows.services.experiment_run import experiment_run
from workflows.services.experiments import experiment_create

ACCEPTED, REJECTED = MilestoneStatus.ACCEPTED, MilestoneStatus.REJECTED


def test_it_freezes_the_verdict_and_what_it_rests_on(mapped: Project, owner: User) -> None:
    judged = verdict_of(mapped)

    made = made_milestone(mapped, owner)

    assert judged is not None
    assert (made.sentence, made.recommended) == (
        judged.verdict.sentence,
        judged.verdict.recommended,
    )
    assert made.sha256 == hashlib.sha256(made.file.encode()).hexdigest()
    assert made.knowledge_version == judged.verdict.knowledge_version
    original = MapVersion.objects.get(project=mapped).original
    assert made.map_sha256 == hashlib.sha256(bytes(original)).hexdigest()


def test_the_experiment_behind_it_is_named(mapped: Project, owner: User) -> None:
    row = experiment_create(project=mapped, actor=owner, scenario=Scenario(cases=9), token="t")
    experiment_run(experiment_id=row.pk)

    made = made_milestone(mapped, owner)

    assert made.experiment is not None
    assert (made.experiment["cases"], made.experiment_number) == (9, 1)


def test_later_answers_leave_it_as_it_is(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)
    answer = Answer(question="scale", value=5)

    answer_save(project=mapped, by=owner, answer=answer, title="Scale", expected=0)

    stored = Milestone.objects.get(pk=made.pk)
    assert (stored.file, stored.verdict) == (made.file, made.verdict)


def test_a_double_click_makes_one(mapped: Project, owner: User) -> None:
    first, second = (made_milestone(mapped, owner, token="once") for _ in range(2))

    assert first.pk == second.pk
    assert Milestone.objects.count() == 1


def test_without_a_map_there_is_nothing_to_freeze(project: Project, owner: User) -> None:
    with pytest.raises(NothingToFreezeError, match="Add the map first"):
        made_milestone(project, owner)


def test_what_is_frozen_cannot_be_saved_again(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)

    for fields in (None, ["sentence"], ["status", "file"]):
        with pytest.raises(ValueError, match="is frozen"):
            made.save(update_fields=fields)


def test_the_people_are_named_by_what_they_did(
    mapped: Project, owner: User, architect: User, contributor: User, stakeholder: User
) -> None:
    people = made_milestone(mapped, owner).record["people"]

    assert people == {
        "deciders": ["Olive", "Archie"],
        "consulted": ["Connie"],
        "informed": ["Stan"],
    }


@pytest.mark.parametrize("review_on", ["2026-11-23", "2027-11-24", "2026-01-01"])
def test_a_review_lies_within_a_year(mapped: Project, owner: User, review_on: str) -> None:
    with pytest.raises(RecordRuleError) as caught:
        made_milestone(mapped, owner, review_on=dt.date.fromisoformat(review_on))

    assert caught.value.field == "review_on"


def test_accepting_it_supersedes_the_one_it_names(mapped: Project, owner: User) -> None:
    old = made_milestone(mapped, owner, status=ACCEPTED)
    new = made_milestone(mapped, owner, supersedes=1)
    assert Milestone.objects.get(pk=old.pk).status == "accepted"

    milestone_decide(milestone=new, by=owner, status=ACCEPTED, expected=1)

    assert Milestone.objects.get(pk=old.pk).status == "superseded"


def test_one_that_is_accepted_at_once_supersedes_at_once(mapped: Project, owner: User) -> None:
    old = made_milestone(mapped, owner, status=ACCEPTED)

    made_milestone(mapped, owner, status=ACCEPTED, supersedes=1)

    assert Milestone.objects.get(pk=old.pk).status == "superseded"


def test_two_cannot_take_the_place_of_one(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)
    made_milestone(mapped, owner, supersedes=1)

    with pytest.raises(RecordRuleError, match="cannot be superseded"):
        made_milestone(mapped, owner, supersedes=1)


def test_a_rejected_one_leaves_the_place_free(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)
    refused = made_milestone(mapped, owner, supersedes=1)

    milestone_decide(milestone=refused, by=owner, status=REJECTED, expected=1)

    assert made_milestone(mapped, owner, supersedes=1).supersedes_id is not None


def test_the_database_keeps_one_successor(mapped: Project, owner: User) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)
    made_milestone(mapped, owner, supersedes=1)
    third = made_milestone(mapped, owner)

    with pytest.raises(IntegrityError):
        Milestone.objects.filter(pk=third.pk).update(
            supersedes=Milestone.objects.get(project=mapped, number=1)
        )


def test_what_is_decided_stays_decided(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)
    milestone_decide(milestone=made, by=owner, status=REJECTED, expected=1)

    with pytest.raises(RecordRuleError, match="is rejected already"):
        milestone_decide(milestone=made, by=owner, status=ACCEPTED, expected=2)


def test_two_who_decide_at_once_are_told(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner)
    milestone_decide(milestone=made, by=owner, status=ACCEPTED, expected=1)

    with pytest.raises(StaleWriteError, match="milestone 1"):
        milestone_decide(milestone=made, by=owner, status=REJECTED, expected=1)


def test_the_review_moves_within_a_year_from_today(mapped: Project, owner: User) -> None:
    made = made_milestone(mapped, owner, status=ACCEPTED, today=dt.date(2025, 1, 1))
    next_year = TODAY.replace(year=2027)

    milestone_review_set(milestone=made, by=owner, review_on=next_year, today=TODAY, expected=1)

    assert Milestone.objects.get(pk=made.pk).review_on == next_year
