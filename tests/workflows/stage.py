"""A project with a small map, for the tests of models, services, selectors and pages."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from projects.models import Project, User
from workflows.definition.model import Side
from workflows.models import Experiment, MapVersion
from workflows.sandbox.scenario import Fault, FaultKind, Scenario
from workflows.services.experiment_run import experiment_run
from workflows.services.experiments import experiment_create
from workflows.services.maps import map_upload

__all__ = [
    "ORDER",
    "SCENARIO",
    "SHORTER_ORDER",
    "experiment_done",
    "outsiders_are_kept_out",
    "upload",
    "url",
]

ORDER = b"""
id: order
name: Online order
participants:
  - {id: shop, name: Shop}
  - {id: bank, name: Bank, team: Payments}
  - {id: clerk, name: Clerk, kind: human}
nodes:
  - {id: start, kind: start}
  - id: reserve
    name: Reserve stock
    participant: shop
    effect: {idempotent: true}
    duration: 100ms
  - {id: pay, name: Charge card, participant: bank}
  - {id: check, name: Check by hand, kind: user-task, participant: clerk}
  - {id: end, kind: end}
flows:
  - start -> reserve
  - reserve -> pay
  - pay -> check
  - check -> end
"""

SHORTER_ORDER = ORDER.replace(
    b"  - {id: check, name: Check by hand, kind: user-task, participant: clerk}\n", b""
).replace(b"  - pay -> check\n  - check -> end\n", b"  - pay -> end\n")

SCENARIO = Scenario(
    cases=40,
    faults=(Fault(kind=FaultKind.MESSAGE_LOST, share=0.05),),
    outbox=False,
    boundary={"reserve": Side.ORCHESTRATED, "pay": Side.EVENT_DRIVEN},
)


def upload(project: Project, actor: User, content: bytes = ORDER) -> MapVersion:
    """The map as the project's newest version."""
    return map_upload(project=project, actor=actor, name="order.yaml", content=content)


def experiment_done(project: Project, actor: User, form: str = "form") -> Experiment:
    """An experiment that has run to its end."""
    experiment = experiment_create(project=project, actor=actor, scenario=SCENARIO, token=form)
    experiment_run(experiment_id=experiment.pk)
    experiment.refresh_from_db()
    return experiment


def url(name: str, project: Project, *args: object) -> str:
    """A page of this app below the project."""
    return reverse(f"workflows:{name}", args=[project.pk, *args])


def outsiders_are_kept_out(stranger: User, path: str) -> None:
    """A stranger learns nothing of the page, and somebody signed out is asked to sign in."""
    signed_in, signed_out = Client(), Client()
    signed_in.force_login(stranger)

    assert signed_in.get(path).status_code == 404
    assert signed_out.get(path)["Location"].startswith(reverse("account_login"))
