"""What the tests of the reports app share: a project with a map, and a printer that is quick."""

from __future__ import annotations

import datetime as dt

import pytest

from projects.models import Project, User
from reports.models import Report
from reports.services import reports as services
from workflows.services.maps import map_upload

__all__ = ["TODAY", "make_report", "quick_printer", "reported"]

TODAY = dt.date(2026, 11, 23)
MAP = b"""id: order
name: Order
participants:
  - {id: shop, name: Shop}
nodes:
  - {id: start, kind: start}
  - {id: pay, name: Pay, kind: task, participant: shop}
  - {id: end, kind: end}
flows:
  - {from: start, to: pay}
  - {from: pay, to: end}
"""


@pytest.fixture
def reported(project: Project, owner: User) -> Project:
    """Olive's project with a workflow map, so that there is a verdict to report."""
    map_upload(project=project, actor=owner, name="order.yaml", content=MAP, message="")
    return project


@pytest.fixture
def quick_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prints a placeholder: these tests are about what happens around the printing."""
    monkeypatch.setattr(services, "render_pdf", lambda content: b"%PDF " + content.author.encode())


def make_report(project: Project, actor: User, form: str = "one") -> Report:
    """A report that waits for a worker."""
    return services.report_create(project=project, actor=actor, token=form, today=TODAY)
