"""Undoing what several owners have done."""

from __future__ import annotations

from tests.workflows.engine.coordination.gaps.told import CENTRALIZED, codes, one
from tests.workflows.engine.maps import chain, draw, order, step
from tests.workflows.engine.shapes import at_boundary, end, scope, throw
from workflows.definition.model import Definition, EventKind, NodeKind, OnFailure


def undone(*, together: bool) -> Definition:
    """Two steps that a compensation event takes back."""
    owner = "p" if together else ""
    nodes = [
        step("a", undo=True, participant=owner),
        step("b", undo=True, participant=owner),
        throw("back", EventKind.COMPENSATION),
        step("c", participant=owner),
    ]
    return draw(nodes, ["start > a", "a > b", "b > back", "back > c", "c > end"])


def test_owners_undo_each_for_themselves() -> None:
    gap = one(order(), "undo-order")

    assert gap.message.startswith("reserve, charge and ship each undo their own work")
    assert "3 messages more for a case that fails" in gap.mend


def test_one_owner_keeps_the_order() -> None:
    assert "undo-order" not in codes(undone(together=True))
    assert "undo-order" not in codes(order(), CENTRALIZED)


def test_where_nothing_is_ever_undone_there_is_no_order_to_keep() -> None:
    map_ = chain(step("a", undo=True), step("b", undo=True))

    assert "undo-order" not in codes(map_)


def test_a_failure_reaches_others_late() -> None:
    map_ = chain(step("a", undo=True), step("b", on_failure=OnFailure.COMPENSATE))

    gap = one(map_, "failure-crosses")
    assert (gap.where, "a go on until they hear" in gap.message) == ("b", True)


def test_undoing_on_purpose_waits_for_the_others() -> None:
    gap = one(undone(together=False), "undo-crosses")

    assert gap.where == "back"
    assert "4 messages each time" in gap.mend


def test_cancelling_a_transaction_of_several_owners_isolates_nothing() -> None:
    inside = [step("a", undo=True), step("b", undo=True), end("no", EventKind.CANCEL)]
    deal = scope("deal", inside, kind=NodeKind.TRANSACTION)
    out = at_boundary("out", "deal", EventKind.CANCEL)
    flows = ["start > deal", "a > b", "b > no", "out > c", "deal > end"]

    gap = one(draw([*deal, out, step("c")], flows), "cancel-crosses")
    assert gap.where == "deal"
    assert "others see its parts" in gap.message
