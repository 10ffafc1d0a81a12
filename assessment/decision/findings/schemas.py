"""What a new version of a map does to its events, as findings. The guide's rule: add fields, never
remove them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assessment.decision.findings.rules import Hit, Judged, Predicate, finding_rules
from assessment.decision.knowledge import Knowledge
from workflows.definition.difference import event_changes
from workflows.definition.findings import Finding
from workflows.definition.model import Definition

__all__ = ["PREDICATES", "breaking_changes"]

_CODE = "breaking-event-change"


def breaking_changes(
    before: Definition, after: Definition, *, live: bool, knowledge: Knowledge
) -> tuple[Finding, ...]:
    """A finding for each change of a data flow that can break who reads it: it is gone, renamed,
    classified otherwise, or of another type. Its place is the step that writes it in the new map,
    or the map as a whole. The weaker case: nobody but the writer itself reads it, or the events are
    not ``live``, so that nothing runs on them yet."""
    rule = finding_rules().by_code[_CODE]
    cited = knowledge.cite(rule.source)
    hits = _hits(before, after)
    return tuple(rule.finding(replace(h, mild=h.mild or not live), cited) for h in hits)


def new_version_breaks_events(judged: Judged) -> Iterator[Hit]:
    """The scenario deploys a new version that breaks events of this one."""
    deployed = judged.assessment.scenario.new_version
    if deployed:
        yield from _hits(judged.assessment.definition, deployed.definition)


def _hits(before: Definition, after: Definition) -> Iterator[Hit]:
    for change in event_changes(before, after):
        words = {"change": change.sentence, "mend": change.mend}
        yield Hit(where=change.where, words=words, mild=not change.is_read)


PREDICATES: Mapping[str, Predicate] = {_CODE: new_version_breaks_events}
