"""The tools as the page shows them."""

from __future__ import annotations

import datetime as dt

from assessment.decision.tools import tool_advice
from assessment.decision.tools.sources import STALE_AFTER
from assessment.selectors.tools import tool_lines
from tests.assessment.decision.maps import assessed
from workflows.definition.model import OrchestrationModel

ADVICE = tool_advice(assessed(), OrchestrationModel.HYBRID)
TODAY = dt.date(2026, 11, 25)


def test_a_filter_leaves_the_tools_of_a_role() -> None:
    lines = tool_lines(ADVICE, TODAY, role="broker", hosting="self-run")

    assert {(one.rating.tool.role, one.rating.tool.hosting) for one in lines} == {
        ("broker", "self-run")
    }


def test_nothing_is_old_on_the_day_of_reading() -> None:
    assert not [one for one in tool_lines(ADVICE, TODAY) if one.stale]


def test_a_year_later_every_statement_is_old() -> None:
    later = TODAY + STALE_AFTER + dt.timedelta(days=1)

    for line in tool_lines(ADVICE, later):
        assert line.stale == len(line.facts) + len(line.prices)


def test_a_tool_is_as_old_as_its_oldest_statement() -> None:
    (eventbridge,) = (
        one for one in tool_lines(ADVICE, TODAY) if one.rating.tool.id == "eventbridge"
    )

    assert eventbridge.as_of == dt.date(2026, 3, 13)
