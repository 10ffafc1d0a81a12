"""The findings page: what was noticed, and the suggested split of a long map."""

from __future__ import annotations

from itertools import pairwise

from django.urls import reverse

from projects.models import Project, User
from tests.cast import ClientOf
from workflows.services.maps import map_upload

LONG = "id: long\nname: Long\nparticipants:\n" + "".join(
    f"  - {{id: {who}, name: {who.title()}, team: {who.title()} team}}\n" for who in ("pay", "ship")
)
LONG += "nodes:\n" + "".join(
    f"  - {{id: {who}{number}, participant: {who}}}\n"
    for who in ("pay", "ship")
    for number in range(7)
)
STEPS = [f"{who}{number}" for who in ("pay", "ship") for number in range(7)]
LONG += "flows:\n" + "".join(f"  - {{from: {one}, to: {two}}}\n" for one, two in pairwise(STEPS))


def test_a_long_map_gets_a_suggested_split_with_owners(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    map_upload(project=project, actor=owner, name="long.yaml", content=LONG.encode())

    page = client_of(owner).get(_findings(project)).text

    assert "Suggested split" in page
    assert "Pay team" in page
    assert "“pay6” to “ship0”" in page


def test_a_short_map_is_left_whole(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert "Suggested split" not in client_of(owner).get(_findings(mapped)).text


def test_a_rule_is_named_by_its_title(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert "Nobody has said what can be seen" in client_of(owner).get(_findings(mapped)).text


def test_an_event_lost_in_a_new_version_of_the_map_is_found(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    paid = "data_flows: [{name: paid, from: pay6, to: ship0}]\n"
    map_upload(project=project, actor=owner, name="long.yaml", content=(LONG + paid).encode())
    map_upload(project=project, actor=owner, name="long.yaml", content=LONG.encode())

    page = client_of(owner).get(_findings(project)).text

    assert "“paid” is no longer published, but Ship reads it" in page


def _findings(project: Project) -> str:
    return reverse("assessment:findings", args=[project.pk])
