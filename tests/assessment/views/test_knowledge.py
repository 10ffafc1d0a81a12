"""The knowledge base's pages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessment.decision.assessment import KnowledgeSet
from assessment.models import KnowledgeChoice, KnowledgeSetRow
from assessment.services.knowledge import knowledge_choose, knowledge_set_store
from projects.models import Project, User
from projects.services.project import project_create
from tests.assessment.milestones import shipped
from tests.cast import ClientOf

OWN = KnowledgeSet(name="Acme", suitability=shipped().replace("hybrid = 60", "hybrid = 3"))
WORDED = KnowledgeSet(
    name="Words",
    questions=shipped("questions.toml").replace('title = "Scale"', 'title = "Volume"'),
)


def url(page: str, project: Project, *args: object) -> str:
    return reverse(f"assessment:{page}", args=[project.pk, *args])


def file(text: str | bytes, name: str = "suitability.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def judged_by(project: Project, by: User, own: KnowledgeSet = OWN) -> KnowledgeSetRow:
    row = knowledge_set_store(project=project, by=by, own=own)
    knowledge_choose(project=project, by=by, chosen=row, expected=0)
    return row


def test_the_table_is_readable_with_reasons_and_sources(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("knowledge", mapped)).text

    assert "ships with Podium, version" in page
    assert "Undoing several steps together by reaction alone is hard to get right." in page
    assert "Sagas" in page
    assert "Upload" not in page


def test_an_upload_is_kept_and_shown_before_it_is_used(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)

    response = client.post(
        url("knowledge-upload", mapped), {"name": "Acme", "suitability": file(OWN.suitability)}
    )

    assert response["Location"] == url("knowledge-set", mapped, 1)
    page = client.get(response["Location"]).text
    assert "What it would do to the verdict" in page
    assert "Consistency, answer 1: hybrid" in page
    assert not KnowledgeChoice.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OWN.suitability.replace("choreography = 95\n", ""), "row 1: choreography is missing"),
        (OWN.suitability.replace("hybrid = 90", "hybrid = nan"), "got nan"),
        ("[[row", "suitability.toml: "),
        (b"\xff\xfe", "is not UTF-8 text"),
        ("#" * 210_000, "is too large: at most 200 KB are read"),
        ("", "is empty"),
        (OWN.suitability.replace('version = "', f'version = "{"9" * 200}'), "at most 100 char"),
    ],
    ids=["cell", "nan", "toml", "utf-8", "large", "empty", "version"],
)
def test_a_wrong_upload_names_row_and_mend_and_keeps_the_name(
    mapped: Project, owner: User, client_of: ClientOf, content: str | bytes, said: str
) -> None:
    response = client_of(owner).post(
        url("knowledge-upload", mapped), {"name": "Acme 2", "suitability": file(content)}
    )

    assert response.status_code == 422
    assert said in response.text
    assert "Acme 2" in response.text
    assert not KnowledgeSetRow.objects.exists()


def test_an_upload_without_a_file_asks_for_one(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("knowledge-upload", mapped), {"name": "Acme"})

    assert response.status_code == 422
    assert "Choose a file first" in response.text


def test_a_set_is_chosen_and_left_again(mapped: Project, owner: User, client_of: ClientOf) -> None:
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)
    client, choose = client_of(owner), url("knowledge-choose", mapped)

    client.post(choose, {"number": 1, "version": 0})
    assert f"Verdicts name it <code>{row.version}" in client.get(url("knowledge", mapped)).text

    client.post(choose, {"number": 0, "version": 1})
    assert "ships with Podium, version" in client.get(url("knowledge", mapped)).text


def test_a_stale_choice_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    judged_by(mapped, owner)

    page = client_of(owner).post(
        url("knowledge-choose", mapped), {"number": 0, "version": 0}, follow=True
    )

    assert "Somebody changed the knowledge base" in page.text


def test_ones_own_wording_stands_on_every_page(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    judged_by(mapped, owner, WORDED)
    client = client_of(owner)

    for page in ("questions", "scorecard", "weights"):
        assert "Volume" in client.get(url(page, mapped)).text
    assert "Volume" in client.get(url("question", mapped, "scale")).text


def test_the_set_of_another_project_is_taken_over(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    other = project_create(owner=owner, name="Returns")
    source = knowledge_set_store(project=other, by=owner, own=OWN)
    client = client_of(owner)
    assert "Returns: Acme" in client.get(url("knowledge", mapped)).text

    response = client.post(url("knowledge-reuse", mapped), {"source": source.pk})

    assert response["Location"] == url("knowledge-set", mapped, 1)
    assert KnowledgeSetRow.objects.get(project=mapped).copied_from == "Returns"


def test_the_set_of_a_strangers_project_cannot_be_taken_over(
    mapped: Project, owner: User, stranger: User, client_of: ClientOf
) -> None:
    other = project_create(owner=stranger, name="Secret")
    source = knowledge_set_store(project=other, by=stranger, own=OWN)

    response = client_of(owner).post(url("knowledge-reuse", mapped), {"source": source.pk})

    assert response.status_code == 422
    assert "cannot be reached any more" in response.text
    assert "Secret" not in response.text


def test_a_set_that_podium_no_longer_reads_leaves_this_page_open(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    judged_by(mapped, owner)
    KnowledgeSetRow.objects.update(suitability="version = '1'")
    client = client_of(owner)

    assert client.get(url("scorecard", mapped)).status_code == 409
    assert "which this Podium cannot" in client.get(url("knowledge", mapped)).text
    assert "cannot read the set" in client.get(url("knowledge-set", mapped, 1)).text
    client.post(url("knowledge-choose", mapped), {"number": 0, "version": 1})
    assert client.get(url("scorecard", mapped)).status_code == 200


def test_without_a_map_a_set_shows_what_it_changes(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    knowledge_set_store(project=project, by=owner, own=OWN)

    page = client_of(owner).get(url("knowledge-set", project, 1)).text

    assert "There is no verdict to compare yet" in page
    assert "Consistency, answer 1: hybrid" in page


def test_files_can_be_had(mapped: Project, owner: User, client_of: ClientOf) -> None:
    knowledge_set_store(project=mapped, by=owner, own=OWN)
    client = client_of(owner)

    shipped_one = client.get(url("knowledge-file", mapped, 0, "questions.toml"))
    own = client.get(url("knowledge-file", mapped, 1, "suitability.toml"))

    assert shipped_one.text == shipped("questions.toml")
    assert own.text == OWN.suitability


@pytest.mark.parametrize(
    ("number", "name"), [(1, "questions.toml"), (0, "plan.toml"), (2, "suitability.toml")]
)
def test_files_that_are_not_there_are_not_found(
    mapped: Project, owner: User, client_of: ClientOf, number: int, name: str
) -> None:
    knowledge_set_store(project=mapped, by=owner, own=OWN)

    assert client_of(owner).get(url("knowledge-file", mapped, number, name)).status_code == 404
