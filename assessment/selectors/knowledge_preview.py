"""What judging a project by another knowledge set would do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.records.change import Change
from assessment.decision.records.comparison import Comparison, compare
from assessment.decision.records.knowledge_changes import knowledge_changes
from assessment.decision.toml_table import KnowledgeError
from assessment.exceptions import KnowledgeUnusableError
from assessment.models import KnowledgeSetRow
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.records import standing_now
from projects.models import Project

__all__ = ["Preview", "preview_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a set changes against what the project judges by now, and what that does to the verdict:
    None without a map. ``problem`` says why a set cannot be used at all."""

    changes: tuple[Change, ...] = ()
    comparison: Comparison | None = None
    problem: str = ""


def preview_of(project: Project, row: KnowledgeSetRow) -> Preview:
    """The set against what the project judges by now, or against the shipped knowledge where that
    cannot be read. Seventeen queries."""
    own = row.to_domain()
    try:
        known = knowledge_in(own)
    except KnowledgeError as error:
        return Preview(problem=str(error))
    try:
        present, now = knowledge_of(project), standing_now(project)
    except KnowledgeUnusableError:
        present, now = load_knowledge(), None
    changes = tuple(knowledge_changes(present, known))
    if now is None:
        return Preview(changes=changes)
    judged = replace(now.assessment, knowledge=own)
    then = replace(now, label=str(row), assessment=judged, knowledge=known)
    return Preview(changes=changes, comparison=compare(now, then))
