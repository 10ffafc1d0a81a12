"""A change in the requirement matrix as a sentence, column by column."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.columns import COLUMNS_BY_ID

__all__ = ["requirement_sentence"]

_SENTENCES: Mapping[str, str] = {
    "participant": "{name} is now done by {after} instead of {before}.",
    "consistency": "The consistency of {name} is now {after} instead of {before}.",
    "compensation": "{name} is now undone by {after} instead of {before}.",
    "duration_mean": "{name} now takes {after} on average instead of {before}.",
    "duration_p95": "19 of 20 tries of {name} now take less than {after} instead of {before}.",
    "transient": "{after} of the tries of {name} now fail for the moment instead of {before}.",
    "permanent": "{after} of the tries of {name} now fail for good instead of {before}.",
    "max_attempts": "{name} is now tried {after} times in all instead of {before}.",
    "initial_interval": "{name} now waits {after} before its second try instead of {before}.",
    "backoff": "Each wait of {name} between tries is now {after} times the one before instead of "
    "{before} times.",
    "max_interval": "{name} now waits at most {after} between tries instead of {before}.",
    "jitter": "The jitter between tries of {name} is now {after} instead of {before}.",
    "non_retryable": "{name} is now not tried again after {after} instead of {before}.",
    "timeout": "The timeout of {name} is now {after} instead of {before}.",
    "on_failure": "When {name} has failed, what follows is now {after} instead of {before}.",
    "deadline": "The deadline of {name} is now {after} instead of {before}.",
    "escalation": "When its deadline has passed, {name} now goes to {after} instead of {before}.",
}
_FLAGS: Mapping[tuple[str, str], str] = {
    ("effect", "yes"): "{name} now has an effect.",
    ("effect", "no"): "{name} no longer has an effect.",
    ("idempotent", "yes"): "{name} may now be repeated with the same key.",
    ("idempotent", "no"): "{name} may no longer be repeated with the same key.",
}


def requirement_sentence(column_id: str, name: str, before: str, after: str) -> str:
    """What changed in one cell; ``name`` is the step as a sentence names it."""
    otherwise = COLUMNS_BY_ID[column_id].label + " of {name}: now {after}, before {before}."
    template = _FLAGS.get((column_id, after)) or _SENTENCES.get(column_id, otherwise)
    return template.format(name=name, before=before, after=after)
