"""Decide: save what a project states for the cost model, and in which currency."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from assessment.models import CostSheet
from assessment.services.revision import locked_row, revise
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = ["cost_currency_save", "cost_inputs_save"]

type Inputs = Mapping[str, tuple[float, float, float]]

_WHAT = "the inputs of the costs"


@transaction.atomic
def cost_inputs_save(*, project: Project, by: User, inputs: Inputs, expected: int) -> CostSheet:
    """Make ``inputs`` what the project states: lowest, likeliest and highest value by input id.
    An input that is left out takes its default again.

    Saving what is stored already changes nothing. Raises StaleRowError where somebody else
    changed them after version ``expected`` (0: nothing was stated).
    """
    row = locked_row(CostSheet, project=project)
    if dict(row.to_domain().inputs) == dict(inputs):
        return row
    stored = {name: list(spread) for name, spread in inputs.items()}
    revise(row, expected=expected, by=by, what=_WHAT, inputs=stored)
    _log(project, by, _WHAT)
    return row


@transaction.atomic
def cost_currency_save(
    *, project: Project, by: User, currency: str, inputs: Inputs, expected: int
) -> CostSheet:
    """Count in another currency; ``inputs`` are the stated ones, converted into it.

    Saving what is stored already changes nothing. Raises StaleRowError as ``cost_inputs_save``.
    """
    row = locked_row(CostSheet, project=project)
    if row.currency == currency:
        return row
    stored = {name: list(spread) for name, spread in inputs.items()}
    revise(row, expected=expected, by=by, what="the currency", currency=currency, inputs=stored)
    _log(project, by, f"the currency of the costs to {currency}")
    return row


def _log(project: Project, by: User, subject: str) -> None:
    url = reverse("assessment:costs", args=[project.pk])
    activity_record(project=project, actor=by, verb="changed", subject=subject, url=url)
