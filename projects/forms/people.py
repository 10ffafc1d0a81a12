"""Forms that invite people and change their role."""

from __future__ import annotations

from django import forms

from projects.models import Role

__all__ = ["InvitationForm", "RoleForm"]

_DAYS = [(1, "1 day"), (7, "7 days"), (30, "30 days")]


class RoleForm(forms.Form):
    """Which role somebody is to have; ``cleaned_data["role"]`` is a Role."""

    role = forms.TypedChoiceField(
        choices=Role.choices,
        coerce=Role,
        error_messages={"invalid_choice": "Choose one of the four roles."},
    )


class InvitationForm(forms.Form):
    """Role and life of an invitation; ``cleaned_data`` has a Role and a whole number of days."""

    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role, initial=Role.CONTRIBUTOR)
    days = forms.TypedChoiceField(label="Link works for", choices=_DAYS, coerce=int, initial=7)
