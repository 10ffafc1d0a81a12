"""Brings the tables in docs/decision/evidence.md and findings.md up to date with the rules:
`python -m scripts.decision_docs`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from assessment.decision.evidence.measures import MEASURES
from assessment.decision.findings.rules import FindingRule, finding_rules
from assessment.decision.findings.whole import PREDICATES
from assessment.decision.knowledge import Band, Rule
from assessment.decision.knowledge_loading import load_knowledge
from scripts.generated import Blocks, rewrite, table
from workflows.definition.findings import Severity
from workflows.definition.lint import data, retries, steps, structure, undoing, words

__all__ = ["BLOCKS", "DOCUMENTS"]

_FOLDER = Path(__file__).resolve().parent.parent / "docs" / "decision"
DOCUMENTS = (_FOLDER / "evidence.md", _FOLDER / "findings.md")
_MAP_RULES = (steps, retries, structure, undoing, data)


def _suggestions() -> str:
    knowledge = load_knowledge()
    rows = (_suggestion(rule, knowledge.cite(rule.source)) for rule in knowledge.rules)
    heads = ("question", "measure", "pull from", "doubt if missing", "because", "source")
    return table(heads, rows)


def _suggestion(rule: Rule, cited: str) -> list[str]:
    doubt = f"{rule.doubt:g}" if rule.doubt else ""
    return [rule.question, f"`{rule.measure}`", _bands(rule.bands), doubt, rule.why, cited]


def _bands(bands: tuple[Band, ...]) -> str:
    return ", ".join(f"{band.start:g}: {band.pull:+g}" for band in bands)


def _measures() -> str:
    used = dict.fromkeys(rule.measure for rule in load_knowledge().rules)
    rows = ([f"`{name}`", _first_sentence(MEASURES[name].__doc__)] for name in used)
    return table(("measure", "is"), rows)


def _symptoms() -> str:
    symptoms = load_knowledge().symptoms
    rows = ([s.statement, _pulls(s.pulls)] for s in symptoms if s.pulls)
    return table(("symptom", "pull where it is felt badly"), rows)


def _pulls(pulls: Mapping[str, float]) -> str:
    return ", ".join(f"{question} {pull:+g}" for question, pull in pulls.items())


def _assessment_rules() -> str:
    heads = ("rule", "severity", "looks for", "mend", "source")
    return table(heads, (_rule(rule) for rule in finding_rules().by_code.values()))


def _rule(rule: FindingRule) -> list[str]:
    mild = f", {rule.mild.value}" if rule.mild is not rule.severity else ""
    looks = _first_sentence(PREDICATES[rule.code].__doc__)
    cited = load_knowledge().cite(rule.source)
    return [f"`{rule.code}`", f"{rule.severity.value}{mild}", looks, _open(rule.mend), cited]


def _open(text: str) -> str:
    """Braces stand for what the rule fills in."""
    return text.replace("{", "‹").replace("}", "›")


def _causes() -> str:
    knowledge = load_knowledge()
    rows = (
        [knowledge.symptom_by_id[symptom].statement, ", ".join(f"`{code}`" for code in codes)]
        for symptom, codes in finding_rules().causes.items()
    )
    return table(("symptom", "explained on the map by"), rows)


def _map_rules() -> str:
    rows = [row for module in _MAP_RULES for row in _findings_of(module)]
    return table(("rule", "severity", "says", "mend", "source"), rows)


def _findings_of(module: ModuleType) -> Iterator[list[str]]:
    """The findings that a module can make, as its source writes them."""
    path = Path(str(module.__file__))
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    for node in sorted(calls, key=lambda call: call.lineno):
        if getattr(node.func, "id", "") == "Finding":
            found = {key.arg: key.value for key in node.keywords}
            yield [
                f"`{_said(found['code'])}`",
                _severity(found["severity"]),
                _said(found["message"]),
                _said(found["mend"]),
                _source(found["source"], module),
            ]


def _said(value: ast.expr) -> str:
    """A text as it stands in the source; what is filled in is shown as ‹…›."""
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                _said(part) if isinstance(part, ast.Constant) else "‹…›" for part in parts
            )
        case _:
            return "‹…›"


def _severity(value: ast.expr) -> str:
    """The severities that a finding can have, worst first."""
    names = {
        node.attr.lower()
        for node in ast.walk(value)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Severity"
    }
    return ", ".join(severity.value for severity in Severity if severity.value in names)


def _source(value: ast.expr, module: ModuleType) -> str:
    if isinstance(value, ast.Name):
        return str(getattr(words, value.id, None) or getattr(module, value.id))
    return _said(value)


def _first_sentence(text: str | None) -> str:
    return " ".join((text or "").split()).split(". ")[0].rstrip(".")


BLOCKS: Blocks = {
    "measures": _measures,
    "suggestions": _suggestions,
    "symptom-pulls": _symptoms,
    "assessment-rules": _assessment_rules,
    "causes": _causes,
    "map-rules": _map_rules,
}

if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(rewrite(document.read_text("utf-8"), BLOCKS), encoding="utf-8")
