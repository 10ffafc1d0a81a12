"""workflows/views/event_log.py"""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import SHORTER_ORDER, outsiders_are_kept_out, upload, url
from workflows.models import MatrixRow

LOG = "case,activity,start,end\n" + "".join(
    f"{n},Charge card,2026-11-03T14:00:00,2026-11-03T14:00:04\n" for n in range(40)
)


def _file(content: str = LOG, name: str = "orders.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content.encode())}


def _found(page: str) -> str:
    found = re.search(r'name="found" value="([^"]+)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_the_page_shows_what_a_log_says_and_stores_nothing(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).post(url("map-log", mapped), _file()).text

    assert "orders.csv: 40 cases" in page
    assert "<strong>4s, 4s</strong>" in page
    assert not MatrixRow.objects.exists()


def test_what_is_ticked_is_stated_in_the_matrix(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    found = _found(client.post(url("map-log", mapped), _file()).text)

    response = client.post(url("map-log", mapped), {"found": found, "take": "duration:pay"})

    assert response["Location"] == url("matrix", mapped, "order")
    assert MatrixRow.objects.get().values == {"duration_mean": "4s", "duration_p95": "4s"}


def test_without_a_tick_nothing_is_stored(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    found = _found(client.post(url("map-log", mapped), _file()).text)

    page = client.post(url("map-log", mapped), {"found": found}, follow=True).text

    assert "Nothing was chosen" in page
    assert not MatrixRow.objects.exists()


def test_a_map_changed_after_the_preview_is_told(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    found = _found(client.post(url("map-log", mapped), _file()).text)
    upload(mapped, architect, SHORTER_ORDER)

    sent = {"found": found, "take": "duration:pay"}
    page = client.post(url("map-log", mapped), sent, follow=True).text

    assert "version 2 of the map was made after your preview" in page
    assert not MatrixRow.objects.exists()


def test_a_changed_preview_is_refused(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    sent = {"found": "made up", "take": "duration:pay"}
    page = client_of(architect).post(url("map-log", mapped), sent, follow=True).text

    assert "did not arrive whole" in page


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("case,activity,end\n1,Pay,soon\n", "x.csv", "row 2: the time"),
        ("<log", "x.xes", "not well-formed"),
        ("x", "x.parquet", "choose a .csv or .xes file"),
    ],
)
def test_a_log_that_cannot_be_read_is_told(
    content: str, name: str, told: str, mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("map-log", mapped), _file(content, name))

    assert response.status_code == 422
    assert told in html.unescape(response.text)


def test_a_log_of_something_else_says_nothing(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).post(url("map-log", mapped), _file(LOG.replace("Charge", "Bake"))).text

    assert "None of its activities is a step of this map" in page


def test_only_architects_take_logs_in(
    mapped: Project, contributor: User, stranger: User, client_of: ClientOf
) -> None:
    assert client_of(contributor).get(url("map-log", mapped)).status_code == 403
    outsiders_are_kept_out(stranger, url("map-log", mapped))
