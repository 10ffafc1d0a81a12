"""What happened in a project."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import FETCH_RAISE

from projects.models import ActivityEntry, Project

__all__ = ["ENTRIES_PER_PAGE", "activity_of"]

ENTRIES_PER_PAGE = 50


def activity_of(project: Project, page: str | int = 1) -> Page[ActivityEntry]:
    """One page of the log with its actors, newest first. Two queries.

    A page number that is no number or out of range gives the nearest page there is.
    """
    entries = project.activity.select_related("actor").fetch_mode(FETCH_RAISE)
    return Paginator(entries, ENTRIES_PER_PAGE).get_page(page)
