"""How it was computed."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge_loading import load_knowledge
from reports.chapters.origin import origin, sources
from tests.reports.builders import SHA, assessment, content, finding, verdict
from workflows.definition.findings import Severity


def test_the_report_names_hash_versions_and_seed() -> None:
    rows = {row[0].text: row[1].text for row in origin(content()).rows}

    assert rows["Inputs"] == SHA
    assert rows["Software"] == "Podium 0.1.0"
    assert rows["Sandbox"] == "1,000 cases, seed 7"


def test_a_report_without_an_experiment_says_so() -> None:
    rows = {row[0].text: row[1].text for row in origin(content(evidence=None)).rows}

    assert rows["Sandbox"] == "no experiment"


def test_an_organisations_own_knowledge_is_named() -> None:
    own = replace(assessment(), knowledge=KnowledgeSet(name="Acme table", questions="x"))
    rows = {row[0].text: row[1].text for row in origin(content(assessment=own)).rows}

    assert rows["Knowledge base"].startswith("“Acme table”, version ")


def test_only_cited_sources_are_listed_each_once() -> None:
    cited = tuple(finding(f"rule-{n}", Severity.LOW, "charge") for n in range(3))
    listed = sources(content(verdict=verdict(findings=cited)), knowledge=load_knowledge())

    assert len(listed) == 1
    assert listed[0].startswith("guide, Pitfall 2: ")
