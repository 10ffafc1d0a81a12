"""Change what members may do, and let them go."""

from __future__ import annotations

import pytest

from projects.exceptions import LastOwnerError, RuleError
from projects.models import Membership, Project, Role, User
from projects.services.membership import (
    membership_change_role,
    membership_leave,
    membership_remove,
)


def membership(user: User) -> Membership:
    return Membership.objects.select_related("project", "user").get(user=user)


def newest(project: Project) -> str:
    return str(project.activity.select_related("actor").first())


def test_a_role_can_change(project: Project, owner: User, architect: User) -> None:
    membership_change_role(membership=membership(architect), actor=owner, role=Role.OWNER)

    assert membership(architect).role == Role.OWNER
    assert newest(project) == "Olive made Archie owner"


def test_giving_the_same_role_is_no_event(project: Project, owner: User, architect: User) -> None:
    membership_change_role(membership=membership(architect), actor=owner, role=Role.ARCHITECT)

    assert newest(project) == "Olive created the project Online order"


def test_somebody_removed_is_out(project: Project, owner: User, architect: User) -> None:
    membership_remove(membership=membership(architect), actor=owner)

    assert not project.memberships.filter(user=architect).exists()
    assert newest(project) == "Olive removed Archie"


def test_somebody_may_leave(project: Project, stakeholder: User) -> None:
    membership_leave(project=project, user=stakeholder)

    assert not project.memberships.filter(user=stakeholder).exists()
    assert newest(project) == "Stan left the project"


def test_the_last_owner_cannot_leave(project: Project, owner: User) -> None:
    with pytest.raises(LastOwnerError):
        membership_leave(project=project, user=owner)

    assert membership(owner).role == Role.OWNER


def test_the_last_owner_cannot_be_removed(project: Project, owner: User) -> None:
    with pytest.raises(LastOwnerError):
        membership_remove(membership=membership(owner), actor=owner)


def test_the_last_owner_cannot_step_down(project: Project, owner: User) -> None:
    with pytest.raises(LastOwnerError):
        membership_change_role(membership=membership(owner), actor=owner, role=Role.ARCHITECT)


def test_two_owners_who_looked_at_the_same_moment_cannot_both_step_down(
    project: Project, owner: User, architect: User
) -> None:
    membership_change_role(membership=membership(architect), actor=owner, role=Role.OWNER)
    hers, his = membership(owner), membership(architect)

    membership_change_role(membership=hers, actor=owner, role=Role.ARCHITECT)

    with pytest.raises(LastOwnerError):
        membership_change_role(membership=his, actor=architect, role=Role.ARCHITECT)


def test_somebody_who_left_meanwhile_cannot_be_promoted(
    project: Project, owner: User, contributor: User
) -> None:
    seen = membership(contributor)
    membership_leave(project=project, user=contributor)

    with pytest.raises(RuleError, match="Connie is no longer in the project"):
        membership_change_role(membership=seen, actor=owner, role=Role.OWNER)
