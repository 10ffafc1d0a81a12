"""Stale answers: what has changed behind an answer since it was given.

An answer holds what was seen when it was given: the suggested value, and the words of each fact
behind it. It is stale where a fact has other words today, is gone, or has come since and pulls.
What an experiment showed counts only while it pulls, since every run has other figures.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from assessment.decision.assessment import Answer, SeenFacts
from assessment.decision.verdict_parts import Evidence, Suggestion

__all__ = ["FactChange", "Staleness", "seen_facts", "seen_token", "staleness"]

_EXPERIMENT = "experiment"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact in its words then and now; empty where there was or is none. ``fact`` is the key of
    where it is stated, empty where it is gone."""

    key: str
    before: str
    after: str
    fact: str = ""

    @property
    def text(self) -> str:
        """The change in words: ``4 of 7 steps need immediate consistency, now 5 of 8``."""
        if not self.before:
            return f"New: {self.after}"
        if not self.after:
            return f"Gone: {self.before}"
        return f"{self.before}, now {_what_differs(self.before, self.after)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """What has changed behind an answer: the suggestion then and now, and the facts."""

    question: str
    before: int
    after: int
    changes: tuple[FactChange, ...]

    @property
    def moved(self) -> bool:
        """Whether the suggested answer itself has changed."""
        return self.before != self.after

    @property
    def suggestion(self) -> str:
        """What became of the suggested answer, in words."""
        if self.moved:
            return f"the suggestion moved from {self.before} to {self.after}"
        return f"the suggestion is still {self.after}"

    @property
    def sentence(self) -> str:
        """Facts and suggestion in one sentence, without its full stop."""
        return "; ".join([*(change.text for change in self.changes), self.suggestion])


def seen_facts(suggestion: Suggestion) -> SeenFacts:
    """What stands behind a suggestion now, to be kept with the answer."""
    facts = {item.key: item.text for item in suggestion.evidence if item.key}
    return SeenFacts(suggested=suggestion.value, facts=facts)


def seen_token(suggestion: Suggestion) -> str:
    """Sixteen characters that differ where a page showed other facts or another suggestion."""
    seen = seen_facts(suggestion)
    content = json.dumps([seen.suggested, dict(seen.facts)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def staleness(answer: Answer | None, suggestion: Suggestion) -> Staleness | None:
    """What has changed since the answer was given; None where nothing has, where nobody noted what
    was seen, and where nobody answered."""
    if answer is None or answer.seen is None:
        return None
    changes = tuple(_changes(answer.seen, suggestion))
    if not changes and answer.seen.suggested == suggestion.value:
        return None
    return Staleness(
        question=suggestion.question,
        before=answer.seen.suggested,
        after=suggestion.value,
        changes=changes,
    )


def _changes(seen: SeenFacts, suggestion: Suggestion) -> list[FactChange]:
    """First the facts of today in their order, then those that are gone."""
    today = {item.key: item for item in suggestion.evidence if item.key}
    changed = [
        FactChange(key=key, before=seen.facts.get(key, ""), after=item.text, fact=item.fact)
        for key, item in today.items()
        if item.text != seen.facts.get(key, "") and _counts(item, key in seen.facts)
    ]
    gone = [
        FactChange(key=key, before=text, after="")
        for key, text in seen.facts.items()
        if key not in today
    ]
    return changed + gone


def _counts(item: Evidence, was_seen: bool) -> bool:
    return bool(item.pull) or (was_seen and item.fact != _EXPERIMENT)


def _what_differs(before: str, after: str) -> str:
    """The words of ``after`` up to where both end alike; all of them where that says too little."""
    old, new = before.split(), after.split()
    alike = 0
    while alike < min(len(old), len(new)) and old[-1 - alike] == new[-1 - alike]:
        alike += 1
    head = new[: len(new) - alike]
    if not head or alike < 2:
        return after[:1].lower() + after[1:]
    # "5 of 8 steps need …" says enough as "5 of 8".
    if head[-1] in ("step", "steps") and len(head) > 1:
        head = head[:-1]
    return " ".join(head)
