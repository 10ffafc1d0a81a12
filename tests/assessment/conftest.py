"""A project with a map, for pages that have something to say."""

from __future__ import annotations

import pytest

from projects.models import Project, User
from workflows.services.maps import map_upload

MAP = b"""
id: order
name: Order
participants:
  - {id: stock, name: Stock, team: Warehouse}
  - {id: bank, name: Bank, kind: external}
nodes:
  - {id: start, name: Placed, kind: start}
  - id: reserve
    name: Reserve stock
    participant: stock
    consistency: immediate
  - {id: pay, name: Charge card, participant: bank, effect: {idempotent: no}}
  - {id: end, name: Done, kind: end}
flows:
  - {from: start, to: reserve}
  - {from: reserve, to: pay}
  - {from: pay, to: end}
"""


@pytest.fixture
def mapped(project: Project, owner: User) -> Project:
    """Olive's project with a map of two steps: reserve stock, charge card."""
    map_upload(project=project, actor=owner, name="order.yaml", content=MAP)
    return project
