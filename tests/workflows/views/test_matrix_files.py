"""workflows/views/matrix_files.py"""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import SHORTER_ORDER, outsiders_are_kept_out, upload, url
from workflows.models import MatrixRow
from workflows.selectors.matrix import matrix_for
from workflows.services.matrix import matrix_cell_set


def _send(client: Client, project: Project, content: bytes) -> tuple[int, str]:
    sent = {"file": SimpleUploadedFile("matrix.csv", content)}
    response = client.post(url("matrix-import", project), sent)
    return response.status_code, response.content.decode()


def _hidden(page: str) -> dict[str, str]:
    """The consent form of a preview."""
    return {
        name: match[1]
        for name in ("content", "source", "seen")
        if (match := re.search(f'name="{name}" value="([^"]*)"', page))
    }


def _timeout(project: Project) -> str:
    matrix = matrix_for(project)
    assert matrix is not None
    return matrix.line("pay").cell("timeout").text


def test_the_download_has_a_line_for_each_step(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("matrix-csv", mapped))

    header, *lines = response.content.decode("utf-8-sig").splitlines()
    assert header.startswith("step,name,participant")
    assert [line.split(",")[0] for line in lines] == ["reserve", "pay", "check"]


def test_a_download_that_comes_back_changes_nothing(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    content = client.get(url("matrix-csv", mapped)).content

    _, page = _send(client, mapped, content)

    assert "Nothing: every cell that can be taken already reads so." in page


def test_a_preview_shows_the_change_and_stores_nothing(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    status, page = _send(client_of(owner), mapped, b"step,timeout\npay,5s\n")

    assert status == 200
    assert "<td>30s</td><td><strong>5s</strong></td>" in page
    assert not MatrixRow.objects.exists()


def test_applying_stores_what_the_preview_showed(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    _, page = _send(client, mapped, b"step,timeout\npay,5s\n")

    client.post(url("matrix-import", mapped), _hidden(page))

    assert MatrixRow.objects.get().values == {"timeout": "5s"}


def test_a_matrix_that_changed_after_the_preview_is_shown_anew(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    _, page = _send(client, mapped, b"step,timeout\npay,5s\n")
    matrix_cell_set(
        project=mapped, actor=architect, step_id="pay", column_id="timeout", text="9s", version=0
    )

    response = client.post(url("matrix-import", mapped), _hidden(page))

    assert response.status_code == 409
    assert "<td>9s</td><td><strong>5s</strong></td>" in response.content.decode()
    assert _timeout(mapped) == "9s"


def test_a_bad_cell_is_told_with_its_row_and_the_rest_is_taken(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    _, page = _send(client, mapped, b"step,timeout\npay,soon\nreserve,6s\n")

    client.post(url("matrix-import", mapped), _hidden(page))

    assert "<td>B2</td><td>Charge card</td><td>Timeout</td>" in page
    assert MatrixRow.objects.get().step_id == "reserve"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,timeout\nx,5s\n", "has no column &#x27;step&#x27;"),
        (b"\xff\xfa\x00step", "UTF-8"),
        (b"PK\x03\x04zip", "is a damaged XLSX file"),
        (b"", "is empty"),
        (b"step\n" + b" " * 1024 * 1024, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_matrix_is_refused_with_the_mend(
    mapped: Project, owner: User, client_of: ClientOf, content: bytes, message: str
) -> None:
    status, page = _send(client_of(owner), mapped, content)

    assert status == 422
    assert message in page


def test_a_broken_consent_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    sent = {"content": "not base64!", "seen": "x"}

    page = client_of(owner).post(url("matrix-import", mapped), sent, follow=True)

    assert "Choose it again" in page.content.decode()


def test_without_a_map_it_says_so(project: Project, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(url("matrix-import", project))

    assert response.status_code == 409
    assert "no workflow map yet" in response.content.decode()


def test_only_architects_import(
    mapped: Project, stakeholder: User, contributor: User, client_of: ClientOf
) -> None:
    assert client_of(stakeholder).get(url("matrix-import", mapped)).status_code == 403
    assert client_of(contributor).post(url("matrix-import", mapped)).status_code == 403
    assert client_of(stakeholder).get(url("matrix-csv", mapped)).status_code == 200


def test_strangers_get_404_and_anonymous_people_sign_in(mapped: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("matrix-import", mapped))
    outsiders_are_kept_out(stranger, url("matrix-csv", mapped))


def test_the_download_rejects_post(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(url("matrix-csv", mapped)).status_code == 405


def test_a_map_without_people_can_be_downloaded(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    upload(project, owner, SHORTER_ORDER)

    response = client_of(owner).get(url("matrix-csv", project))

    assert response.content.decode("utf-8-sig").count("\n") == 3


def test_a_workbook_that_comes_back_changes_nothing(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    content = client.get(url("matrix-xlsx", mapped)).content

    _, page = _send(client, mapped, content)

    assert content.startswith(b"PK")
    assert "Nothing: every cell that can be taken already reads so." in page


def test_of_a_conflict_the_ticked_side_is_stored(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    content = client.get(url("matrix-csv", mapped)).content.replace(b",30s,", b",5s,")
    for step in ("pay", "reserve"):
        matrix_cell_set(
            project=mapped, actor=architect, step_id=step, column_id="timeout", text="9s", version=0
        )
    _, page = _send(client, mapped, content)

    client.post(url("matrix-import", mapped), _hidden(page) | {"mine": "timeout:pay"})

    matrix = matrix_for(mapped)
    assert matrix is not None
    assert "Changed by a colleague as well" in page
    assert matrix.line("pay").cell("timeout").text == "5s"
    assert matrix.line("reserve").cell("timeout").text == "9s"


def test_an_unknown_column_is_told_with_the_one_it_resembles(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    _, page = _send(client_of(owner), mapped, b"step,timeuot\npay,5s\n")

    assert "timeuot (did you mean “Timeout”?)" in page
