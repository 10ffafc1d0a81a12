"""A map that uses everything a definition can say, as its author would write it."""

from __future__ import annotations

from hypothesis import strategies as st

from workflows.definition.columns import default_requirements
from workflows.definition.matrix import with_texts
from workflows.definition.model import Definition, Flow, Node, NodeKind

__all__ = ["ORDER", "TRIP", "chains"]

ORDER = b"""\
id: order
name: Online order & more
sla: 3d
volume: {now: 1200, expected: 6000, peak: 3.5}
participants:
  - {id: pay, name: Payments, team: Money, concurrency: 8, capacity: 5000}
  - {id: clerk, name: Clerk, kind: human}
  - {id: idle, name: Nobody yet, kind: external}
nodes:
  - {id: start, kind: start, event: message}
  - id: pay
    name: Charge card
    participant: pay
    consistency: immediate
    effect: {idempotent: true, compensation: refund}
    duration: {mean: 200ms, p95: 900ms}
    failure: {transient: 1%, permanent: 0.1%}
    retry: {max_attempts: 4, backoff: 1.5, jitter: none, non_retryable: [declined, stolen]}
    timeout: 5s
    on_failure: compensate
    documentation: |-
      First line.
      Second line.
  - {id: enough, name: Enough?, kind: decision}
  - {id: approve, kind: user-task, participant: clerk, deadline: 2d, escalation: head, effect: no}
  - {id: ship, path: [Deliver, Send], duration: 5s, side: event-driven, timeout: none}
  - {id: late, kind: boundary, attached_to: approve, timer: 1d, interrupting: false}
  - {id: failed, kind: boundary, attached_to: ship, event: error, ref: no-carrier}
  - {id: wait, kind: catch, timer: 90s}
  - {id: refund, kind: compensation, participant: pay}
  - {id: end, kind: end}
  - {id: broken, name: '', kind: end, event: error, ref: no-carrier}
flows:
  - start -> pay -> enough
  - {from: enough, to: ship, name: small, condition: "total < 100", probability: 90%}
  - {id: big, from: enough, to: approve, default: true}
  - approve -> ship -> wait -> end
  - late -> end
  - failed -> broken
data_flows:
  - {name: order, from: pay, to: ship, classification: personal}
  - {name: receipt, from: pay}
"""

TRIP = b"""\
id: trip
name: Book a trip
variables:
  - {name: total, type: number, low: 50, high: 2000}
  - {name: region, type: text, choices: {eu: 60%, 'true': 40%}}
  - {name: paid, type: boolean, choices: {true: 99%, false: 1%}, source: hotel}
nodes:
  - {id: start, kind: start, event: message, ref: wish}
  - id: booking
    name: Booking
    kind: transaction
    loop: {kind: standard, condition: total > 100, maximum: 3, test_before: true, again: 25%}
    compensation: sorry
    nodes:
      - {id: begin, kind: start}
      - id: hotel
        failure: {transient: 1%, errors: {full: 5%, 'no': 0.5%}}
        effect: {compensation: free}
        loop: parallel
      - {id: free, kind: compensation}
      - {id: give-up, kind: end, event: cancel}
      - {id: done, kind: end}
    flows:
      - begin -> hotel -> done
      - {from: hotel, to: give-up, condition: not paid}
  - {id: gone, kind: boundary, attached_to: booking, event: cancel}
  - {id: sorry, kind: sub-process, for_compensation: true, nodes: [{id: write}]}
  - id: late
    kind: event-sub-process
    nodes:
      - {id: asked, kind: start, event: conditional, condition: total > 5, interrupting: false}
      - {id: look, path: [Elsewhere]}
    flows:
      - asked -> look
  - {id: check, kind: call-activity, calls: credit, loop: {kind: sequential, count: 2}}
  - {id: which, kind: event-based}
  - {id: answer, kind: receive-task, ref: answer, wait: {mean: 2h, p95: 5h}}
  - {id: silence, kind: catch, timer: 1d}
  - {id: undo, kind: throw, event: compensation, ref: booking}
  - {id: out, kind: throw, event: link, ref: far}
  - {id: in, kind: catch, event: link, ref: far}
  - {id: end, kind: end}
  - {id: other, kind: receive-task, process: bank, ref: money, wait: 3h, instantiate: true}
flows:
  - start -> booking -> check -> which -> answer -> out
  - which -> silence -> undo -> end
  - gone -> end
  - in -> end
message_flows:
  - answer -> other
  - {id: m, from: bank, to: start, name: Money}
called:
  - id: credit
    name: Credit check
    nodes:
      - {id: ask}
    flows: []
"""
"""A map that nests, repeats, calls, decides by variables and talks to another process."""

_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20
).map(str.strip)
_NAME = _TEXT.map(lambda text: " ".join(text.split()))
_CELLS = st.fixed_dictionaries(
    {},
    optional={
        "consistency": st.sampled_from(["immediate", "eventual"]),
        "effect": st.sampled_from(["yes", "no"]),
        "duration_mean": st.sampled_from(["1ms", "0.3333333s", "5s"]),
        "transient": st.floats(0, 0.4).map(repr),
        "max_attempts": st.integers(1, 9).map(str),
        "timeout": st.sampled_from(["none", "7s", "1h30m"]),
        "on_failure": st.sampled_from(["compensate", "continue"]),
        "escalation": _TEXT,
    },
)


@st.composite
def chains(draw: st.DrawFn) -> Definition:
    """Human steps in a row with any cells stated, under any names that XML can hold."""
    nodes = []
    for number in range(draw(st.integers(1, 4))):
        name = draw(_NAME)
        blank = Node(
            id=f"s{number}",
            name=name,
            kind=NodeKind.USER_TASK,
            requirements=default_requirements(NodeKind.USER_TASK),
            documentation=draw(_TEXT),
        )
        nodes.append(with_texts(blank, draw(_CELLS))[0])
    flows = tuple(
        Flow(id=f"f{number}", source=f"s{number}", target=f"s{number + 1}", name=draw(_NAME))
        for number in range(len(nodes) - 1)
    )
    return Definition(id="m", name="m", participants=(), nodes=tuple(nodes), flows=flows)
