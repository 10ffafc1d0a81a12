"""The rules' words as data: complete, cited, and refused with their place where they are not."""

from __future__ import annotations

import pytest

from assessment.decision.findings.rules import Hit, finding_rules, read_finding_rules
from assessment.decision.findings.whole import PREDICATES
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError
from workflows.definition.findings import Severity

THRESHOLDS = """
[thresholds]
alarm_share = 0.01
symptom_hint = 3
perspectives_apart = 2
symptom_felt = 2
"""
RULE = """
[[rule]]
code = "odd"
title = "Odd"
severity = "high"
message = "{what} is odd."
mend = "Even {what} out"
source = "guide.signs"
"""
REST = '[[settles]]\nwitness = "map"\nmend = "Look"\n[[cause]]\nsymptom = "s"\ncodes = ["c"]\n'


def test_every_rule_has_its_predicate_and_every_predicate_its_words() -> None:
    assert PREDICATES.keys() == finding_rules().by_code.keys()


def test_every_rule_cites_a_source() -> None:
    cited = {rule.source for rule in finding_rules().by_code.values()}

    assert cited <= load_knowledge().source_by_id.keys()


def test_symptoms_with_a_cause_are_known() -> None:
    assert finding_rules().causes.keys() <= load_knowledge().symptom_by_id.keys()


def test_a_hit_fills_the_words() -> None:
    rule = read_finding_rules(THRESHOLDS + RULE + REST).by_code["odd"]

    finding = rule.finding(Hit(where="pay", words={"what": "Pay"}), "guide")

    assert (finding.message, finding.mend) == ("Pay is odd.", "Even Pay out")
    assert (finding.code, finding.where, finding.severity) == ("odd", "pay", Severity.HIGH)


def test_a_rule_without_a_weaker_case_keeps_its_severity() -> None:
    rule = read_finding_rules(THRESHOLDS + RULE + REST).by_code["odd"]

    assert (
        rule.finding(Hit(where="", words={"what": "It"}, mild=True), "").severity is Severity.HIGH
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (THRESHOLDS + RULE + RULE + REST, "findings.toml: rule 2: 'odd' stands twice"),
        (THRESHOLDS + RULE.replace("high", "bad") + REST, "severity must be one of high, medium"),
        (THRESHOLDS + RULE.replace("title", "titel") + REST, "title is missing"),
        (THRESHOLDS + RULE + "colour = 1\n" + REST, "unknown key 'colour'"),
        (THRESHOLDS.replace("0.01", "nan") + RULE + REST, "alarm_share must be between 0 and 1"),
        ("[[rule]", "findings.toml: "),
    ],
)
def test_a_broken_file_names_the_place(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        read_finding_rules(text)

    assert said in str(caught.value)
