"""How far a tool meets each criterion."""

from __future__ import annotations

import pytest

from assessment.decision.tools.marks import LEVELS, Mark, mark
from assessment.decision.tools.needs import Needs
from assessment.decision.tools.toolbox import load_toolbox
from tests.assessment.decision.tools.asks import asking, tool, waiting

CRITERIA = {criterion.id: criterion for criterion in load_toolbox().criteria.criteria}


def marked(criterion: str, tool_id: str, needs: Needs) -> Mark:
    """A tool's line under a criterion."""
    return mark(CRITERIA[criterion], tool(tool_id), needs)


def test_each_criterion_has_its_rule_and_each_rule_its_criterion() -> None:
    assert set(LEVELS) == set(CRITERIA)


@pytest.mark.parametrize(
    ("criterion", "tool_id", "needs", "level"),
    [
        ("cloud", "eventbridge", asking(cloud="aws"), "home"),
        ("cloud", "kafka", asking(cloud="aws"), "there"),
        ("cloud", "kafka", asking(cloud="none"), "home"),
        ("cloud", "temporal-cloud", asking(cloud="none"), "there"),
        ("cloud", "kafka", asking(cloud="several"), "all"),
        ("cloud", "eventbridge", asking(cloud="several"), "one-of-several"),
        ("cloud", "eventbridge", asking(), "unknown"),
        ("cloud", "kafka", asking(), "anywhere"),
        ("cloud", "eventbridge", asking(cloud="none"), "elsewhere"),
        ("cloud", "eventbridge", asking(cloud="gcp"), "elsewhere"),
        ("hosting", "kafka", asking(), "open"),
        ("hosting", "kafka", asking(hosting="self-run"), "met"),
        ("hosting", "kafka", asking(hosting="managed"), "missed"),
        ("skills", "msk", asking(skills=("kafka",)), "known"),
        ("skills", "confluent-cloud", asking(skills=("kafka",)), "related"),
        ("skills", "rabbitmq", asking(skills=("kafka",)), "new"),
        ("skills", "rabbitmq", asking(), "unknown"),
        ("languages", "temporal-cloud", asking(languages=("go",)), "spoken"),
        ("languages", "logic-apps", asking(languages=("go",)), "any"),
        ("languages", "temporal-cloud", asking(languages=("rust",)), "missed"),
        ("languages", "temporal-cloud", asking(languages=("other",)), "unknown"),
        ("human", "camunda-saas", asking(humans=1), "built-in"),
        ("human", "logic-apps", asking(humans=1), "connector"),
        ("human", "temporal-cloud", asking(humans=1), "callback"),
        ("human", "temporal-cloud", asking(), "not-needed"),
        ("volume", "temporal-cloud", asking(rate=250.0), "ample"),
        ("volume", "temporal-cloud", asking(rate=251.0), "close"),
        ("volume", "temporal-cloud", asking(rate=501.0), "short"),
        ("volume", "temporal-self-hosted", asking(rate=501.0), "no-quota"),
        ("volume", "temporal-cloud", asking(), "unknown"),
        ("operations", "pubsub", asking(budget="small"), "light"),
        ("operations", "rabbitmq", asking(budget="small"), "heavy"),
        ("operations", "kafka", asking(budget="small"), "too-heavy"),
        ("operations", "kafka", asking(budget="large"), "affordable"),
        ("operations", "kafka", asking(), "unknown"),
        ("changes", "temporal-cloud", asking(), "brief"),
        ("changes", "temporal-cloud", waiting(7_200), "pins"),
        ("changes", "camunda-saas", asking(humans=1), "migrates"),
        ("record", "temporal-self-hosted", asking(duties=("audit",)), "full"),
        ("record", "temporal-cloud", asking(duties=("audit",)), "limited"),
        ("record", "temporal-cloud", asking(duties=()), "not-needed"),
        ("record", "temporal-cloud", asking(), "unknown"),
        ("ordering", "kafka", asking(), "keyed"),
        ("ordering", "rabbitmq", asking(), "queue"),
        ("ordering", "eventbridge", asking(), "none"),
        ("ordering", "eventbridge", asking(steps=1), "not-needed"),
    ],
)
def test_a_tool_reaches_a_level(criterion: str, tool_id: str, needs: Needs, level: str) -> None:
    assert marked(criterion, tool_id, needs).level == level


def test_points_are_the_share_of_the_weight() -> None:
    line = marked("cloud", "kafka", asking(cloud="aws"))

    assert line.points == pytest.approx(line.weight * 0.75)


def test_the_sentence_names_what_is_half_the_way() -> None:
    text = marked("skills", "confluent-cloud", asking(skills=("kafka",))).text

    assert text == "Nobody here has run it, but Kafka is half the way."


def test_the_sentence_compares_need_and_quota() -> None:
    text = marked("volume", "temporal-cloud", asking(rate=1_200.0)).text

    assert text.startswith(
        "1,200 steps a second in the busiest hour exceed its default quota of 500"
    )


def test_no_sentence_has_a_gap_left() -> None:
    needs = asking(cloud="aws", humans=2, rate=3.0, languages=("java",), skills=("kafka",))
    texts = [mark(c, t, needs).text for c in CRITERIA.values() for t in load_toolbox().tools]

    assert not [text for text in texts if "{" in text or "  " in text]
