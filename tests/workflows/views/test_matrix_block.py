"""workflows/views/matrix_block.py"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.models import MatrixRow
from workflows.selectors.matrix import matrix_for
from workflows.services.matrix import matrix_cell_set

BULK = {"column": "timeout", "step": ["reserve", "pay"], "text": "7s"}
PASTE = {"block": "5s\t1%\n6s\t2%", "step": "reserve", "column": "timeout"}
HTMX = {"HX-Request": "true"}


def text_of(project: Project, step: str) -> str:
    found = matrix_for(project)
    assert found is not None
    return found.line(step).cell("timeout").text


def pasted(client: Client, project: Project) -> str:
    """The fingerprint of a preview."""
    page = client.post(url("matrix-paste", project), PASTE).content.decode()
    match = re.search(r'name="seen" value="([^"]+)"', page)
    assert match
    return match[1]


def test_the_page_shows_the_ticked_steps_and_the_field(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sent = {"column": "consistency", "step": ["reserve", "pay"]}

    page = client_of(owner).get(url("matrix-bulk", mapped), sent).content.decode()

    assert "Consistency of 2 steps" in page
    assert "<select" in page


def test_a_preview_counts_and_stores_nothing(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).post(url("matrix-bulk", mapped), BULK).content.decode()

    assert "Set 2 steps" in page
    assert not MatrixRow.objects.exists()


def test_applying_sets_all_of_them(mapped: Project, owner: User, client_of: ClientOf) -> None:
    sent = BULK | {"version": ["reserve:0", "pay:0"], "apply": "1"}

    page = client_of(owner).post(url("matrix-bulk", mapped), sent, follow=True).content.decode()

    assert "Timeout of 2 steps is “7s” now." in page
    assert (text_of(mapped, "reserve"), text_of(mapped, "pay")) == ("7s", "7s")


def test_stale_rows_are_told_one_by_one_and_nothing_is_set(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    matrix_cell_set(
        project=mapped, actor=architect, step_id="pay", column_id="timeout", text="9s", version=0
    )
    sent = BULK | {"version": ["reserve:0", "pay:0"], "apply": "1"}

    response = client_of(owner).post(url("matrix-bulk", mapped), sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Charge card: Archie saved it" in page
    assert 'value="pay:1"' in page
    assert 'value="7s"' in page
    assert text_of(mapped, "reserve") == "30s"


def test_a_bad_value_is_told_with_the_mend(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("matrix-bulk", mapped), BULK | {"text": "7"})

    assert response.status_code == 422
    assert "needs a unit" in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"column": "timeout"}, {"column": "x", "step": ["pay"]}])
def test_without_steps_or_column_one_is_sent_back(
    mapped: Project, owner: User, client_of: ClientOf, sent: dict[str, str]
) -> None:
    response = client_of(owner).get(url("matrix-bulk", mapped), sent, follow=True)

    assert response.redirect_chain
    assert response.status_code == 200


def test_a_pasted_block_is_previewed_in_a_part_for_the_dialog(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    part = client_of(owner).post(url("matrix-paste", mapped), PASTE, headers=HTMX).content.decode()

    assert "<html" not in part
    assert "Paste 4 cells" in part
    assert not MatrixRow.objects.exists()


def test_a_pasted_block_is_stored_as_it_was_shown(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    sent = PASTE | {"seen": pasted(client, mapped), "apply": "1"}

    client.post(url("matrix-paste", mapped), sent)

    assert (text_of(mapped, "reserve"), text_of(mapped, "pay")) == ("5s", "6s")


def test_a_matrix_that_changed_after_the_preview_is_shown_anew(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    seen = pasted(client, mapped)
    matrix_cell_set(
        project=mapped, actor=architect, step_id="pay", column_id="timeout", text="9s", version=0
    )

    response = client.post(url("matrix-paste", mapped), PASTE | {"seen": seen, "apply": "1"})

    assert response.status_code == 409
    assert text_of(mapped, "pay") == "9s"


def test_rows_follow_in_the_order_of_the_page(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    path = url("matrix-paste", mapped) + "?sort=-duration_mean&columns=operations"
    sent = PASTE | {"step": "check", "block": "5s\n6s"}

    page = client_of(owner).post(path, sent).content.decode()

    assert re.findall(r'<th scope="row">([^<]+)', page) == ["Check by hand", "Charge card"]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("1\n2\n3\n4", "begin further up"),
        ("\t".join("x" * 30), "begin further up"),
        ("", "This field is required"),
    ],
)
def test_a_block_that_does_not_fit_is_refused(
    mapped: Project, owner: User, client_of: ClientOf, block: str, message: str
) -> None:
    response = client_of(owner).post(url("matrix-paste", mapped), PASTE | {"block": block})

    assert response.status_code == 422
    assert message in response.content.decode()


@pytest.mark.parametrize("name", ["matrix-bulk", "matrix-paste"])
def test_only_architects_come_here(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(stakeholder).get(url(name, mapped)).status_code == 403
    assert client_of(stakeholder).delete(url(name, mapped)).status_code == 405
    outsiders_are_kept_out(stranger, url(name, mapped))
