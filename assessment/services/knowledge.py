"""Keep an organisation's own knowledge, and say which a project judges by."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.urls import reverse

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge_sets import knowledge_in
from assessment.models import KnowledgeChoice, KnowledgeSetRow
from assessment.services.revision import locked_row, revise
from projects.exceptions import RuleError
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = ["MOST_SETS", "knowledge_choose", "knowledge_set_copy", "knowledge_set_store"]

MOST_SETS = 100
"""The most versions that a project keeps."""


@transaction.atomic
def knowledge_set_store(
    *, project: Project, by: User, own: KnowledgeSet, copied_from: str = ""
) -> KnowledgeSetRow:
    """Keep a knowledge set as the project's next version; nothing is judged by it yet.

    The same name and texts again give the version that holds them already. Raises
    ``KnowledgeError`` where Podium cannot read the set.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    version = knowledge_in(own).suitability.version
    digest = hashlib.sha256(f"{own.suitability}\0{own.questions}".encode()).hexdigest()
    rows = KnowledgeSetRow.objects.filter(project=project)
    if earlier := rows.filter(name=own.name, sha256=digest).first():
        return earlier
    newest = rows.first()
    row = KnowledgeSetRow(
        project=project,
        number=_next_number(newest),
        name=own.name,
        suitability=own.suitability,
        questions=own.questions,
        version=version,
        sha256=digest,
        copied_from=copied_from,
        created_by=by,
    )
    row.full_clean()
    row.save(force_insert=True)
    _record(project, by, "uploaded", f"knowledge set “{row}”")
    return row


def knowledge_set_copy(*, project: Project, by: User, source: KnowledgeSetRow) -> KnowledgeSetRow:
    """Take over a set of another project; the caller has checked that ``by`` may read it.

    It stays as it is here, whatever happens there. Raises as ``knowledge_set_store``.
    """
    own = KnowledgeSet(name=source.name, suitability=source.suitability, questions=source.questions)
    return knowledge_set_store(project=project, by=by, own=own, copied_from=source.project.name)


@transaction.atomic
def knowledge_choose(
    *, project: Project, by: User, chosen: KnowledgeSetRow | None, expected: int
) -> KnowledgeChoice:
    """Judge by ``chosen`` from now on, or by the shipped knowledge for None.

    Choosing what is chosen already changes nothing. Raises StaleRowError where somebody else chose
    after version ``expected`` (0: nobody had chosen).
    """
    row = locked_row(KnowledgeChoice, project=project)
    if row.knowledge_set_id == (chosen.pk if chosen else None):
        return row
    revise(row, expected=expected, by=by, what="the knowledge base", knowledge_set=chosen)
    subject = f"to judge by “{chosen}”" if chosen else "to judge by the shipped knowledge base"
    _record(project, by, "chose", subject)
    return row


def _next_number(newest: KnowledgeSetRow | None) -> int:
    number = newest.number + 1 if newest else 1
    if number > MOST_SETS:
        raise RuleError(
            f"The project keeps {MOST_SETS} knowledge sets already, which is the most. Use one of "
            "them, or begin a new project."
        )
    return number


def _record(project: Project, by: User, verb: str, subject: str) -> None:
    url = reverse("assessment:knowledge", args=[project.pk])
    activity_record(project=project, actor=by, verb=verb, subject=subject, url=url)
