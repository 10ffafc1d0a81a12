"""Remind those who have not answered, once, before a round closes."""

from __future__ import annotations

import structlog
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

from assessment.models import Invitee, Round, RoundState
from assessment.selectors.rounds import waiting_for

__all__ = ["round_remind"]

log = structlog.get_logger(__name__)


def round_remind(*, round_id: int, address: str) -> int:
    """Send an e-mail to everybody the round still waits for; ``address`` is that of its ballot.

    Says how many were sent: none once the round has ended or while its project is archived.
    Nobody is written to twice: each is marked before the e-mail goes out, and unmarked only where
    it could not be sent, so that running again reaches those alone.
    """
    round = Round.objects.select_related("project").filter(pk=round_id).first()
    if round is None or round.project.is_archived:
        return 0
    if round.state(timezone.now()) is not RoundState.OPEN:
        return 0
    return sum(_remind(round, invitee, address) for invitee in waiting_for(round))


def _remind(round: Round, invitee: Invitee, address: str) -> bool:
    claim = Invitee.objects.filter(pk=invitee.pk, reminded_at=None)
    if invitee.user is None or not claim.update(reminded_at=timezone.now()):
        return False
    told = {"round": round, "invitee": invitee, "address": address}
    try:
        send_mail(
            subject=f"{round} of “{round.project.name}” waits for your ballot",
            message=render_to_string("assessment/mail/round_reminder.txt", told),
            from_email=None,
            recipient_list=[invitee.user.email],
        )
    except OSError:
        log.exception("round_reminder_failed", round=round.pk, invitee=invitee.pk)
        Invitee.objects.filter(pk=invitee.pk).update(reminded_at=None)
        return False
    return True
