"""What rules a tool out: each rule, and that silence rules nothing out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assessment.decision.tools.exclusions import RULES, ruled_out
from assessment.decision.tools.needs import Needs
from assessment.decision.tools.toolbox import load_toolbox
from tests.assessment.decision.tools.asks import NOTHING, asking, tool, waiting


def constrained(constraint: str, **more: Any) -> Needs:
    """One constraint alone."""
    return asking(constraints=frozenset({constraint}), **more)


RULED_OUT = [
    (
        "step-functions-standard",
        asking(cloud="azure"),
        "cloud",
        "runs only on AWS; you run on Azure",
    ),
    ("event-grid", asking(cloud="none"), "cloud", "you run on your own machines"),
    ("kafka", asking(hosting="managed"), "hosting", "must be run by yourselves"),
    ("pubsub", asking(hosting="self-run"), "hosting", "is a managed service"),
    ("temporal-cloud", constrained("open-source"), "open-source", "you ask for open source"),
    ("camunda-self-managed", constrained("open-source"), "open-source", "under no OSI licence"),
    ("confluent-cloud", constrained("on-premises"), "on-premises", "your own premises"),
    ("camunda-saas", constrained("no-us-cloud"), "no-us-cloud", "under US law"),
    ("camunda-saas", constrained("no-new-vendor"), "no-new-vendor", "you want no new vendor"),
    ("pubsub", constrained("no-new-vendor", cloud="aws"), "no-new-vendor", "Google Cloud"),
    ("temporal-cloud", constrained("bpmn"), "bpmn", "does not run BPMN"),
    ("dapr-workflow", constrained("no-code"), "no-code", "is changed in code"),
    ("temporal-cloud", asking(languages=("rust", "cpp")), "languages", "Rust and C\\+\\+"),
    ("step-functions-express", asking(humans=2), "humans", "2 steps of the map wait for one"),
    ("step-functions-express", asking(fragile=1), "twice", "1 step has an effect"),
    (
        "step-functions-express",
        waiting(172_800),
        "lifetime",
        "5 minutes; “Approve” alone .* 2 days",
    ),
    ("logic-apps", waiting(91 * 86_400), "lifetime", "at most 90 days"),
    ("step-functions-standard", asking(visits=6_000.0), "history", "25,000 events; .* 30,002"),
    ("temporal-cloud", asking(visits=9_000.0), "history", "51,200 events; .* 54,005"),
]


@pytest.mark.parametrize(("tool_id", "needs", "code", "words"), RULED_OUT)
def test_a_rule_says_why_a_tool_is_out(tool_id: str, needs: Needs, code: str, words: str) -> None:
    reasons = {one.code: one.text for one in ruled_out(tool(tool_id), needs)}

    assert re.search(words, reasons[code])


def test_each_rule_is_tried_above() -> None:
    assert {code for _, _, code, _ in RULED_OUT} == set(RULES)


def test_silence_rules_nothing_out() -> None:
    assert not [one for t in load_toolbox().tools for one in ruled_out(t, NOTHING)]


@pytest.mark.parametrize(
    ("tool_id", "needs"),
    [
        ("step-functions-standard", asking(cloud="aws")),
        ("step-functions-standard", asking(cloud="several")),
        ("temporal-self-hosted", asking(cloud="none")),
        ("temporal-self-hosted", constrained("open-source")),
        ("kafka", constrained("on-premises")),
        ("camunda-saas", constrained("no-new-vendor", skills=("camunda",))),
        ("eventbridge", constrained("no-new-vendor", cloud="aws")),
        ("kafka", constrained("bpmn")),
        ("rabbitmq", constrained("no-code")),
        ("temporal-cloud", asking(languages=("other",))),
        ("step-functions-standard", asking(languages=("rust",))),
        ("step-functions-standard", asking(humans=1)),
        ("step-functions-standard", waiting(300 * 86_400)),
        ("step-functions-standard", asking(visits=4_999.0)),
    ],
)
def test_what_a_tool_can_do_does_not_rule_it_out(tool_id: str, needs: Needs) -> None:
    assert ruled_out(tool(tool_id), needs) == ()


def test_a_limit_comes_with_the_page_that_states_it() -> None:
    (reason,) = ruled_out(tool("temporal-cloud"), asking(visits=9_000.0))

    assert reason.source is not None
    assert reason.source.id == "temporal-limits"
