"""What becomes of messages that the broker, the network or their receiver fails."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import chain, step
from tests.workflows.engine.worlds import simulate, try_out
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.faults import Fault, FaultKind

CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY
TWO_STEPS = chain(step("a", effect=True), step("b", effect=True))
OUTAGE = Fault(kind=FaultKind.BROKER_OUTAGE, window=(0.0, 60.0))
POISON = Fault(kind=FaultKind.POISON_MESSAGE, step="b")


def test_an_outbox_outlives_an_outage_of_the_broker() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=[OUTAGE], cases=20)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 20}
    assert tally.time["recovering"] > 0


def test_without_outbox_what_is_published_during_an_outage_is_gone() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=[OUTAGE], cases=20, outbox=False)

    assert tally.verdicts[CaseVerdict.STUCK] == tally.lost > 0


def test_an_orchestrator_sends_its_commands_once_the_broker_is_back() -> None:
    tally = simulate(TWO_STEPS, faults=[OUTAGE], cases=20)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 20}


def test_a_poison_message_ends_in_the_dead_letter_topic() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=[POISON], cases=10)

    assert tally.verdicts == {CaseVerdict.DEAD_LETTERED: 10}
    assert tally.dead_lettered == 10


def test_a_dead_letter_that_is_put_back_goes_on() -> None:
    tally = simulate(TWO_STEPS, CHOREOGRAPHY, faults=[POISON], cases=10, redrive=3600.0)

    assert tally.verdicts == {CaseVerdict.COMPLETED: 10}
    assert min(tally.latency_ms) > 3_600_000


def test_a_message_that_is_overtaken_comes_later() -> None:
    late = Fault(kind=FaultKind.MESSAGE_REORDERED, step="b")

    calm, overtaken = (
        simulate(TWO_STEPS, CHOREOGRAPHY, faults=faults, cases=10) for faults in ([], [late])
    )

    assert min(overtaken.latency_ms) - min(calm.latency_ms) == pytest.approx(1_000, abs=1)


@pytest.mark.parametrize("model", OrchestrationModel)
@pytest.mark.parametrize("outbox", [True, False])
def test_every_message_is_delivered_dead_lettered_or_lost(
    model: OrchestrationModel, outbox: bool
) -> None:
    faults = [Fault(kind=kind, share=0.1) for kind in FaultKind]

    tally = simulate(TWO_STEPS, model, faults=faults, outbox=outbox, inbox=outbox)

    assert tally.sent == tally.delivered + tally.dead_lettered + tally.lost


def test_the_chain_of_events_names_the_message() -> None:
    (case,) = try_out(TWO_STEPS, CHOREOGRAPHY, faults=[POISON], cases=1).cases

    assert "a message about 'b' is a dead letter" in case.notes[-1]
