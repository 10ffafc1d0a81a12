"""The tools as data: what is said of each, and that it can be checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError
from assessment.decision.tools.marks import SKILLS
from assessment.decision.tools.prices import MACHINES, load_prices
from assessment.decision.tools.toolbox import (
    Hosting,
    Licence,
    Role,
    Tool,
    load_toolbox,
    read_toolbox,
)
from assessment.decision.tools.words import CLOUDS, LANGUAGES

KNOWLEDGE = Path("assessment/knowledge")
TOOLS = load_toolbox().tools
NAMED_BY_THE_GUIDE = {
    "step-functions-standard",
    "step-functions-express",
    "logic-apps",
    "camunda-saas",
    "camunda-self-managed",
    "temporal-cloud",
    "temporal-self-hosted",
    "dapr-workflow",
    "kafka",
    "rabbitmq",
    "eventbridge",
    "event-grid",
    "confluent-cloud",
}
EACH_TOOL = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id)


def test_the_tools_of_the_guide_are_there() -> None:
    assert set(load_toolbox().by_id) >= NAMED_BY_THE_GUIDE


@EACH_TOOL
def test_each_fact_has_a_page_and_a_date(tool: Tool) -> None:
    assert all(fact.source.url and fact.source.as_of and fact.text for fact in tool.facts)


@EACH_TOOL
def test_each_tool_says_under_which_licence_it_comes(tool: Tool) -> None:
    assert tool.fact("licence")


@EACH_TOOL
def test_each_orchestrator_says_how_people_and_changes_are_met(tool: Tool) -> None:
    wanted = {"human"} if tool.role is Role.ORCHESTRATOR else {"ordering"}

    assert wanted <= {fact.kind for fact in tool.facts}


@EACH_TOOL
def test_a_figure_that_can_rule_a_tool_out_is_a_fact_with_a_source(tool: Tool) -> None:
    limits = " ".join(fact.text for fact in tool.facts if fact.kind == "limit")

    assert tool.history is None or f"{tool.history:,}" in limits
    assert tool.longest is None or "lasts at most" in limits


@EACH_TOOL
def test_each_tool_has_a_price_or_says_why_not(tool: Tool) -> None:
    prices = load_prices()

    priced = prices.of(tool.id) or tool.id in prices.on_request or tool.id in prices.footprints
    assert priced


@EACH_TOOL
def test_what_a_team_runs_itself_has_a_footprint(tool: Tool) -> None:
    assert (tool.id in load_prices().footprints) == (tool.hosting is Hosting.SELF_RUN)


@EACH_TOOL
def test_a_tool_of_ones_own_runs_anywhere(tool: Tool) -> None:
    assert tool.runs_in <= set(CLOUDS)
    assert tool.hosting is Hosting.MANAGED or tool.runs_in >= {"aws", "azure", "gcp", "own"}
    assert not (tool.licence is Licence.OPEN_SOURCE and tool.hosting is Hosting.MANAGED)


@EACH_TOOL
def test_languages_have_a_name(tool: Tool) -> None:
    assert set(tool.languages) <= set(LANGUAGES)


@EACH_TOOL
def test_the_teams_can_say_that_they_know_it(tool: Tool) -> None:
    context = {field.id: field for field in load_knowledge().context}
    offered = {option.id for option in context["skills"].options}

    assert {tool.family, *tool.related} <= offered
    assert offered == set(SKILLS)


def test_prices_belong_to_tools_that_exist() -> None:
    prices = load_prices()
    named = {price.tool for price in prices.prices} | {*prices.footprints, *prices.on_request}

    assert named - {MACHINES} <= set(load_toolbox().by_id)


def test_criteria_cite_sources_that_exist() -> None:
    known = {source.id for source in load_knowledge().sources}

    assert {criterion.source for criterion in load_toolbox().criteria.criteria} <= known


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("tools_brokers.toml", '"keyed"', '"often"', "tool 1: ordering must be one of keyed"),
        ("tools_brokers.toml", "effort = 2", "effort = 3", "tool 1: effort must be between 0 and"),
        ("tools_orchestrators.toml", "bpmn = false", "", "tool 1: bpmn is missing"),
        ("tools_orchestrators.toml", "history =", "histroy =", "unknown key 'histroy'; did you"),
        ("tools_orchestrators.toml", 'source = "aws', 'source = "asw', "facts 1: source: there is"),
        ("tools_brokers.toml", 'id = "confluent-cloud"', 'id = "kafka"', "'kafka' stands twice"),
        ("tool_criteria.toml", "orchestrator = 15", "orchestrator = 16", "must sum to 100, got"),
        ("tool_criteria.toml", "value = 90", "value = 40", "levels must fall from the best"),
        ("tool_criteria.toml", 'id = "there"', 'id = "home"', "level 'home' stands twice"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    for path in KNOWLEDGE.glob("tool*.toml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(KnowledgeError, match=message):
        read_toolbox(tmp_path)
