"""A map with everything that can be nested, repeated, called or sent, for writers and readers."""

from __future__ import annotations

from typing import Any

from workflows.definition.columns import default_requirements
from workflows.definition.model import (
    Choice,
    Definition,
    Duration,
    Effect,
    EventKind,
    Failure,
    Flow,
    Loop,
    LoopKind,
    MessageFlow,
    Node,
    NodeKind,
    Participant,
    Requirements,
    Variable,
    VariableType,
)

__all__ = ["CALLED", "NESTED", "POOLS"]


def _needs(**changed: Any) -> Requirements:
    assumed = default_requirements(NodeKind.TASK).assumed
    return Requirements(assumed=assumed - changed.keys(), **changed)


def _flows(*pairs: tuple[str, str]) -> tuple[Flow, ...]:
    return tuple(Flow(id=f"{a}-{b}", source=a, target=b) for a, b in pairs)


CALLED = Definition(
    id="ship",
    name="Ship",
    participants=(Participant(id="carrier", name="Carrier"),),
    nodes=(
        Node(id="s", name="", kind=NodeKind.START),
        Node(
            id="book", name="Book", kind=NodeKind.TASK, participant="carrier", requirements=_needs()
        ),
        Node(id="e", name="", kind=NodeKind.END),
    ),
    flows=_flows(("s", "book"), ("book", "e")),
    sla=60.0,
)

NESTED = Definition(
    id="order",
    name="Order",
    participants=(
        Participant(id="shop", name="Shop", team="sales"),
        Participant(id="desk", name="Desk"),
    ),
    nodes=(
        Node(id="s", name="Ordered", kind=NodeKind.START),
        Node(
            id="pay", name="Pay", kind=NodeKind.TRANSACTION, participant="shop", compensation="back"
        ),
        Node(id="in", name="", kind=NodeKind.START, parent="pay", path=("Pay",)),
        Node(
            id="charge",
            name="Charge",
            kind=NodeKind.TASK,
            participant="desk",
            requirements=_needs(
                effect=Effect(compensation="refund"),
                failure=Failure(errors=(("declined", 0.02),)),
            ),
            loop=Loop(kind=LoopKind.STANDARD, maximum=3, again=0.1),
            parent="pay",
            path=("Pay",),
        ),
        Node(
            id="refund",
            name="Refund",
            kind=NodeKind.COMPENSATION,
            participant="desk",
            requirements=_needs(),
            parent="pay",
            path=("Pay",),
        ),
        Node(
            id="stop",
            name="",
            kind=NodeKind.END,
            event=EventKind.CANCEL,
            parent="pay",
            path=("Pay",),
        ),
        Node(id="late", name="Late", kind=NodeKind.EVENT_SUB_PROCESS, parent="pay", path=("Pay",)),
        Node(
            id="hour",
            name="",
            kind=NodeKind.START,
            event=EventKind.TIMER,
            timer=3600.0,
            interrupting=False,
            parent="late",
            path=("Pay", "Late"),
        ),
        Node(
            id="told",
            name="",
            kind=NodeKind.END,
            event=EventKind.ESCALATION,
            ref="slow",
            parent="late",
            path=("Pay", "Late"),
        ),
        Node(
            id="gone",
            name="",
            kind=NodeKind.BOUNDARY,
            event=EventKind.CANCEL,
            attached_to="pay",
        ),
        Node(
            id="ship",
            name="Ship",
            kind=NodeKind.CALL_ACTIVITY,
            calls="ship",
            loop=Loop(kind=LoopKind.SEQUENTIAL, count=2, condition="full = true"),
        ),
        Node(
            id="news",
            name="",
            kind=NodeKind.CATCH,
            event=EventKind.CONDITIONAL,
            condition="full = true",
            wait=Duration(mean=60.0, p95=180.0),
        ),
        Node(id="undo", name="", kind=NodeKind.THROW, event=EventKind.COMPENSATION, ref="pay"),
        Node(id="e", name="", kind=NodeKind.END),
        Node(id="back", name="Back", kind=NodeKind.SUB_PROCESS, for_compensation=True),
        Node(
            id="write",
            name="Write off",
            kind=NodeKind.TASK,
            requirements=_needs(),
            parent="back",
            path=("Back",),
        ),
    ),
    flows=(
        *_flows(("s", "pay"), ("pay", "ship"), ("ship", "news"), ("news", "undo"), ("undo", "e")),
        *_flows(("gone", "e")),
        *_flows(("in", "charge"), ("charge", "stop")),
        *_flows(("hour", "told")),
    ),
    variables=(
        Variable(
            name="full",
            type=VariableType.BOOLEAN,
            choices=(Choice(value=True, share=0.75), Choice(value=False, share=0.25)),
        ),
        Variable(name="amount", type=VariableType.NUMBER, low=1.0, high=500.0, source="charge"),
    ),
    called=(CALLED,),
)

POOLS = Definition(
    id="pools",
    name="Pools",
    participants=(Participant(id="seller", name="Seller"), Participant(id="buyer", name="Buyer")),
    nodes=(
        Node(id="a", name="", kind=NodeKind.START, process="buys"),
        Node(
            id="ask",
            name="Ask",
            kind=NodeKind.SEND_TASK,
            participant="buyer",
            requirements=_needs(),
            process="buys",
        ),
        Node(
            id="b",
            name="",
            kind=NodeKind.START,
            event=EventKind.MESSAGE,
            ref="order",
            process="sells",
        ),
        Node(
            id="answer",
            name="Answer",
            kind=NodeKind.TASK,
            participant="seller",
            requirements=_needs(),
            process="sells",
        ),
    ),
    flows=_flows(("a", "ask"), ("b", "answer")),
    message_flows=(
        MessageFlow(id="m1", source="ask", target="b", name="order"),
        MessageFlow(id="m2", source="answer", target="buys"),
        MessageFlow(id="m3", source="", target="answer"),
    ),
)
