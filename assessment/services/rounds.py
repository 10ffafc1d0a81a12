"""Decide: open a round, give and take back ballots, end it, and adopt what it came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessment.decision.assessment import Answer, Weighting, WeightingMethod
from assessment.decision.rounds.result import RoundResult
from assessment.exceptions import RoundClosedError
from assessment.models import BallotRow, Invitee, Round, RoundState
from assessment.services.decide import answer_save
from assessment.services.revision import revise
from assessment.services.weights import weight_values, weights_save
from projects.exceptions import RuleError
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = [
    "Timing",
    "ballot_submit",
    "ballot_withdraw",
    "round_adopt",
    "round_close",
    "round_open",
    "round_withdraw",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a round closes by itself and when those who have not answered are reminded; None:
    never."""

    closes_at: dt.datetime | None = None
    remind_at: dt.datetime | None = None


_NO_TIMING = Timing()


@transaction.atomic
def round_open(
    *,
    project: Project,
    by: User,
    method: WeightingMethod,
    people: Sequence[User],
    token: str,
    timing: Timing = _NO_TIMING,
    follows: Round | None = None,
) -> Round:
    """Open a round and invite ``people``; ``assessment.tasks`` queues its reminder.

    A ``token`` that came before returns the round it opened. Raises RuleError where nobody is
    invited, and while another round is open: people should know which one counts.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    rounds = Round.objects.filter(project=project)
    if earlier := rounds.filter(token=token).first():
        return earlier
    _refuse(people, rounds.first())
    latest = rounds.first()
    opened = Round(
        project=project,
        number=latest.number + 1 if latest else 1,
        method=method.value,
        follows=follows,
        token=token,
        created_by=by,
        closes_at=timing.closes_at,
        remind_at=timing.remind_at,
    )
    opened.full_clean()
    opened.save(force_insert=True)
    invitees = [Invitee(round=opened, user=p, name=p.display_name) for p in people]
    Invitee.objects.bulk_create(invitees)
    _record(opened, by, "opened")
    return opened


@transaction.atomic
def ballot_submit(
    *,
    round: Round,
    by: User,
    answers: Mapping[str, Answer],
    weighting: Weighting,
    points: Mapping[str, float],
    expected: int,
) -> BallotRow:
    """Give a ballot or change it while the round is open.

    The log says that somebody answered, never what. Giving the same again changes nothing. Raises
    RoundClosedError after the end, PermissionDenied for somebody who was not invited, and
    StaleRowError where another tab of the same person saved after version ``expected``.
    """
    invitee = _open_invitee(round, by)
    row = BallotRow.objects.select_related("updated_by").filter(invitee=invitee).first()
    row = row or BallotRow(invitee=invitee, version=0)
    stated = weight_values(weighting, points)
    values = {
        "answers": {question: _columns(answer) for question, answer in answers.items()},
        "weighting": {name: value for name, value in stated.items() if name != "method"},
    }
    if row.version and all(getattr(row, name) == value for name, value in values.items()):
        return row
    is_first = row.version == 0
    revise(row, expected=expected, by=by, what="your ballot", **values)
    if is_first:
        _record(invitee.round, by, "gave a ballot in")
    return row


@transaction.atomic
def ballot_withdraw(*, round: Round, by: User) -> None:
    """Take one's own ballot back while the round is open; without one, nothing changes.

    Raises RoundClosedError after the end, PermissionDenied for somebody who was not invited.
    """
    invitee = _open_invitee(round, by)
    deleted, _ = BallotRow.objects.filter(invitee=invitee).delete()
    if deleted:
        _record(invitee.round, by, "took back a ballot in")


@transaction.atomic
def round_close(*, round: Round, by: User) -> Round:
    """End a round: from now on everybody sees every ballot. One that has ended stays as it is."""
    round = _locked(round)
    if round.state(timezone.now()) is RoundState.OPEN:
        round.closed_at = timezone.now()
        round.save(update_fields=["closed_at"])
        _record(round, by, "closed")
    return round


@transaction.atomic
def round_withdraw(*, round: Round, by: User) -> Round:
    """Call an open round off; its ballots stay unseen. One that has ended stays as it is."""
    round = _locked(round)
    if round.state(timezone.now()) is RoundState.OPEN:
        round.withdrawn_at = timezone.now()
        round.save(update_fields=["withdrawn_at"])
        _record(round, by, "called off")
    return round


@transaction.atomic
def round_adopt(
    *, round: Round, by: User, result: RoundResult, expected: Mapping[str, int]
) -> Round:
    """Make the result the project's answers and weights.

    ``expected`` holds the version of each answer by question id, and of the weights under
    ``weights``, as the person saw them. Raises StaleRowError, and writes nothing at all, where
    somebody changed one of them meanwhile; RuleError while the round is not closed.
    """
    round = _locked(round)
    if round.state(timezone.now()) is not RoundState.CLOSED:
        raise RuleError("Only the result of a closed round can be adopted.")
    for question in result.questions:
        answer_save(
            project=round.project,
            by=by,
            answer=question.group,
            title=question.title,
            expected=expected.get(question.question, 0),
        )
    weights_save(
        project=round.project,
        by=by,
        points=result.weights,
        weighting=result.weighting,
        expected=expected.get("weights", 0),
    )
    if round.adopted_at is None:
        round.adopted_at, round.adopted_by = timezone.now(), by
        round.save(update_fields=["adopted_at", "adopted_by"])
        _record(round, by, "adopted the result of")
    return round


def _refuse(people: Sequence[User], latest: Round | None) -> None:
    if not people:
        raise RuleError("A round needs somebody to ask: choose a role or a person.")
    if latest and latest.state(timezone.now()) is RoundState.OPEN:
        raise RuleError(f"{latest} is still open. Close it or call it off first.")


def _locked(round: Round) -> Round:
    """Read afresh while nobody else may write in the project."""
    Project.objects.select_for_update().get(pk=round.project_id)
    return Round.objects.select_related("project").get(pk=round.pk)


def _open_invitee(round: Round, user: User) -> Invitee:
    round = _locked(round)
    invitee = Invitee.objects.filter(round=round, user=user).first()
    if invitee is None:
        raise PermissionDenied(f"You were not invited to {round}. Ask whoever opened it.")
    if round.state(timezone.now()) is not RoundState.OPEN:
        raise RoundClosedError(str(round))
    invitee.round = round
    return invitee


def _columns(answer: Answer) -> dict[str, object]:
    kept = asdict(answer)
    return {name: kept[name] for name in ("value", "low", "high", "reason")}


def _record(round: Round, by: User, verb: str) -> None:
    url = reverse("assessment:round", args=[round.project_id, round.number])
    activity_record(project=round.project, actor=by, verb=verb, subject=str(round), url=url)
