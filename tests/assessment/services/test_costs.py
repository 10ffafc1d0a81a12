"""Saving the inputs of the costs and their currency."""

from __future__ import annotations

import pytest

from assessment.exceptions import StaleRowError
from assessment.models import CostSheet
from assessment.selectors.costs import costs_of
from assessment.services.costs import cost_currency_save, cost_inputs_save
from projects.models import ActivityEntry, Project, User

OURS = {"engineer-hour": (70.0, 95.0, 120.0)}


def test_what_is_saved_is_what_the_decision_reads(project: Project, owner: User) -> None:
    cost_inputs_save(project=project, by=owner, inputs=OURS, expected=0)

    assert costs_of(project).inputs == OURS


def test_the_log_says_so_once(project: Project, owner: User) -> None:
    for _ in range(2):
        cost_inputs_save(project=project, by=owner, inputs=OURS, expected=0)

    assert ActivityEntry.objects.filter(subject="the inputs of the costs").count() == 1
    assert CostSheet.objects.get().version == 1


def test_an_input_that_is_left_out_takes_its_default_again(project: Project, owner: User) -> None:
    cost_inputs_save(project=project, by=owner, inputs=OURS, expected=0)

    cost_inputs_save(project=project, by=owner, inputs={}, expected=1)

    assert costs_of(project).inputs == {}


def test_a_stale_page_overwrites_nothing(project: Project, owner: User) -> None:
    cost_inputs_save(project=project, by=owner, inputs=OURS, expected=0)

    with pytest.raises(StaleRowError):
        cost_inputs_save(project=project, by=owner, inputs={}, expected=0)

    assert costs_of(project).inputs == OURS


def test_another_currency_keeps_the_inputs_it_is_given(project: Project, owner: User) -> None:
    cost_inputs_save(project=project, by=owner, inputs=OURS, expected=0)

    cost_currency_save(project=project, by=owner, currency="CHF", inputs=OURS, expected=1)

    assert costs_of(project).currency == "CHF"
    assert costs_of(project).inputs == OURS


def test_the_same_currency_changes_nothing(project: Project, owner: User) -> None:
    for _ in range(2):
        cost_currency_save(project=project, by=owner, currency="USD", inputs={}, expected=0)

    assert CostSheet.objects.get().version == 1
