"""Write the activity log. Every service of every app calls this once it has changed something."""

from __future__ import annotations

from projects.models import ActivityEntry, Project, User

__all__ = ["activity_record"]

_SUBJECT_LENGTH = 300


def activity_record(
    *, project: Project, actor: User | None, verb: str, subject: str, url: str = ""
) -> ActivityEntry:
    """Add a line that reads as a sentence: ``actor verb subject`` ("Ada renamed the project").

    ``actor`` is None for what the machine did; ``url`` is a path in Podium ("/projects/…") or
    empty. A long subject (a file name, say) is shortened, never refused.
    """
    entry = ActivityEntry(
        project=project, actor=actor, verb=verb, subject=_shortened(subject), url=url
    )
    entry.full_clean()
    entry.save(force_insert=True)
    return entry


def _shortened(subject: str) -> str:
    if len(subject) <= _SUBJECT_LENGTH:
        return subject
    return subject[: _SUBJECT_LENGTH - 1] + "…"
