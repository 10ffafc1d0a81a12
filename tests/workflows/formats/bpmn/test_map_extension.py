"""What our extension says of the whole map."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.nested_maps import NESTED
from workflows.definition.findings import DefinitionError
from workflows.formats.bpmn import read, write

WRITTEN = write(NESTED).content


def test_variables_come_back_with_their_types() -> None:
    variables = read(WRITTEN).definition.variables

    assert [choice.value for choice in variables[0].choices] == [True, False]
    assert (variables[1].low, variables[1].high) == (1.0, 500.0)


def test_participants_keep_their_order() -> None:
    assert [one.id for one in read(WRITTEN).definition.participants] == ["shop", "desk"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [(b'type="boolean"', b'type="colour"'), (b'now="100"', b'now="many"'), (b'"75%"', b'"most"')],
)
def test_a_value_that_cannot_be_read_is_a_problem_of_the_map(good: bytes, bad: bytes) -> None:
    with pytest.raises(DefinitionError, match="extension of 'Process_order'"):
        read(WRITTEN.replace(good, bad))
