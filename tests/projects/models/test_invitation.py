"""Where an invitation stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from projects.models import Invitation, InvitationState, Project, Role, User

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def invitation(**changes: object) -> Invitation:
    made = Invitation(token="t", role=Role.ARCHITECT, created_at=NOON, expires_at=LATER)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("made", "at", "state"),
    [
        (invitation(), NOON, InvitationState.OPEN),
        (invitation(), LATER, InvitationState.EXPIRED),
        (invitation(accepted_at=NOON), LATER, InvitationState.ACCEPTED),
        (invitation(revoked_at=NOON), LATER, InvitationState.REVOKED),
    ],
)
def test_the_state_follows_from_the_times(
    made: Invitation, at: datetime, state: InvitationState
) -> None:
    assert made.state(at) == state


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"role": "emperor"}, "invitation_role_is_known"),
        ({"expires_at": NOON}, "invitation_expires_after_it_is_made"),
        ({"accepted_at": NOON, "revoked_at": NOON}, "invitation_is_accepted_or_revoked_not_both"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    project: Project, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        invitation(project=project, **changes).save()


def test_the_database_refuses_a_guest_without_a_time(project: Project, owner: User) -> None:
    with pytest.raises(IntegrityError, match="invitation_accepted_by_has_a_time"):
        invitation(project=project, accepted_by=owner).save()


def test_an_invitation_does_not_give_its_token_away_in_logs(project: Project) -> None:
    assert str(invitation(project=project)) == "invitation to Online order as architect"
