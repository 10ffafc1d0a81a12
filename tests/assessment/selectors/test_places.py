"""Every figure leads to the fact it came from."""

import pytest

from assessment.decision.evidence.measures import MEASURES
from assessment.selectors.places import fact_url, place_name, place_url
from assessment.selectors.verdicts import assessment_for
from projects.models import Project
from workflows.definition.model import Definition, Node, NodeKind

DEFINITION = Definition(
    id="d",
    name="D",
    participants=(),
    nodes=(
        Node(id="start", name="Placed", kind=NodeKind.START),
        Node(id="pay", name="Charge card", kind=NodeKind.TASK),
    ),
    flows=(),
)


@pytest.mark.parametrize(
    ("fact", "end"),
    [
        ("context.cases_now", "/discover/context/#field-cases_now"),
        ("matrix.consistency", "/discover/matrix/"),
        ("map", "/discover/map/"),
        ("symptoms.lost-events", "/discover/symptoms/#lost-events"),
        ("experiment", "/prove/"),
        ("answers.scale", "/decide/questions/scale/"),
        ("witnesses", "/decide/scorecard/"),
        ("something new", "/discover/map/"),
    ],
)
def test_a_fact_leads_to_its_page(project: Project, fact: str, end: str) -> None:
    assert fact_url(project, fact).endswith(end)


def test_every_measure_of_the_decision_has_a_page_of_its_own(mapped: Project) -> None:
    assessment = assessment_for(mapped)
    assert assessment is not None
    measures = [measure(assessment, None) for measure in MEASURES.values()]

    kinds = {measure.fact.partition(".")[0] for measure in measures if measure}
    assert kinds <= {"context", "matrix", "map", "symptoms", "experiment"}


def test_a_step_leads_to_its_row_and_other_nodes_to_the_map(project: Project) -> None:
    assert place_url(project, DEFINITION, "pay").endswith("/discover/matrix/#row-pay")
    assert place_url(project, DEFINITION, "start").endswith("/discover/map/")


def test_a_place_is_named_in_words() -> None:
    assert place_name(DEFINITION, "pay") == "Charge card"
    assert place_name(DEFINITION, "context.cases_now") == "cases now"
    assert place_name(DEFINITION, "") == "whole map"
