"""workflows/selectors/matrix_conflicts.py and workflows/selectors/matrix_history.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from workflows.formats.matrix import MATRIX_FORMATS
from workflows.selectors.matrix import Matrix, matrix_for
from workflows.selectors.matrix_conflicts import Proposal, proposal
from workflows.selectors.matrix_history import step_history
from workflows.services.matrix import matrix_cell_set, matrix_row_set


def matrix(project: Project) -> Matrix:
    found = matrix_for(project)
    assert found is not None
    return found


def state(project: Project, actor: User, text: str, column: str = "timeout") -> None:
    matrix_cell_set(
        project=project,
        actor=actor,
        step_id="pay",
        column_id=column,
        text=text,
        version=matrix(project).line("pay").version,
    )


def exported(project: Project, file_format: str = "csv") -> bytes:
    found = matrix(project)
    return MATRIX_FORMATS[file_format].write(found.definition, found.facts())


def proposed(project: Project, content: bytes, file_format: str = "csv") -> Proposal:
    found = matrix(project)
    change = MATRIX_FORMATS[file_format].read(content, found.definition, found.facts())
    return proposal(found, change)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_colleagues_change_stays_where_the_file_left_the_cell_alone(
    mapped: Project, owner: User, architect: User, file_format: str
) -> None:
    state(mapped, owner, "5s")
    content = exported(mapped, file_format)
    state(mapped, architect, "9s")

    found = proposed(mapped, content, file_format)

    assert (found.changes, found.conflicts, found.kept) == ((), (), 1)


def test_a_cell_changed_on_both_sides_is_a_conflict(
    mapped: Project, owner: User, architect: User
) -> None:
    state(mapped, owner, "5s")
    content = exported(mapped).replace(b",5s,", b",7s,")
    state(mapped, architect, "9s")

    found = proposed(mapped, content)

    (conflict,) = found.conflicts
    assert (conflict.mine.before, conflict.mine.after) == ("9s", "7s")
    assert conflict.last.by == architect
    assert found.cells() == {}
    assert found.cells([conflict.mine.key]) == {"pay": {"timeout": "7s"}}


def test_another_cell_of_a_changed_row_is_no_conflict(
    mapped: Project, owner: User, architect: User
) -> None:
    state(mapped, owner, "5s")
    content = exported(mapped).replace(b",5s,", b",7s,")
    state(mapped, architect, "immediate", "consistency")

    found = proposed(mapped, content)

    assert (len(found.changes), found.conflicts, found.kept) == (1, (), 1)


def test_a_note_written_on_both_sides_is_a_conflict(mapped: Project, owner: User) -> None:
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={}, note="old", version=0)
    content = exported(mapped).replace(b"old", b"mine")
    matrix_row_set(project=mapped, actor=owner, step_id="pay", texts={}, note="theirs", version=1)

    found = proposed(mapped, content)

    assert found.notes(["note:pay"]) == {"pay": "mine"}
    assert found.notes() == {}


def test_the_history_reads_as_sentences_newest_first(mapped: Project, owner: User) -> None:
    state(mapped, owner, "5s")
    state(mapped, owner, "shop", "participant")

    newest, oldest = step_history(matrix(mapped), "pay")

    assert (newest.label, newest.sentence) == ("Participant", "stated: Bank → Shop")
    assert oldest.sentence == "stated: 30s → 5s"
