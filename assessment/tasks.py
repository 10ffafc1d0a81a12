"""What the background worker does for this app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.tasks import task

from assessment.models import Round
from assessment.services.round_reminders import round_remind
from assessment.services.rounds import round_open

__all__ = ["remind_round", "round_start"]


@transaction.atomic
def round_start(*, address_of: Callable[[Round], str], **asked: Any) -> Round:
    """Open a round as ``round_open`` does and queue its reminder, both or neither.

    ``address_of`` gives the full address of the round's ballot for the e-mail. The same token again
    returns the same round and queues nothing.
    """
    known = Round.objects.filter(project=asked["project"], token=asked["token"]).exists()
    opened = round_open(**asked)
    if opened.remind_at and not known:
        remind_round.using(run_after=opened.remind_at).enqueue(opened.pk, address_of(opened))
    return opened


@task
def remind_round(round_id: int, address: str) -> int:
    """Remind those whom the round still waits for; says how many e-mails went out."""
    return round_remind(round_id=round_id, address=address)
