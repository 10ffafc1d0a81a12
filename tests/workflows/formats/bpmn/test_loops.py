"""Activities that repeat: standard loops and multi-instance."""

from __future__ import annotations

import pytest

from tests.workflows.formats.bpmn.sources import bpmn
from workflows.definition.model import Loop, LoopKind
from workflows.formats.bpmn import read


def loop_of(inside: str) -> Loop | None:
    return read(bpmn(f'<task id="x">{inside}</task>')).definition.by_id["x"].loop


@pytest.mark.parametrize(
    ("inside", "loop"),
    [
        ("", None),
        ("<standardLoopCharacteristics/>", Loop(kind=LoopKind.STANDARD)),
        (
            '<standardLoopCharacteristics testBefore="true" loopMaximum="7">'
            "<loopCondition>left > 0</loopCondition></standardLoopCharacteristics>",
            Loop(kind=LoopKind.STANDARD, condition="left > 0", maximum=7, test_before=True),
        ),
        (
            "<multiInstanceLoopCharacteristics><loopCardinality>5</loopCardinality>"
            "<completionCondition>enough</completionCondition></multiInstanceLoopCharacteristics>",
            Loop(kind=LoopKind.PARALLEL, condition="enough", count=5),
        ),
        (
            '<multiInstanceLoopCharacteristics isSequential="true">'
            "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>",
            Loop(kind=LoopKind.SEQUENTIAL, count=2),
        ),
    ],
)
def test_a_loop_is_read(inside: str, loop: Loop | None) -> None:
    assert loop_of(inside.replace(" > ", " &gt; ")) == loop


def test_a_number_of_items_that_only_a_run_knows_is_assumed_and_noted() -> None:
    content = bpmn(
        '<task id="x"><multiInstanceLoopCharacteristics><loopCardinality>${items}'
        "</loopCardinality></multiInstanceLoopCharacteristics></task>"
    )

    assert "3 items are assumed" in read(content).notes[0].message
