"""What sign-up asks for beyond e-mail and password, and the form for one's own name."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from projects.models import User

__all__ = ["NameAtSignUp", "PersonForm"]

_HELP = "How colleagues see you. Your e-mail address, if you leave it empty."


class NameAtSignUp(forms.Form):
    """The name field that allauth mixes into its sign-up form."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        required=False,
        help_text=_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("email", "name", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class PersonForm(forms.ModelForm[User]):
    """Change one's own name."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": "Your name"}
        help_texts = {"name": _HELP}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
