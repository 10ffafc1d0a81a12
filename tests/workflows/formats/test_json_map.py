"""Podium JSON: the mapping of the YAML, for programs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from tests.workflows.formats.maps import ORDER, TRIP
from workflows.definition.findings import DefinitionError
from workflows.formats import json_map, yaml
from workflows.formats.schema import definition_schema


@pytest.mark.parametrize("source", [ORDER, TRIP])
def test_nothing_is_lost_on_the_way_out_and_back(source: bytes) -> None:
    definition = yaml.read(source).definition

    assert json_map.read(json_map.write(definition).content).definition == definition


@pytest.mark.parametrize("source", [ORDER, TRIP])
def test_what_is_written_is_json_of_the_published_schema(source: bytes) -> None:
    data = json.loads(json_map.write(yaml.read(source).definition).content)

    assert list(Draft202012Validator(definition_schema()).iter_errors(data)) == []
    assert list(data)[:2] == ["id", "name"]


def test_tabs_and_characters_in_two_escapes_are_read() -> None:
    content = b'{\n\t"id": "m",\n\t"nodes": [{"id": "a", "name": "\\ud83d\\ude00 \\/"}]}'

    reading = json_map.read(content)

    assert (reading.format, reading.definition.by_id["a"].name) == ("json", "\U0001f600 /")


@pytest.mark.parametrize("character", ["\x7f", "\x83", "\ufeff"])
def test_characters_that_yaml_does_not_have_come_back(character: str) -> None:
    named = replace(yaml.read(ORDER).definition, name=f"a{character}b")

    assert json_map.read(json_map.write(named).content).definition.name == f"a{character}b"


def test_half_a_character_is_refused_with_its_line() -> None:
    with pytest.raises(DefinitionError) as caught:
        json_map.read(b'{"nodes": [\n{"id": "a", "name": "\\ud83d"}]}')

    (problem,) = caught.value.problems
    assert (problem.line, problem.where) == (2, "step 'a'")


def test_a_problem_names_its_line() -> None:
    with pytest.raises(DefinitionError) as caught:
        json_map.read(b'{"id": "m",\n "nodes": [\n  {"id": "a", "timeout": "soon"}]}')

    assert [problem.line for problem in caught.value.problems] == [3]
