"""Which tools to show."""

from __future__ import annotations

from django.http import QueryDict

from assessment.forms.tools import ToolFilterForm
from workflows.definition.model import OrchestrationModel


def test_nothing_asked_shows_everything() -> None:
    assert ToolFilterForm(QueryDict("")).to_filter() == (None, "", "")


def test_what_is_asked_is_typed() -> None:
    form = ToolFilterForm(QueryDict("model=hybrid&role=broker&hosting=self-run"))

    assert form.to_filter() == (OrchestrationModel.HYBRID, "broker", "self-run")


def test_what_is_not_offered_filters_nothing_and_is_told() -> None:
    form = ToolFilterForm(QueryDict("model=anarchy&role=wizard&hosting=managed"))

    assert form.to_filter() == (None, "", "managed")
    assert form.errors["role"] == ["That is not offered, so all are shown. Choose one of these."]
