"""workflows/selectors/matrix_table.py"""

from __future__ import annotations

from typing import Any

import pytest

from projects.models import Project, User
from tests.workflows.stage import ORDER, upload
from workflows.definition.column_sets import COLUMN_SETS, column_set
from workflows.definition.columns import COLUMNS
from workflows.selectors.matrix import matrix_for
from workflows.selectors.matrix_table import PAGE_SIZE, Choice, MatrixTable
from workflows.services.matrix import matrix_cell_set, matrix_row_confirm, matrix_row_set


def table(project: Project, **choice: Any) -> MatrixTable:
    found = matrix_for(project)
    assert found is not None
    return MatrixTable(found, Choice(**choice))


def shown(project: Project, **choice: Any) -> list[str]:
    return [row.line.step.id for row in table(project, **choice).lines]


@pytest.mark.parametrize(
    ("choice", "steps"),
    [
        ({}, ["reserve", "pay", "check"]),
        ({"text": "CARD"}, ["pay"]),
        ({"text": "100ms"}, ["reserve"]),
        ({"participant": "clerk"}, ["check"]),
        ({"kind": "user-task"}, ["check"]),
        ({"scope": "nowhere"}, []),
        ({"sort": "step"}, ["pay", "check", "reserve"]),
        ({"sort": "duration_mean"}, ["reserve", "pay", "check"]),
        ({"sort": "duration_mean", "descending": True}, ["check", "pay", "reserve"]),
        ({"sort": "deadline"}, ["check", "reserve", "pay"]),
        ({"sort": "complete", "descending": True}, ["reserve", "pay", "check"]),
        ({"descending": True}, ["check", "pay", "reserve"]),
    ],
)
def test_lines_are_chosen_and_sorted(
    mapped: Project, choice: dict[str, object], steps: list[str]
) -> None:
    assert shown(mapped, **choice) == steps


def test_a_note_is_found(mapped: Project, owner: User) -> None:
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={}, note="Ask Ana", version=0)

    assert shown(mapped, text="ana") == ["pay"]


def test_assumed_only_leaves_out_what_is_known(mapped: Project, owner: User) -> None:
    matrix_row_confirm(project=mapped, actor=owner, step_id="pay", version=0)

    assert shown(mapped, assumed_only=True) == ["reserve", "check"]


def test_a_set_shows_its_columns_alone(mapped: Project) -> None:
    found = table(mapped, columns=column_set("people"))

    wanted = {"participant", "duration_mean", "duration_p95", "deadline", "escalation"}
    assert {column.id for column in found.columns} == wanted
    assert {cell.column.id for cell in found.lines[0].cells} == wanted


def test_every_column_is_in_a_perspective() -> None:
    looked_at = [one.columns for one in COLUMN_SETS.values() if one.is_perspective]

    assert frozenset().union(*looked_at) == {column.id for column in COLUMNS}


def test_completeness_counts_what_applies_and_is_known(mapped: Project, owner: User) -> None:
    before = table(mapped).share.known
    matrix_cell_set(
        project=mapped, actor=owner, step_id="pay", column_id="timeout", text="5s", version=0
    )

    after = table(mapped)

    assert (after.share.known - before, after.share.total) == (1, 3 * 17 + 2)
    (pay,) = [row for row in after.lines if row.line.step.id == "pay"]
    assert pay.share.percent == 100 * pay.share.known // 17


def test_a_long_matrix_comes_in_pages(mapped: Project, owner: User) -> None:
    steps = b"".join(b"  - {id: more%d, participant: shop}\n" % n for n in range(PAGE_SIZE))
    upload(mapped, owner, ORDER.replace(b"flows:\n", steps + b"flows:\n"))

    assert len(shown(mapped)) == PAGE_SIZE
    assert len(shown(mapped, page=2)) == 3
    assert table(mapped, page=99).page == 2
