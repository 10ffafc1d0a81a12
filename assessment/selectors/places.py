"""From a fact to the page on which it was stated: every figure links to what it came from."""

from __future__ import annotations

from django.urls import reverse

from projects.models import Project
from workflows.definition.model import Definition

__all__ = ["fact_url", "place_name", "place_url"]

_PAGES = {
    "context": "assessment:context",
    "symptoms": "assessment:symptoms",
    "matrix": "workflows:matrix",
    "map": "workflows:map",
    "experiment": "workflows:experiments",
    "answers": "assessment:questions",
    "weights": "assessment:weights",
    "witnesses": "assessment:scorecard",
    "boundary": "assessment:boundary",
    "costs": "assessment:costs",
}


def fact_url(project: Project, fact: str) -> str:
    """The address of a fact such as ``context.cases_now``, ``matrix.consistency`` or ``map``.

    A fact of an unknown kind leads to the map, which everything is about.
    """
    kind, _, name = fact.partition(".")
    url = reverse(_PAGES.get(kind, "workflows:map"), args=[project.pk])
    if kind == "context" and name:
        return f"{url}#field-{name}"
    if kind == "symptoms" and name:
        return f"{url}#{name}"
    if kind == "answers" and name:
        return reverse("assessment:question", args=[project.pk, name])
    return url


def place_url(project: Project, definition: Definition, where: str) -> str:
    """The address of a finding's place: a step's row in the matrix, a node of the map, a fact."""
    node = definition.by_id.get(where)
    if node is None:
        return fact_url(project, where)
    if node.is_step:
        return f"{fact_url(project, 'matrix')}#row-{node.id}"
    return fact_url(project, "map")


def place_name(definition: Definition, where: str) -> str:
    """A finding's place in words: a node's name, or what kind of fact it is."""
    if node := definition.by_id.get(where):
        return node.name or node.id
    kind, _, name = where.partition(".")
    return (name or kind).replace("_", " ").replace("-", " ") or "whole map"
