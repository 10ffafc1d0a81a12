"""The weights block of an assessment file: four ways to write it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from assessment.decision.assessment import Assessment, Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.weights.methods import points_used
from assessment.decision.weights.pairwise import SCALE, pairs
from assessment.file.read import read_assessment
from assessment.file.weights import parse_ratio, weights_schema, written_ratio
from assessment.file.write import write_assessment
from tests.assessment.decision.maps import assessed, order
from workflows.definition.findings import DefinitionError

QUESTIONS = load_knowledge().question_ids
SCHEMA = Draft202012Validator(weights_schema(QUESTIONS))
HEAD = "podium: 1\nmap: {id: m, nodes: [{id: pay}], flows: []}\n"
ALL_PAIRS = ", ".join(f"{a}/{b}: 1" for a, b in pairs(QUESTIONS))

rankings = st.permutations(QUESTIONS).map(lambda q: (tuple(q[:2]), *((one,) for one in q[2:])))
judgements = st.fixed_dictionaries(dict.fromkeys(pairs(QUESTIONS), st.sampled_from((*SCALE, 2.5))))
weightings = st.one_of(
    rankings.map(lambda r: Weighting(method=WeightingMethod.RANKING, ranking=r)),
    judgements.map(lambda j: Weighting(method=WeightingMethod.PAIRWISE, pairwise=j)),
    st.floats(0, 100).map(lambda s: Weighting(method=WeightingMethod.GROUP, spread=s)),
    st.just(Weighting()),
)


def weighed(weighting: Weighting) -> Assessment:
    """An assessment whose weights were found so."""
    even = dict.fromkeys(QUESTIONS, 20.0)
    points = points_used(weighting, even, QUESTIONS)
    return replace(assessed(order()), weighting=weighting, weights=points)


def read(weights: str) -> Assessment:
    return read_assessment(f"{HEAD}weights: {weights}\n".encode(), source="a.yaml").assessment


def problems(weights: str) -> str:
    with pytest.raises(DefinitionError) as caught:
        read(weights)
    return "; ".join(f"{problem.line}: {problem}" for problem in caught.value.problems)


@settings(max_examples=50, deadline=None)
@given(weightings)
def test_weights_of_every_method_are_read_back_equal(weighting: Weighting) -> None:
    assessment = weighed(weighting)

    found = read_assessment(write_assessment(assessment), source="a.yaml").assessment

    assert (found.weighting, found.weights) == (weighting, assessment.weights)


@settings(max_examples=50, deadline=None)
@given(weightings)
def test_what_is_written_fits_the_schema(weighting: Weighting) -> None:
    written = YAML(typ="safe").load(write_assessment(weighed(weighting)))

    assert list(SCHEMA.iter_errors(written["weights"])) == []


def test_an_order_reads_as_people_write_it() -> None:
    text = (
        "{method: ranking, order: [consistency, [autonomy, scale], event-experience, operations]}"
    )

    assert read(text).weighting.ranking[1] == ("autonomy", "scale")


def test_a_third_reads_as_people_write_it() -> None:
    text = "{method: pairwise, pairs: {" + ALL_PAIRS.replace(": 1", ": 1/3", 1) + "}}"

    assert read(text).weighting.pairwise[QUESTIONS[0], QUESTIONS[1]] == 1 / 3


def test_points_may_name_their_method() -> None:
    assert read("{method: points, points: {scale: 40, autonomy: 60}}").weights["scale"] == 40


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ("{method: dice}", "3: weights: method must be one of"),
        ("{method: ranking}", "3: weights: needs order for the method ranking"),
        ("{method: ranking, order: [scale]}", "order leaves out consistency, autonomy"),
        ("{method: ranking, order: [[scale, scale]]}", "order names scale more than once"),
        ("{method: ranking, order: [scales]}", "order does not know 'scales'; did you mean"),
        ("{method: ranking, order: [{scale: 1}]}", "order must hold ids of questions"),
        ("{method: ranking, order: [[]]}", "order leaves out"),
        ("{method: pairwise, pairs: {scale: 3}}", "must name two questions as first/second"),
        ("{method: pairwise, pairs: {scale/speed: 3}}", "must name two questions"),
        ("{method: pairwise, pairs: {scale/autonomy: 12}}", "must lie between 1/9 and 9"),
        ("{method: pairwise, pairs: {scale/autonomy: .nan}}", "must lie between 1/9 and 9"),
        ("{method: pairwise, pairs: {scale/autonomy: 1/0}}", "must lie between 1/9 and 9"),
        ("{method: pairwise, pairs: {scale/autonomy: 3}}", "pairs compare autonomy, event"),
        (
            "{method: pairwise, pairs: {scale/autonomy: 3, autonomy/scale: 3}}",
            "is judged a second time the other way round",
        ),
        ("{method: group, points: {scale: 30}}", "points must sum to 100 points, got 30"),
        ("{method: group, points: {scale: 100}, spread: -1}", "spread must be between 0 and 100"),
        ("{method: points, points: {scale: 100}, order: []}", "order is not a known key"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(weights: str, expected: str) -> None:
    found = problems(weights)

    assert expected in found
    assert found.startswith("3: ")


@pytest.mark.parametrize(
    "broken",
    [
        {"method": "ranking"},
        {"method": "pairwise", "pairs": {"scale/scale": 1}},
        {"method": "pairwise", "pairs": {"scale/autonomy": "3/1"}},
        {"method": "group", "points": {"speed": 100}},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_reader_refuses(broken: dict[str, object]) -> None:
    assert not SCHEMA.is_valid(broken)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(SCALE))
def test_a_ratio_is_read_as_it_was_written(value: float) -> None:
    assert parse_ratio(str(written_ratio(value))) == value
