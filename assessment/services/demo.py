"""The demo: a login and one living project for each example."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessment.selectors.plan import plan_state
from assessment.selectors.verdicts import suggested_plan, verdict_of
from assessment.services.files import example_content, project_import
from assessment.services.plan import plan_generate
from projects.models import Project, User
from workflows.examples import examples

__all__ = ["DEMO_EMAIL", "DEMO_PASSWORD", "demo_is_loaded", "demo_load"]

DEMO_EMAIL = "demo@podium.example"
DEMO_PASSWORD = "podium-demo"  # noqa: S105 - printed for everybody: it opens the demo alone


def demo_is_loaded() -> bool:
    """Whether somebody loaded it before; it is never loaded twice."""
    return User.objects.filter(email=DEMO_EMAIL).exists()


@transaction.atomic
def demo_load() -> list[Project]:
    """Make the demo's user and, for each example, a project with its plan and an experiment that
    waits for a worker."""
    user = User.objects.create_user(DEMO_EMAIL, DEMO_PASSWORD, name="Demo")
    return [_project(user, example.key) for example in examples()]


def _project(user: User, key: str) -> Project:
    imported = project_import(by=user, name=f"{key}.yaml", content=example_content(key))
    _plan(imported.project, user)
    return imported.project


def _plan(project: Project, user: User) -> None:
    judged = verdict_of(project)
    if judged is None:
        return
    state = plan_state(project)
    plan_generate(
        project=project,
        by=user,
        start=judged.assessment.plan_start or timezone.localdate(),
        tasks=suggested_plan(judged),
        expected=state.version if state else 0,
    )
