"""Opening rounds, giving ballots, ending rounds, adopting their result."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessment.decision.assessment import Answer, WeightingMethod
from assessment.decision.rounds.result import RoundResult
from assessment.exceptions import RoundClosedError, StaleRowError
from assessment.models import AnswerRow, BallotRow, Round, RoundState, WeightSet
from assessment.selectors.rounds import result_of
from assessment.selectors.verdicts import verdict_of
from assessment.services.decide import answer_save
from assessment.services.rounds import (
    ballot_withdraw,
    round_adopt,
    round_close,
    round_withdraw,
)
from projects.exceptions import RuleError
from projects.models import ActivityEntry, Membership, Project, User
from tests.assessment.rounds import QUESTIONS, answered, end, opened


def result(round: Round) -> RoundResult:
    judged = verdict_of(round.project)
    assert judged is not None
    found = result_of(round, judged, timezone.now())
    assert found is not None
    return found


def state(round: Round) -> RoundState:
    return Round.objects.get(pk=round.pk).state(timezone.now())


def test_rounds_are_numbered(mapped: Project, owner: User) -> None:
    first = opened(mapped, owner, owner)
    round_close(round=first, by=owner)

    assert opened(mapped, owner, owner, token="form-2").number == 2


def test_a_double_click_opens_one_round(mapped: Project, owner: User) -> None:
    assert opened(mapped, owner, owner) == opened(mapped, owner, owner)


def test_a_second_open_round_is_refused(mapped: Project, owner: User) -> None:
    opened(mapped, owner, owner)

    with pytest.raises(RuleError, match="Round 1 is still open"):
        opened(mapped, owner, owner, token="form-2")


def test_a_round_needs_somebody_to_ask(mapped: Project, owner: User) -> None:
    with pytest.raises(RuleError, match="somebody to ask"):
        opened(mapped, owner)


def test_the_log_says_that_somebody_answered_and_never_what(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)

    answered(round, owner, 5)

    entry = ActivityEntry.objects.get(verb="gave a ballot in")
    assert entry.subject == "Round 1"


def test_the_same_ballot_twice_is_one_version(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)

    for _ in range(2):
        answered(round, owner, 4)

    assert BallotRow.objects.get().version == 1


def test_a_changed_ballot_replaces_the_first(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 4)

    answered(round, owner, 2, expected=1)

    assert BallotRow.objects.get().answers[QUESTIONS[0]]["value"] == 2
    assert ActivityEntry.objects.filter(verb="gave a ballot in").count() == 1


def test_a_ballot_from_an_older_tab_is_refused(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 4)

    with pytest.raises(StaleRowError):
        answered(round, owner, 2)


def test_somebody_who_was_not_asked_gives_no_ballot(
    mapped: Project, owner: User, contributor: User
) -> None:
    round = opened(mapped, owner, owner)

    with pytest.raises(PermissionDenied):
        answered(round, contributor, 4)


def test_a_ballot_after_the_closing_time_is_told_and_the_earlier_one_stands(
    mapped: Project, owner: User
) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 4)
    end(round)

    with pytest.raises(RoundClosedError):
        answered(round, owner, 2, expected=1)

    assert BallotRow.objects.get().answers[QUESTIONS[0]]["value"] == 4


def test_a_ballot_is_taken_back(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 4)

    for _ in range(2):
        ballot_withdraw(round=round, by=owner)

    assert not BallotRow.objects.exists()
    assert ActivityEntry.objects.filter(verb="took back a ballot in").count() == 1


def test_a_ballot_is_not_taken_back_once_others_have_seen_it(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 4)
    round_close(round=round, by=owner)

    with pytest.raises(RoundClosedError):
        ballot_withdraw(round=round, by=owner)

    assert BallotRow.objects.exists()


def test_closing_twice_logs_once(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)

    for _ in range(2):
        round_close(round=round, by=owner)

    assert state(round) is RoundState.CLOSED
    assert ActivityEntry.objects.filter(verb="closed").count() == 1


def test_a_round_that_has_ended_is_not_called_off(mapped: Project, owner: User) -> None:
    round = end(opened(mapped, owner, owner))

    round_withdraw(round=round, by=owner)

    assert state(round) is RoundState.CLOSED


def test_a_round_called_off_is_not_closed_later(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    round_withdraw(round=round, by=owner)

    round_close(round=round, by=owner)

    assert state(round) is RoundState.WITHDRAWN


def test_a_ballot_of_somebody_who_left_still_counts(
    mapped: Project, owner: User, contributor: User
) -> None:
    round = opened(mapped, owner, owner, contributor)
    answered(round, owner, 2)
    answered(round, contributor, 4)
    Membership.objects.filter(user=contributor).delete()

    found = result(end(round))

    assert [person.person for person in found.people] == ["Olive", "Connie"]


def test_a_ballot_outlives_its_persons_login(
    mapped: Project, owner: User, contributor: User
) -> None:
    round = opened(mapped, owner, owner, contributor)
    answered(round, contributor, 4)
    contributor.delete()

    assert [person.person for person in result(end(round)).people] == ["Connie"]


def test_adopting_writes_answers_and_weights(
    mapped: Project, owner: User, contributor: User
) -> None:
    round = opened(mapped, owner, owner, contributor)
    answered(round, owner, 2)
    answered(round, contributor, 5)
    end(round)

    round_adopt(round=round, by=owner, result=result(round), expected={})

    row, weights = AnswerRow.objects.get(question=QUESTIONS[0]), WeightSet.objects.get()
    assert (row.value, row.reason) == (4, "Round 1: the median of 2 answers (2, 5).")
    assert (weights.method, weights.spread) == (WeightingMethod.GROUP, 0)
    assert Round.objects.get().adopted_by == owner


def test_adopting_twice_changes_nothing_more(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 2)
    end(round)

    for _ in range(2):
        round_adopt(round=round, by=owner, result=result(round), expected={})

    assert AnswerRow.objects.get(question=QUESTIONS[0]).version == 1
    assert ActivityEntry.objects.filter(verb="adopted the result of").count() == 1


def test_adopting_over_an_unseen_change_writes_nothing_at_all(
    mapped: Project, owner: User, contributor: User
) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 2)
    end(round)
    last = Answer(question=QUESTIONS[-1], value=5, reason="Quicker")
    answer_save(project=mapped, by=contributor, answer=last, title="Last", expected=0)

    with pytest.raises(StaleRowError):
        round_adopt(round=round, by=owner, result=result(round), expected={})

    assert AnswerRow.objects.get().value == 5
    assert Round.objects.get().adopted_at is None


def test_an_open_round_is_not_adopted(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 2)
    found = result(end(round))
    round.closes_at = timezone.now() + dt.timedelta(hours=1)
    round.save()

    with pytest.raises(RuleError, match="closed round"):
        round_adopt(round=round, by=owner, result=found, expected={})
