"""The advice: what is recommended, and that its scale is fair."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Context
from assessment.decision.tools.advice import rate, tool_advice
from assessment.decision.tools.needs import Needs
from assessment.decision.tools.shapes import ToolAdvice
from assessment.decision.tools.toolbox import Role, Tool, load_toolbox
from tests.assessment.decision.maps import assessed, line, step
from tests.assessment.decision.tools.asks import asking, tool
from workflows.definition.model import NodeKind, OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = (
    OrchestrationModel.CENTRALIZED,
    OrchestrationModel.CHOREOGRAPHY,
    OrchestrationModel.HYBRID,
)
TOOLS = load_toolbox().tools
CRITERIA = load_toolbox().criteria
LANGUAGES = ("java", "csharp", "python", "go", "rust")


def advised(model: OrchestrationModel, **context: Any) -> ToolAdvice:
    """The advice about the order."""
    return tool_advice(assessed(context=Context(**context)), model)


@pytest.mark.parametrize(
    ("model", "roles"),
    [
        (CENTRALIZED, {Role.ORCHESTRATOR}),
        (CHOREOGRAPHY, {Role.BROKER}),
        (HYBRID, {Role.ORCHESTRATOR, Role.BROKER}),
    ],
)
def test_no_tool_is_advised_that_the_model_does_not_need(
    model: OrchestrationModel, roles: set[Role]
) -> None:
    advice = advised(model)

    assert {rating.tool.role for rating in advice.ratings} == roles
    assert advice.best is not None
    assert {rating.tool.role for rating in advice.best.tools} == roles


def test_the_same_input_gives_the_same_advice() -> None:
    context = {"cloud": "aws", "skills": ("kafka",)}

    assert advised(HYBRID, **context) == advised(HYBRID, **context)


def test_nothing_that_is_ruled_out_is_in_a_combination() -> None:
    advice = advised(HYBRID, cloud="azure", hosting="managed")

    assert not [r for one in advice.combinations for r in one.tools if r.ruled_out]


def test_what_fits_comes_first_and_the_best_of_it_before_the_rest() -> None:
    advice = advised(HYBRID, cloud="aws")

    keys = [(bool(r.ruled_out), -r.score) for r in advice.ratings]
    assert keys == sorted(keys)


def test_own_cloud_and_known_skills_win() -> None:
    advice = advised(
        HYBRID, cloud="aws", hosting="managed", skills=("step-functions", "eventbridge")
    )

    assert advice.best is not None
    assert advice.best.name == "Step Functions with EventBridge"


def test_people_in_the_process_speak_for_a_task_list() -> None:
    definition = line(step("approve", kind=NodeKind.USER_TASK), step("file"))
    context = Context(cloud="none", hosting="self-run")

    best = tool_advice(assessed(definition, context=context), CENTRALIZED).best
    assert best is not None
    assert best.tools[0].tool.family == "camunda"


def test_two_new_things_at_once_cost_points_and_say_so() -> None:
    advice = advised(HYBRID, cloud="gcp", skills=("logic-apps",))

    together = [text for one in advice.combinations for text in one.speaks_against]
    assert "Both would be new to your teams: two new things at once." in together


def test_one_known_tool_is_no_second_new_thing() -> None:
    advice = advised(HYBRID, skills=("kafka",))

    assert advice.best is not None
    assert not [text for text in advice.best.speaks_against if "new" in text]


def test_variants_of_a_tool_are_no_alternatives_to_each_other() -> None:
    names = [one.name for one in advised(CENTRALIZED, cloud="aws", hosting="managed").combinations]

    assert "Step Functions" in names
    assert "Step Functions Express" not in names


def test_the_sentence_names_the_model_and_the_best() -> None:
    sentence = advised(
        HYBRID, cloud="aws", skills=("temporal", "kafka"), hosting="self-run"
    ).sentence

    assert sentence.startswith("For the hybrid: Temporal with Kafka; nothing rules them out.")


def test_where_nothing_fits_the_sentence_says_what_rules_most_out() -> None:
    advice = advised(CENTRALIZED, constraints=("bpmn", "open-source"))

    assert advice.best is None
    assert advice.sentence.startswith("For the centralized model nothing fits: every orchestrator")
    assert advice.sentence.endswith("What rules most out: no BPMN (9 tools).")


def test_what_nobody_has_said_is_named_with_the_number_of_tools() -> None:
    texts = [one.text for one in advised(CENTRALIZED).unknown]

    assert "Nobody has said which cloud: 4 tools cannot be judged on it." in texts


def test_where_everything_is_said_nothing_is_unknown() -> None:
    said = Context(
        cloud="aws",
        skills=("kafka",),
        languages=("java",),
        operations_budget="medium",
        regulation=("none",),
    )

    assert tool_advice(assessed(context=said), HYBRID).unknown == ()


NEEDS = st.fixed_dictionaries(
    {
        "cloud": st.sampled_from(("", "aws", "azure", "gcp", "none", "several")),
        "hosting": st.sampled_from(("", "managed", "self-run")),
        "languages": st.lists(st.sampled_from(LANGUAGES), unique=True).map(tuple),
        "skills": st.lists(st.sampled_from(("kafka", "temporal", "camunda"))).map(tuple),
        "budget": st.sampled_from(("", "small", "medium", "large")),
        "humans": st.integers(0, 3),
        "rate": st.none() | st.floats(0, 1e5),
    }
).map(lambda stated: asking(**stated))


@given(NEEDS, st.sampled_from(TOOLS))
@settings(max_examples=60, deadline=None)
def test_a_rating_stays_on_its_scale_and_a_further_fulfilled_wish_never_lowers_it(
    needs: Needs, one: Tool
) -> None:
    before = rate(one, needs, CRITERIA).score

    assert 0 <= before <= 100
    for better in _fulfilled(needs, one):
        assert rate(one, better, CRITERIA).score >= before - 1e-9


def _fulfilled(needs: Needs, one: Tool) -> list[Needs]:
    """The same needs, each with one more thing that the tool meets."""
    spoken = (*needs.languages, *one.languages[:1])
    found = [
        replace(needs, hosting=one.hosting.value),
        replace(needs, skills=(*needs.skills, one.family)),
        replace(needs, languages=spoken),
        replace(needs, budget="large"),
        replace(needs, humans=0),
        replace(needs, duties=()),
        replace(needs, rate=0.0 if needs.rate is None else needs.rate / 2),
    ]
    if one.provider in ("aws", "azure", "gcp"):
        found.append(replace(needs, cloud=one.provider.value))
    return found


def test_a_tool_is_rated_alike_whatever_else_is_in_the_box() -> None:
    box = load_toolbox()
    alone = replace(box, tools=(tool("kafka"),))

    (rating,) = tool_advice(assessed(), CHOREOGRAPHY, toolbox=alone).ratings
    assert rating in tool_advice(assessed(), CHOREOGRAPHY).ratings
