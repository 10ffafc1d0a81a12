"""Read the knowledge that a project judges by, and the sets that it could judge by."""

from __future__ import annotations

from django.db.models import QuerySet

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.toml_table import KnowledgeError
from assessment.exceptions import KnowledgeUnusableError
from assessment.models import KnowledgeChoice, KnowledgeSetRow
from projects.models import Membership, Project, Role, User

__all__ = [
    "knowledge_choice",
    "knowledge_of",
    "knowledge_set",
    "knowledge_set_of",
    "knowledge_sets",
    "reusable_sets",
]

_MAY_REUSE = (Role.OWNER, Role.ARCHITECT)
_MOST_REUSABLE = 50


def knowledge_choice(project: Project) -> KnowledgeChoice | None:
    """Which set the project judges by, and who chose it; None before anybody did. One query."""
    rows = KnowledgeChoice.objects.select_related("knowledge_set", "updated_by")
    return rows.filter(project=project).first()


def knowledge_set_of(project: Project) -> KnowledgeSet:
    """The set that the project judges by; an empty one for the shipped knowledge. One query.

    Raises KnowledgeUnusableError where this Podium cannot read it.
    """
    choice = knowledge_choice(project)
    own = choice.knowledge_set.to_domain() if choice and choice.knowledge_set else KnowledgeSet()
    try:
        knowledge_in(own)
    except KnowledgeError as error:
        raise KnowledgeUnusableError(own.name, f"{error}.") from error
    return own


def knowledge_of(project: Project) -> Knowledge:
    """The knowledge that the project judges by. One query.

    Raises KnowledgeUnusableError as ``knowledge_set_of``.
    """
    return knowledge_in(knowledge_set_of(project))


def knowledge_sets(project: Project) -> QuerySet[KnowledgeSetRow]:
    """The project's sets, newest first, without their texts. One query."""
    sets = KnowledgeSetRow.objects.filter(project=project).select_related("created_by")
    return sets.defer("suitability", "questions")


def knowledge_set(project: Project, number: int) -> KnowledgeSetRow | None:
    """One of the project's sets, whole; None for anything else. One query."""
    sets = KnowledgeSetRow.objects.filter(project=project, number=number)
    return sets.select_related("created_by").first()


def reusable_sets(project: Project, user: User) -> QuerySet[KnowledgeSetRow]:
    """Sets of other projects in which ``user`` is owner or architect, newest first, without their
    texts. One query."""
    mine = Membership.objects.filter(user=user, role__in=_MAY_REUSE).exclude(project=project)
    sets = KnowledgeSetRow.objects.filter(project__in=mine.values("project"))
    newest = sets.select_related("project").defer("suitability", "questions")
    return newest.order_by("-created_at", "-id")[:_MOST_REUSABLE]
