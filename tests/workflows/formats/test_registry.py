"""Formats by name and by extension, and conversion between them."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.sources import bpmn
from tests.workflows.formats.maps import ORDER
from workflows.definition.findings import DefinitionError
from workflows.formats.convert import convert
from workflows.formats.registry import FORMATS, format_of, read, write
from workflows.formats.support import Level


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("map.yaml", "yaml"),
        ("a/b.YML", "yaml"),
        ("x.json", "json"),
        ("x.bpmn", "bpmn"),
        ("bpmn", "bpmn"),
        ("order.asl.json", "asl"),
        ("order.ASL", "asl"),
        ("order.asl.yml", "asl-yaml"),
        ("order.bpmn2", "bpmn"),
        ("order.bpmn20.xml", "bpmn"),
    ],
)
def test_a_format_is_found_by_file_name_or_name(name: str, found: str) -> None:
    assert format_of(name).name == found


def test_an_unknown_extension_lists_the_known_ones() -> None:
    with pytest.raises(DefinitionError, match=r"known are \..*\.bpmn"):
        format_of("map.pdf")


FULL = [
    one.name
    for one in FORMATS.values()
    if one.read and one.write and all(s.level is Level.FULL for s in one.supports.values())
]


@pytest.mark.parametrize("name", FULL)
def test_a_format_that_says_everything_gives_a_definition_back_unchanged(name: str) -> None:
    definition = read("order.yaml", ORDER).definition

    assert read(name, write(name, definition).content).definition == definition


def test_converting_tells_what_did_not_come_along() -> None:
    content, notes = convert(bpmn('<callActivity id="a" name="Ship"/>'), "ship.bpmn", "yaml")

    assert read("ship.yaml", content).definition.by_id["a"].name == "Ship"
    assert [note.where for note in notes] == ["a"]
