"""workflows/views/matrix.py"""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import ORDER, outsiders_are_kept_out, upload, url
from workflows.models import MatrixRow
from workflows.selectors.matrix import Line, matrix_for

HTMX = {"HX-Request": "true"}


def _pay(project: Project) -> Line:
    found = matrix_for(project)
    assert found is not None
    return found.line("pay")


def _type(client: Client, project: Project, text: str, version: int = 0) -> tuple[int, str]:
    """Types into the timeout of `Charge card`, as the page with htmx does."""
    path = url("matrix-cell", project, "pay", "timeout")
    response = client.post(path, {"text": text, "version": version}, headers=HTMX)
    return response.status_code, response.content.decode()


def test_the_page_has_a_row_for_each_step(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("matrix", mapped)).content.decode()

    assert page.count('<tr id="row-') == 3
    assert "Reserve stock" in page


def test_assumed_cells_are_told_in_words(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("matrix", mapped)).content.decode()

    assert "cell--assumed" in page
    assert ", assumed: change Timeout" in page


def test_without_a_map_it_says_where_the_rows_come_from(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("matrix", project)).content.decode()

    assert "The matrix comes from the workflow map" in page


def test_a_stakeholder_sees_values_and_no_way_to_change_them(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("matrix", mapped)).content.decode()

    assert "immediate" in page or "eventual" in page
    assert "hx-get" not in page
    assert "Confirm" not in page


def test_strangers_get_404_and_anonymous_people_sign_in(mapped: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("matrix", mapped))
    outsiders_are_kept_out(stranger, url("matrix-row", mapped, "pay"))
    outsiders_are_kept_out(stranger, url("matrix-cell", mapped, "pay", "timeout"))


def test_a_cell_opens_in_its_row(mapped: Project, owner: User, client_of: ClientOf) -> None:
    path = url("matrix-cell", mapped, "pay", "consistency")

    part = client_of(owner).get(path, headers=HTMX).content.decode()

    assert "<select" in part
    assert "<html" not in part


def test_without_htmx_a_cell_leads_to_the_page_of_its_step(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("matrix-cell", mapped, "pay", "timeout"))

    assert response["Location"] == url("matrix-row", mapped, "pay")


def test_a_typed_cell_is_saved_and_said_to_be(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    status, part = _type(client_of(owner), mapped, "5s")

    assert status == 200
    assert "Saved" in part
    assert _pay(mapped).cell("timeout").text == "5s"


def test_a_bad_value_stays_in_its_field_with_the_mend_beside_it(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    status, part = _type(client_of(owner), mapped, "5")

    assert status == 422
    assert 'value="5"' in part
    assert "Needs a unit" in part


def test_a_stale_row_says_who_saved_and_keeps_what_was_typed(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    _type(client_of(architect), mapped, "9s")

    status, part = _type(client_of(owner), mapped, "5s")

    assert status == 409
    assert "Archie saved this row" in part
    assert "Stored now: 9s" in part
    assert 'value="5s"' in part
    assert _pay(mapped).cell("timeout").text == "9s"


def test_what_was_kept_can_then_be_saved(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    _type(client_of(architect), mapped, "9s")
    _type(client_of(owner), mapped, "5s")

    _type(client_of(owner), mapped, "5s", version=1)

    assert _pay(mapped).cell("timeout").text == "5s"


@pytest.mark.parametrize(
    ("step", "column"), [("start", "timeout"), ("none", "timeout"), ("pay", "deadline")]
)
def test_a_cell_that_is_not_there_is_404(
    mapped: Project, owner: User, client_of: ClientOf, step: str, column: str
) -> None:
    path = url("matrix-cell", mapped, step, column)

    assert client_of(owner).get(path, headers=HTMX).status_code == 404


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("matrix-cell", ("pay", "timeout")),
        ("matrix-row", ("pay",)),
        ("matrix-row-confirm", ("pay",)),
        ("matrix-confirm", ()),
    ],
)
def test_only_architects_write(
    mapped: Project,
    stakeholder: User,
    contributor: User,
    client_of: ClientOf,
    name: str,
    arguments: tuple[str, ...],
) -> None:
    path = url(name, mapped, *arguments)

    assert client_of(stakeholder).post(path).status_code == 403
    assert client_of(contributor).post(path).status_code == 403


def test_the_page_of_a_step_saves_only_what_was_changed(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    seen = {cell.column.id: cell.text for cell in _pay(mapped).cells if cell.applies}
    initial = {f"initial-{name}": text for name, text in seen.items()}
    sent = {**seen, **initial, "timeout": "5s", "version": "0"}

    client_of(owner).post(url("matrix-row", mapped, "pay"), sent)

    assert MatrixRow.objects.get().values == {"timeout": "5s"}


def test_the_page_of_a_step_puts_errors_beside_their_fields(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sent = {"timeout": "soon", "initial-timeout": "30s", "version": "0"}

    response = client_of(owner).post(url("matrix-row", mapped, "pay"), sent)

    assert response.status_code == 422
    assert "Must be a duration" in response.content.decode()
    assert 'value="soon"' in response.content.decode()


def test_a_stale_page_of_a_step_shows_both_values_and_keeps_yours(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    _type(client_of(architect), mapped, "9s")
    sent = {"timeout": "5s", "initial-timeout": "30s", "version": "0"}

    response = client_of(owner).post(url("matrix-row", mapped, "pay"), sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "stored is <strong>9s</strong>, yours is <strong>5s</strong>" in page
    assert 'name="version" value="1"' in page
    assert 'name="timeout" value="5s"' in page


def test_a_stakeholder_reads_a_step_in_fields_that_are_off(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("matrix-row", mapped, "pay")).content.decode()

    assert "disabled" in page
    assert "Save the step" not in page


def test_confirming_a_row_leaves_nothing_assumed(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    path = url("matrix-row-confirm", mapped, "pay")

    part = client_of(owner).post(path, {"version": 0}, headers=HTMX).content.decode()

    assert "cell--assumed" not in part
    assert _pay(mapped).assumed_count == 0


def test_confirming_a_stale_row_confirms_nothing_and_says_so(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    _type(client_of(architect), mapped, "9s")
    path = url("matrix-row-confirm", mapped, "pay")

    response = client_of(owner).post(path, {"version": 0}, headers=HTMX)

    assert response.status_code == 409
    assert "Archie saved this row" in response.content.decode()
    assert _pay(mapped).assumed_count > 0


def test_confirm_all_takes_the_rows_as_the_page_showed_them(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sent = {"version": ["reserve:0", "pay:0", "check:0"]}

    client_of(owner).post(url("matrix-confirm", mapped), sent)

    matrix = matrix_for(mapped)
    assert matrix is not None
    assert matrix.assumed_count == 0


def test_confirm_all_of_a_garbled_page_says_so(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sent = {"version": ["pay:much"]}

    page = client_of(owner).post(url("matrix-confirm", mapped), sent, follow=True)

    assert "This page is out of date" in page.content.decode()
    assert not MatrixRow.objects.exists()


@pytest.mark.parametrize("name", ["matrix-confirm", "matrix"])
def test_the_wrong_method_is_rejected(
    mapped: Project, owner: User, client_of: ClientOf, name: str
) -> None:
    client = client_of(owner)
    wrong = client.post if name == "matrix" else client.get

    assert wrong(url(name, mapped)).status_code == 405


def test_more_steps_take_no_more_queries(
    mapped: Project,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(60) as three_steps:
        client.get(url("matrix", mapped))
    steps = b"".join(b"  - {id: more%d, participant: shop}\n" % number for number in range(9))
    upload(mapped, owner, ORDER.replace(b"flows:\n", steps + b"flows:\n"))

    with django_assert_max_num_queries(len(three_steps)):
        page = client.get(url("matrix", mapped)).content.decode()

    assert page.count('<tr id="row-') == 12


def test_lines_are_found_and_sorted_by_address(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sent = {"q": "card", "sort": "-timeout"}

    page = client_of(owner).get(url("matrix", mapped), sent).content.decode()

    assert "1 of 3 steps." in page
    assert page.count('<tr id="row-') == 1
    assert 'aria-sort="descending"' in page


def test_a_set_of_columns_is_remembered(mapped: Project, owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    client.get(url("matrix", mapped), {"columns": "people"})

    page = client.get(url("matrix", mapped)).content.decode()

    assert "cell-pay-participant" in page
    assert "cell-pay-timeout" not in page


@pytest.mark.parametrize(
    "sent", [{"sort": "x"}, {"page": "-1"}, {"page": "9" * 30}, {"columns": "x"}, {"kind": "x"}]
)
def test_an_address_that_makes_no_sense_shows_what_it_can(
    mapped: Project, owner: User, client_of: ClientOf, sent: dict[str, str]
) -> None:
    response = client_of(owner).get(url("matrix", mapped), sent)

    assert response.content.decode().count('<tr id="row-') == 3


def test_a_search_without_result_says_so(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("matrix", mapped), {"q": "zebra"}).content.decode()

    assert "No step fits." in page


def test_a_note_is_written_on_the_page_of_its_step(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sent = {"note": "Ask Ana.", "initial-note": "", "version": "0"}

    client_of(owner).post(url("matrix-row", mapped, "pay"), sent)

    assert _pay(mapped).note == "Ask Ana."
    assert "Ask Ana." in client_of(owner).get(url("matrix", mapped)).content.decode()
