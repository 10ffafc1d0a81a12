"""config/templatetags/look.py and the shared partials: what every page is drawn with."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client

from projects.models import Project, User
from workflows.definition.findings import Severity
from workflows.definition.model import OrchestrationModel


def drawn(template: str, **values: object) -> str:
    return Template(template).render(Context(values))


@pytest.mark.parametrize("model", OrchestrationModel)
def test_a_model_is_told_by_mark_and_name(model: OrchestrationModel) -> None:
    html = drawn('{% include "_model.html" %}', model=model)

    assert f"fill-{model.value}" in html
    assert model.value.capitalize() in html


def test_a_severity_is_told_in_a_word() -> None:
    html = drawn('{% include "_severity.html" %}', severity=Severity.HIGH)

    assert "badge-severity--high" in html
    assert ">high<" in html


class AddressForm(forms.Form):
    email = forms.EmailField(label="Your address", help_text="We write to it.")
    news = forms.BooleanField(label="Send news", required=False)


def test_a_field_stands_with_its_label_its_help_and_its_error() -> None:
    html = str(AddressForm({"email": "nobody"}))

    assert '<label for="id_email">Your address</label>' in html
    assert "We write to it." in html
    assert "Enter a valid email address." in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html


def test_a_box_to_tick_stands_before_its_label() -> None:
    html = str(AddressForm())

    assert html.index('type="checkbox"') < html.index("Send news")


def test_the_navigation_shows_every_stage_and_marks_where_one_is(
    client: Client, owner: User, project: Project
) -> None:
    client.force_login(owner)

    html = client.get(f"/projects/{project.pk}/discover/context/").content.decode()

    assert all(name in html for name in ("Discover", "Decide", "Prove", "Plan", "Report"))
    assert 'class="stage stage--open"' in html
    assert 'aria-current="page">Context</a>' in html


def test_a_stranger_sees_a_page_that_says_what_to_do(client: Client, stranger: User) -> None:
    client.force_login(stranger)

    response = client.get("/projects/00000000-0000-0000-0000-000000000000/people/")

    assert response.status_code == 404
    assert "Ask its owner for an invitation" in response.content.decode()
