"""What happens to a case, in words."""

from __future__ import annotations

from typing import get_args

from tests.workflows.engine.maps import order
from tests.workflows.engine.worlds import try_out
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.events import Event
from workflows.engine.drivers.chronicle import told
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.happenings import Happening, Kind

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def test_the_story_of_a_failed_order_names_who_hears_what() -> None:
    whole = try_out(order(), CHOREOGRAPHY, cases=60)
    failed = next(case.number for case in whole.cases if case.state.failed)

    (case,) = try_out(order(), CHOREOGRAPHY, first=failed, cases=1, follow=failed).cases

    story = [note.partition(": ")[2] for note in case.notes]
    assert "reserve hears that it is over because of 'ship'" in story
    assert "reserve gets to do 'undo reserve', attempt 1" in story


def test_every_event_has_its_words() -> None:
    compiled = try_out(order(), cases=1).transitions.compiled

    for kind in get_args(Event.__value__):
        happening = Happening(Kind.FIRED, 1, owner=0)
        happening.event = kind(*(1 for _ in kind.__slots__))

        assert told(happening, compiled)[-1].isalnum() or told(happening, compiled)[-1] == "'"


def test_a_copy_is_told_as_one() -> None:
    (case,) = try_out(
        order(),
        CHOREOGRAPHY,
        cases=1,
        follow=0,
        inbox=False,
        faults={FaultKind.MESSAGE_DUPLICATED: 1.0},
    ).cases

    assert any("once more" in note for note in case.notes)
