"""Forms that invite people and change their role."""

from __future__ import annotations

from projects.forms.people import InvitationForm, RoleForm
from projects.models import Role


def test_a_role_comes_out_as_a_role() -> None:
    form = RoleForm({"role": "architect"})

    assert form.is_valid()
    assert form.cleaned_data["role"] is Role.ARCHITECT


def test_an_unknown_role_names_the_mend() -> None:
    assert RoleForm({"role": "emperor"}).errors["role"] == ["Choose one of the four roles."]


def test_an_invitation_has_a_role_and_days() -> None:
    form = InvitationForm({"role": "stakeholder", "days": "30"})

    assert form.is_valid()
    assert form.cleaned_data == {"role": Role.STAKEHOLDER, "days": 30}


def test_a_link_cannot_work_for_ever() -> None:
    assert "days" in InvitationForm({"role": "stakeholder", "days": "100000"}).errors
