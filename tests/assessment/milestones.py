"""Milestones and knowledge sets for tests, made through the services in one line each."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

from assessment.decision.records.review import latest_review
from assessment.models import Milestone, MilestoneStatus
from assessment.services.records import MilestoneWish, milestone_make
from projects.models import Project, User

__all__ = ["TODAY", "made_milestone", "shipped"]

TODAY = dt.date(2026, 11, 23)


def shipped(name: str = "suitability.toml") -> str:
    """The text of a file that ships with Podium."""
    return (files("assessment.knowledge") / name).read_text("utf-8")


def made_milestone(
    project: Project,
    by: User,
    *,
    status: MilestoneStatus = MilestoneStatus.PROPOSED,
    supersedes: int | None = None,
    token: str = "",
    title: str = "Hybrid for the order",
    today: dt.date = TODAY,
    review_on: dt.date | None = None,
) -> Milestone:
    """A milestone of what stands now; each call makes another unless the token says otherwise."""
    wish = MilestoneWish(
        title=title,
        note="Before Black Friday",
        status=status,
        review_on=review_on or latest_review(today),
        supersedes=supersedes,
    )
    number = Milestone.objects.filter(project=project).count()
    return milestone_make(
        project=project, by=by, wish=wish, token=token or f"form-{number}", today=today
    )
