"""Import and export of whole projects."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessment.file.read import read_assessment
from assessment.selectors.verdicts import verdict_of
from assessment.services.files import example_content
from projects.models import Project, User
from tests.cast import ClientOf
from workflows.examples import examples
from workflows.formats.reading import MAX_BYTES

IMPORT = "/projects/import/"
KEYS = [example.key for example in examples()]


@pytest.mark.parametrize("key", KEYS)
def test_what_is_exported_and_imported_gives_the_same_verdict(
    owner: User, client_of: ClientOf, key: str
) -> None:
    client = client_of(owner)
    client.post(IMPORT, {"example": key})
    project = Project.objects.get()

    exported = client.get(reverse("assessment:export", args=[project.pk])).content
    client.post(IMPORT, {"file": SimpleUploadedFile(f"{key}.yaml", exported)})

    copy = Project.objects.exclude(pk=project.pk).get()
    assert verdict_of(copy) == verdict_of(project)


@pytest.mark.parametrize("key", KEYS)
def test_an_example_states_in_the_browser_what_its_file_states(
    owner: User, client_of: ClientOf, key: str
) -> None:
    client_of(owner).post(IMPORT, {"example": key})

    judged = verdict_of(Project.objects.get())
    stated = read_assessment(example_content(key), source=f"{key}.yaml").assessment
    assert judged is not None
    assert judged.assessment.definition == stated.definition
    assert judged.assessment.context == stated.context
    assert judged.assessment.answers == stated.answers
    assert judged.assessment.weights == stated.weights


def test_a_broken_file_lists_every_problem_with_its_line_and_makes_nothing(
    owner: User, client_of: ClientOf
) -> None:
    broken = b"podium: 1\nname: Broken\nanswers:\n  scale: {value: 6}\nweigths: {}\n"

    response = client_of(owner).post(IMPORT, {"file": SimpleUploadedFile("b.yaml", broken)})

    assert response.status_code == 422
    assert "Line 4" in response.text
    assert "weights" in response.text
    assert "No project was made." in response.text
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.yaml", b""),
        ("noise.yaml", bytes(range(256))),
        ("page.bpmn", b"<html><body>no map</body></html>"),
        ("bomb.bpmn", b'<!DOCTYPE x [<!ENTITY a "aa">]><definitions>&a;</definitions>'),
        ("list.yaml", b"- just\n- a list\n"),
    ],
)
def test_what_is_no_assessment_is_refused_with_a_message(
    owner: User, client_of: ClientOf, name: str, content: bytes
) -> None:
    response = client_of(owner).post(IMPORT, {"file": SimpleUploadedFile(name, content)})

    assert response.status_code == 422
    assert 'class="errors"' in response.text
    assert not Project.objects.exists()


def test_a_file_over_five_megabytes_is_refused(owner: User, client_of: ClientOf) -> None:
    huge = SimpleUploadedFile("huge.yaml", b"#" * (MAX_BYTES + 1))

    response = client_of(owner).post(IMPORT, {"file": huge})

    assert "at most 5 MB are read" in response.text


def test_nothing_chosen_says_so(owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).post(IMPORT)

    assert response.status_code == 422
    assert "Choose a file first" in response.text


def test_an_unknown_example_is_refused(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(IMPORT, {"example": "../secret"}).status_code == 422


def test_a_bare_map_becomes_a_project(owner: User, client_of: ClientOf) -> None:
    bare = b"id: m\nname: Just a map\nparticipants: []\nnodes:\n" + (
        b"  - {id: s, kind: start}\n  - {id: e, kind: end}\nflows:\n  - {from: s, to: e}\n"
    )

    client_of(owner).post(IMPORT, {"file": SimpleUploadedFile("m.yaml", bare)})

    assert Project.objects.get().name == "Just a map"


def test_the_signed_out_import_nothing(client_of: ClientOf, db: None) -> None:
    assert client_of().get(IMPORT).status_code == 302


def test_no_other_method_is_taken(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).put(IMPORT).status_code == 405


def test_strangers_export_nothing(mapped: Project, stranger: User, client_of: ClientOf) -> None:
    url = reverse("assessment:export", args=[mapped.pk])

    assert client_of(stranger).get(url).status_code == 404


def test_without_a_map_there_is_nothing_to_export(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(reverse("assessment:export", args=[project.pk]))

    assert response.status_code == 409
    assert "no workflow map yet" in response.text
