"""Saving answers and sides."""

from dataclasses import replace

import pytest

from assessment.decision.assessment import Answer, BoundaryOverride, SeenFacts
from assessment.exceptions import StaleRowError
from assessment.models import AnswerRow, BoundaryChoice
from assessment.services.decide import (
    answer_confirm,
    answer_save,
    boundary_choose,
    boundary_reset,
)
from projects.models import ActivityEntry, Project, User
from workflows.definition.model import Side

FOUR = Answer(question="scale", value=4, reason="Black Friday")
SEEN = SeenFacts(suggested=3, facts={"growth": "Volume in two years is 3 times today's"})
MOVED = BoundaryOverride(step="pay", side=Side.EVENT_DRIVEN, reason="The bank sends events")


def test_an_answer_is_logged_with_its_value(project: Project, owner: User) -> None:
    answer_save(project=project, by=owner, answer=FOUR, title="Scale", expected=0)

    assert ActivityEntry.objects.filter(verb="answered", subject="Scale with 4 of 5").exists()


def test_a_stale_answer_is_refused(project: Project, owner: User) -> None:
    answer_save(project=project, by=owner, answer=FOUR, title="Scale", expected=0)
    five = Answer(question="scale", value=5)

    with pytest.raises(StaleRowError):
        answer_save(project=project, by=owner, answer=five, title="Scale", expected=0)

    assert AnswerRow.objects.get().value == 4


def test_the_same_answer_twice_is_one_version(project: Project, owner: User) -> None:
    answer_save(project=project, by=owner, answer=FOUR, title="Scale", expected=0)

    row = answer_save(project=project, by=owner, answer=FOUR, title="Scale", expected=0)

    assert row.version == 1


def test_an_answer_keeps_its_range_and_what_was_seen(project: Project, owner: User) -> None:
    sure = replace(FOUR, low=4, high=5, seen=SEEN)

    answer_save(project=project, by=owner, answer=sure, title="Scale", expected=0)

    assert AnswerRow.objects.get().to_domain() == sure


def test_an_answer_stands_on_todays_facts_once_confirmed(project: Project, owner: User) -> None:
    row = answer_save(project=project, by=owner, answer=FOUR, title="Scale", expected=0)

    answer_confirm(row=row, by=owner, seen=SEEN, title="Scale", expected=1)

    stored = AnswerRow.objects.get()
    assert stored.to_domain() == replace(FOUR, seen=SEEN)
    assert stored.version == 2
    assert ActivityEntry.objects.filter(verb="confirmed the answer to", subject="Scale").exists()


def test_confirming_twice_changes_nothing(project: Project, owner: User) -> None:
    seen = replace(FOUR, seen=SEEN)
    row = answer_save(project=project, by=owner, answer=seen, title="Scale", expected=0)

    answer_confirm(row=row, by=owner, seen=SEEN, title="Scale", expected=1)

    assert AnswerRow.objects.get().version == 1


@pytest.mark.parametrize("gone", [True, False])
def test_another_answer_or_none_is_not_confirmed(project: Project, owner: User, gone: bool) -> None:
    row = answer_save(project=project, by=owner, answer=FOUR, title="Scale", expected=0)
    if gone:
        AnswerRow.objects.all().delete()

    with pytest.raises(StaleRowError):
        answer_confirm(row=row, by=owner, seen=SEEN, title="Scale", expected=7)


def test_a_step_is_put_on_a_side_with_a_reason(project: Project, owner: User) -> None:
    boundary_choose(project=project, by=owner, choice=MOVED, name="Pay", expected=0)

    assert BoundaryChoice.objects.get().to_domain() == MOVED


def test_a_stale_side_is_refused(project: Project, owner: User) -> None:
    boundary_choose(project=project, by=owner, choice=MOVED, name="Pay", expected=0)
    back = BoundaryOverride(step="pay", side=Side.ORCHESTRATED, reason="Refunds")

    with pytest.raises(StaleRowError):
        boundary_choose(project=project, by=owner, choice=back, name="Pay", expected=0)


def test_resetting_lets_the_rule_decide_again(project: Project, owner: User) -> None:
    boundary_choose(project=project, by=owner, choice=MOVED, name="Pay", expected=0)

    boundary_reset(project=project, by=owner, step="pay", name="Pay")

    assert not BoundaryChoice.objects.exists()


def test_resetting_what_follows_the_rule_logs_nothing(project: Project, owner: User) -> None:
    before = ActivityEntry.objects.count()

    boundary_reset(project=project, by=owner, step="pay", name="Pay")

    assert ActivityEntry.objects.count() == before
