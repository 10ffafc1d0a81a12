"""Whatever is edited: the map stays valid, ids stay unique and what they were."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.definition.editing.edits import edits
from tests.workflows.definition.nested import nested_maps
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.definition.validation import problems
from workflows.formats import bpmn


def _edited(data: st.DataObject, definition: Definition, most: int) -> list[Definition]:
    """The maps after each of a row of edits; refused ones change nothing."""
    found = [definition]
    for _ in range(data.draw(st.integers(1, most))):
        with suppress(DefinitionError):
            found.append(data.draw(edits(found[-1]))(found[-1]))
    return found


@given(nested_maps(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_edit_makes_a_valid_map_invalid(definition: Definition, data: st.DataObject) -> None:
    for one in _edited(data, definition, 12):
        assert problems(one) == ()


@given(nested_maps(), st.data())
@settings(max_examples=60, deadline=None)
def test_ids_are_unique_and_a_name_or_kind_never_changes_them(
    definition: Definition, data: st.DataObject
) -> None:
    for one in _edited(data, definition, 8):
        ids = [node.id for node in one.nodes] + [flow.id for flow in one.flows]
        assert len(ids) == len(set(ids))


@given(nested_maps(), st.data())
@settings(max_examples=40, deadline=None)
def test_an_edited_map_can_be_written_onto_the_file_it_came_from(
    definition: Definition, data: st.DataObject
) -> None:
    base = bpmn.write(definition).content
    changed = _edited(data, definition, 4)[-1]

    content = bpmn.write(changed, base=base).content

    ids = {node.id for node in bpmn.read(content).definition.nodes}
    assert ids == {node.id for node in changed.nodes}
