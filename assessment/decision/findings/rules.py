"""What a rule is: what it looks at, what it hits, and its words in ``knowledge/findings.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assessment.decision.assessment import Assessment
from assessment.decision.knowledge import Knowledge
from assessment.decision.toml_table import KnowledgeError, Table
from assessment.decision.verdict_parts import AnsweredQuestion, Placement, Witness
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment

__all__ = [
    "FindingRule",
    "FindingRules",
    "Hit",
    "Judged",
    "Predicate",
    "Thresholds",
    "finding_rules",
    "read_finding_rules",
]

_PATH = Path(__file__).parents[2] / "knowledge" / "findings.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules look at: the assessment and what has been computed from it so far.
    ``map_findings`` is what was found on the map alone."""

    assessment: Assessment
    experiment: Experiment | None
    recommended: OrchestrationModel
    questions: tuple[AnsweredQuestion, ...]
    boundary: tuple[Placement, ...]
    witnesses: tuple[Witness, ...]
    knowledge: Knowledge
    map_findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where a rule holds: a node id or a fact's key, what fills the braces of the rule's
    words, and whether it is the weaker case."""

    where: str
    words: Mapping[str, object] = field(default_factory=dict)
    mild: bool = False


type Predicate = Callable[[Judged], Iterator[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule:
    """A rule in words. ``mild`` is the severity of its weaker case, the same where it knows none.
    ``source`` is the id of a source."""

    code: str
    title: str
    severity: Severity
    mild: Severity
    message: str
    mend: str
    source: str

    def finding(self, hit: Hit, cited: str) -> Finding:
        """The finding at one place."""
        return Finding(
            code=self.code,
            severity=self.mild if hit.mild else self.severity,
            where=hit.where,
            message=self.message.format(**hit.words),
            mend=self.mend.format(**hit.words),
            source=cited,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From where on something counts; see the file for the reasons."""

    alarm_share: float
    symptom_hint: float
    perspectives_apart: int
    symptom_felt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRules:
    """The whole file: rules by code in its order, what settles a disagreement with a witness, and
    by symptom the codes of findings on the map that explain it."""

    thresholds: Thresholds
    by_code: Mapping[str, FindingRule]
    settles: Mapping[str, str]
    causes: Mapping[str, tuple[str, ...]]


@cache
def finding_rules() -> FindingRules:
    """The rules that ship with Podium. Raises ``KnowledgeError`` where the file is broken."""
    return read_finding_rules(_PATH.read_text("utf-8"))


def read_finding_rules(text: str) -> FindingRules:
    """The rules in a file. Raises ``KnowledgeError`` naming the place."""
    try:
        top = Table(tomllib.loads(text), "findings.toml")
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"findings.toml: {error}") from None
    rules = FindingRules(
        thresholds=_thresholds(top),
        by_code=_keyed(top, "rule", "code", _rule),
        settles=_keyed(top, "settles", "witness", lambda table, _: table.text("mend")),
        causes=_keyed(top, "cause", "symptom", lambda table, _: table.texts("codes")),
    )
    top.done()
    return rules


def _thresholds(top: Table) -> Thresholds:
    table = top.table("thresholds")
    found = Thresholds(
        alarm_share=table.number("alarm_share", 0, 1),
        symptom_hint=table.number("symptom_hint", 0, 9),
        perspectives_apart=table.integer("perspectives_apart", 1, 3),
        symptom_felt=table.integer("symptom_felt", 1, 3),
    )
    table.done()
    return found


def _keyed[T](top: Table, key: str, name: str, read: Callable[[Table, str], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for table in top.tables(key):
        own = table.text(name)
        if own in found:
            raise table.error(f"{own!r} stands twice")
        found[own] = read(table, own)
        table.done()
    return found


def _rule(table: Table, code: str) -> FindingRule:
    severity = _severity(table, "severity")
    return FindingRule(
        code=code,
        title=table.text("title"),
        severity=severity,
        mild=_severity(table, "mild", severity),
        message=table.text("message"),
        mend=table.text("mend"),
        source=table.text("source"),
    )


def _severity(table: Table, key: str, default: Severity | None = None) -> Severity:
    name = table.text(key, default)
    if name not in set(Severity):
        raise table.error(f"{key} must be one of {', '.join(Severity)}, got {name!r}")
    return Severity(name)
