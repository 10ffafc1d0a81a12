"""Knowledge sets of a project: versions, the one it judges by, and sets of other projects."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.toml_table import KnowledgeError
from assessment.exceptions import KnowledgeUnusableError, StaleRowError
from assessment.file.write import write_assessment
from assessment.models import KnowledgeSetRow
from assessment.selectors.knowledge import knowledge_of, knowledge_set_of, reusable_sets
from assessment.selectors.verdicts import assessment_for, verdict_of
from assessment.services import knowledge as services
from assessment.services.files import project_import
from assessment.services.knowledge import (
    knowledge_choose,
    knowledge_set_copy,
    knowledge_set_store,
)
from projects.exceptions import RuleError
from projects.models import Membership, Project, Role, User
from projects.services.project import project_create
from tests.assessment.milestones import shipped

OWN = KnowledgeSet(
    name="Acme", suitability=shipped().replace("centralized = ", "centralized = 1 #")
)


def _other(owner: User, user: User, role: Role) -> KnowledgeSetRow:
    """A set in another project of the owner, in which the user has a role."""
    other = project_create(owner=owner, name="Returns")
    Membership.objects.create(project=other, user=user, role=role)
    return knowledge_set_store(project=other, by=owner, own=OWN)


def test_a_set_is_kept_and_nothing_is_judged_by_it_yet(mapped: Project, owner: User) -> None:
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)

    assert (row.number, row.to_domain()) == (1, OWN)
    assert knowledge_set_of(mapped).is_shipped


def test_the_same_upload_again_is_the_same_version(mapped: Project, owner: User) -> None:
    first, second = (knowledge_set_store(project=mapped, by=owner, own=OWN) for _ in range(2))

    assert first.pk == second.pk


def test_a_set_never_changes(mapped: Project, owner: User) -> None:
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)

    with pytest.raises(ValueError, match="never changes"):
        row.save()


def test_a_wrong_set_is_not_kept(mapped: Project, owner: User) -> None:
    with pytest.raises(KnowledgeError):
        knowledge_set_store(
            project=mapped, by=owner, own=KnowledgeSet(name="x", suitability="a = 1")
        )

    assert not KnowledgeSetRow.objects.exists()


def test_choosing_a_set_changes_the_verdict(mapped: Project, owner: User) -> None:
    before = verdict_of(mapped)
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)

    knowledge_choose(project=mapped, by=owner, chosen=row, expected=0)

    after = verdict_of(mapped)
    assert before is not None
    assert after is not None
    assert after.verdict.knowledge_version == row.version
    assert after.verdict.scores != before.verdict.scores


def test_going_back_gives_the_shipped_verdict_again(mapped: Project, owner: User) -> None:
    before = verdict_of(mapped)
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)
    knowledge_choose(project=mapped, by=owner, chosen=row, expected=0)

    knowledge_choose(project=mapped, by=owner, chosen=None, expected=1)

    assert verdict_of(mapped) == before


def test_two_who_choose_at_once_are_told(mapped: Project, owner: User) -> None:
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)
    knowledge_choose(project=mapped, by=owner, chosen=row, expected=0)

    with pytest.raises(StaleRowError, match="the knowledge base"):
        knowledge_choose(project=mapped, by=owner, chosen=None, expected=0)


def test_a_project_keeps_so_many_sets(
    mapped: Project, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_SETS", 1)
    knowledge_set_store(project=mapped, by=owner, own=OWN)

    with pytest.raises(RuleError, match="which is the most"):
        knowledge_set_store(
            project=mapped, by=owner, own=KnowledgeSet(name="B", suitability=OWN.suitability)
        )


def test_export_and_import_judge_alike(mapped: Project, owner: User) -> None:
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)
    knowledge_choose(project=mapped, by=owner, chosen=row, expected=0)
    stated, judged = assessment_for(mapped), verdict_of(mapped)
    assert stated is not None

    imported = project_import(by=owner, name="a.yaml", content=write_assessment(stated))

    again = verdict_of(imported.project)
    assert judged is not None
    assert again is not None
    assert again.verdict.sentence == judged.verdict.sentence
    assert again.verdict.knowledge_version == judged.verdict.knowledge_version


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.OWNER, True),
        (Role.ARCHITECT, True),
        (Role.CONTRIBUTOR, False),
        (Role.STAKEHOLDER, False),
    ],
)
def test_owners_and_architects_may_take_a_set_over(
    mapped: Project, owner: User, architect: User, role: Role, may: bool
) -> None:
    row = _other(owner, architect, role)

    assert (row in reusable_sets(mapped, architect)) is may


def test_a_set_that_was_taken_over_says_from_where(
    mapped: Project, owner: User, architect: User
) -> None:
    row = _other(owner, architect, Role.OWNER)

    copied = knowledge_set_copy(project=mapped, by=architect, source=row)

    assert (copied.project, copied.copied_from) == (mapped, "Returns")
    assert copied.to_domain() == OWN


def test_a_set_that_podium_no_longer_reads_is_told(mapped: Project, owner: User) -> None:
    row = knowledge_set_store(project=mapped, by=owner, own=OWN)
    knowledge_choose(project=mapped, by=owner, chosen=row, expected=0)
    KnowledgeSetRow.objects.update(suitability="version = '1'")

    with pytest.raises(KnowledgeUnusableError, match="Go back to the shipped one"):
        knowledge_of(mapped)
