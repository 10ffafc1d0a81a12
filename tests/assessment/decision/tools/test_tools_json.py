"""The advice as plain data and as rows."""

from __future__ import annotations

import json

from assessment.decision.assessment import Context
from assessment.decision.tools import load_prices, tool_advice, tool_rows, tools_json
from assessment.decision.tools.shapes import ToolAdvice
from tests.assessment.decision.maps import assessed
from workflows.definition.model import OrchestrationModel


def advice() -> ToolAdvice:
    """The advice for the hybrid on AWS."""
    return tool_advice(assessed(context=Context(cloud="aws")), OrchestrationModel.HYBRID)


def test_it_is_plain_data_and_the_same_each_time() -> None:
    assert json.dumps(tools_json(advice())) == json.dumps(tools_json(advice()))


def test_points_have_two_decimals() -> None:
    ratings = [tool["rating"] for tool in tools_json(advice())["tools"]]

    assert ratings == [round(rating, 2) for rating in ratings]


def test_what_rules_a_tool_out_stands_with_it() -> None:
    tools = {tool["tool"]: tool for tool in tools_json(advice())["tools"]}

    assert tools["logic-apps"]["ruled_out"] == ["Logic Apps runs only on Azure; you run on AWS."]


def test_a_row_says_what_rules_out_or_speaks_for_a_tool() -> None:
    rows = {row.name: row for row in tool_rows(advice(), load_prices())}

    assert rows["Azure Event Grid"].is_out
    assert rows["Azure Event Grid"].verdict.startswith("Event Grid runs only on Azure")
    assert rows["AWS Step Functions Standard"].verdict == (
        "Step Functions is at home on AWS, where you run."
    )


def test_a_row_has_a_price_or_says_where_it_comes_from() -> None:
    rows = {row.name: row for row in tool_rows(advice(), load_prices())}

    assert rows["Amazon EventBridge"].price == "1 USD per 1,000,000 events"
    assert rows["Camunda 8 SaaS"].price == "on request"
    assert rows["Apache Kafka"].price == "the machines it runs on"
