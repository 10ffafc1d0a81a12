"""Read rounds: who was asked, who has answered, and, once a round is closed, what they said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessment.decision.assessment import WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.rounds.ballot import Ballot
from assessment.decision.rounds.result import RoundResult, round_result
from assessment.models import BallotRow, Invitee, Round, RoundState
from assessment.selectors.verdicts import Judged
from projects.models import Membership, Project, Role, User

__all__ = [
    "ASKED_ROLES",
    "RoundLine",
    "ballot_of",
    "closed_ballots",
    "invitee_of",
    "invitees_of",
    "result_of",
    "round_lines",
    "round_of",
    "still_members",
    "waiting_for",
]

ASKED_ROLES = (Role.OWNER, Role.ARCHITECT, Role.CONTRIBUTOR)
"""Roles that may answer questions, and so may be asked to."""

_IS_MEMBER = Exists(
    Membership.objects.filter(
        project=OuterRef("round__project"), user=OuterRef("user"), role__in=ASKED_ROLES
    )
)
_HAS_ANSWERED = Exists(BallotRow.objects.filter(invitee=OuterRef("pk")))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """A round with how many were asked and how many have answered."""

    round: Round
    state: RoundState
    asked: int
    answered: int


def round_lines(project: Project, at: dt.datetime) -> list[RoundLine]:
    """The project's rounds, the latest first, with who opened them. One query."""
    rounds = Round.objects.filter(project=project).select_related("created_by")
    told = rounds.annotate(
        asked=Count("invitees"),
        answered=Count("invitees", filter=Q(invitees__ballot__isnull=False)),
    )
    return [
        RoundLine(round=one, state=one.state(at), asked=one.asked, answered=one.answered)
        for one in told.order_by("-number")
    ]


def round_of(project: Project, number: int) -> Round | None:
    """A round by its number. One query."""
    rounds = Round.objects.select_related("project", "created_by", "adopted_by", "follows")
    return rounds.filter(project=project, number=number).first()


def invitees_of(round: Round) -> QuerySet[Invitee]:
    """Those who were asked, each with ``is_member`` and ``has_answered``. One query."""
    invitees = Invitee.objects.filter(round=round).select_related("user")
    return invitees.annotate(is_member=_IS_MEMBER, has_answered=_HAS_ANSWERED)


def waiting_for(round: Round) -> QuerySet[Invitee]:
    """Those who are still in the project and have not answered. One query."""
    invitees = Invitee.objects.filter(round=round).select_related("user")
    return invitees.filter(_IS_MEMBER, ~_HAS_ANSWERED)


def still_members(round: Round) -> list[User]:
    """Those who were asked and may still answer. One query."""
    invitees = Invitee.objects.filter(round=round).select_related("user")
    users = (invitee.user for invitee in invitees.filter(_IS_MEMBER))
    return [user for user in users if user is not None]


def invitee_of(round: Round, user: User) -> Invitee | None:
    """This person's invitation, with the ballot; None where they were not asked. One query."""
    return round.invitees.select_related("ballot").filter(user=user).first()


def ballot_of(invitee: Invitee | None) -> BallotRow | None:
    """The ballot that an invitee has given. No query after ``invitee_of``."""
    return getattr(invitee, "ballot", None)


def closed_ballots(round: Round, at: dt.datetime) -> list[BallotRow]:
    """Every ballot with its invitee, in the order of the invitations: none before the round is
    closed, whoever asks. One query."""
    if round.state(at) is not RoundState.CLOSED:
        return []
    ballots = BallotRow.objects.filter(invitee__round=round).select_related("invitee")
    return list(ballots.order_by("invitee_id"))


def result_of(round: Round, judged: Judged, at: dt.datetime) -> RoundResult | None:
    """What a closed round came to; None before, and where nobody answered. One query."""
    rows = closed_ballots(round, at)
    ballots = [_to_ballot(row, name) for row, name in zip(rows, _told_apart(rows), strict=True)]
    return round_result(
        ballots,
        WeightingMethod(round.method),
        judged.assessment,
        judged.verdict,
        judged.experiment,
        name=str(round),
        knowledge=knowledge_in(judged.assessment.knowledge),
    )


def _told_apart(rows: list[BallotRow]) -> list[str]:
    """The people's names; a second Alex is ``Alex (2)``."""
    seen: Counter[str] = Counter()
    names = []
    for row in rows:
        seen[row.invitee.name] += 1
        number = seen[row.invitee.name]
        names.append(row.invitee.name if number == 1 else f"{row.invitee.name} ({number})")
    return names


def _to_ballot(row: BallotRow, person: str) -> Ballot:
    return Ballot(
        person=person,
        answers=row.to_answers(),
        weighting=row.to_weighting(),
        weights=row.to_points(load_knowledge().question_ids),
    )
