"""workflows/services/event_log.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.stage import SHORTER_ORDER, upload
from workflows.exceptions import BlockRefusedError, StaleMapError
from workflows.models import MapVersion, MatrixRow
from workflows.services.event_log import observation_apply

DECIDING = b"""
id: order
name: Order
nodes:
  - {id: start, kind: start}
  - {id: ok, kind: decision}  # who may pay later
  - {id: pay}
  - {id: bill}
  - {id: end, kind: end}
flows:
  - start -> ok
  - {from: ok, to: pay, probability: 50%}
  - {from: ok, to: bill, default: yes}
  - pay -> end
  - bill -> end
"""
SHARES = {"ok-to-pay": 0.9, "ok-to-bill": 0.1}


def test_ways_taken_become_a_new_version_of_the_same_file(project: Project, owner: User) -> None:
    upload(project, owner, DECIDING)

    version = observation_apply(
        project=project, actor=owner, cells={}, shares=SHARES, source="log.xes", seen=1
    )

    assert [flow.probability for flow in version.definition.outgoing["ok"]] == [0.9, 0.1]
    assert b"# who may pay later" in bytes(version.original)
    assert version.message == "Ways taken as in log.xes"


def test_cells_alone_make_no_version(mapped: Project, owner: User) -> None:
    observation_apply(
        project=mapped,
        actor=owner,
        cells={"pay": {"transient": "2%"}},
        shares={},
        source="log.xes",
        seen=1,
    )

    assert MapVersion.objects.count() == 1
    assert MatrixRow.objects.get().values == {"transient": "2%"}


def test_a_newer_version_is_told_and_nothing_written(mapped: Project, owner: User) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    with pytest.raises(StaleMapError):
        observation_apply(
            project=mapped,
            actor=owner,
            cells={"pay": {"transient": "2%"}},
            shares={},
            source="log.xes",
            seen=1,
        )

    assert not MatrixRow.objects.exists()


def test_values_that_do_not_fit_are_refused(mapped: Project, owner: User) -> None:
    with pytest.raises(BlockRefusedError):
        observation_apply(
            project=mapped,
            actor=owner,
            cells={"pay": {"transient": "200%"}},
            shares={},
            source="log.xes",
            seen=1,
        )
