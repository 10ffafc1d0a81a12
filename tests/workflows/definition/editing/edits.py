"""Any edit of any map, for property tests."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from workflows.definition import editing
from workflows.definition.model import Definition, EventKind, NodeKind, ParticipantKind

__all__ = ["edits"]

type Edit = Callable[[Definition], Definition]

_TEXT = st.sampled_from(["Pay", "Check  stock", "", "  ", "Ünïcode 2", "9 lives", "end", "x" * 300])
_KINDS = st.sampled_from(NodeKind)
_EVENTS = st.sampled_from(EventKind)
_TIMERS = st.sampled_from([None, 60.0, -1.0])
_SHARES = st.sampled_from([None, 0.0, 0.4, 1.0, 1.5])


@st.composite
def edits(draw: st.DrawFn, definition: Definition) -> Edit:
    """An edit of this map; it may be one that is refused."""
    name, kind, event = draw(_TEXT), draw(_KINDS), draw(_EVENTS)
    node = draw(st.sampled_from([one.id for one in definition.nodes] + ["gone"]))
    other = draw(st.sampled_from([one.id for one in definition.nodes]))
    flow = draw(st.sampled_from([one.id for one in definition.flows] + ["gone"]))
    timer, share, yes = (
        draw(st.sampled_from([None, 60.0, -1.0])),
        draw(_SHARES),
        draw(st.booleans()),
    )
    names = draw(st.lists(_TEXT, max_size=4))
    people = [one.id for one in definition.participants]
    person = draw(st.sampled_from([*people, "nobody", None]))
    found: list[Edit] = [
        lambda d: editing.rename(d, node, name),
        lambda d: editing.change_kind(d, node, kind),
        lambda d: editing.change_event(d, node, event, timer=timer, ref=name, interrupting=yes),
        lambda d: editing.assign(d, node, person),
        lambda d: editing.insert_node(
            d, editing.after(d, node), name, kind, event=event, timer=timer
        ),
        lambda d: editing.insert_node(d, editing.on_flow(d, flow), name, kind, participant=person),
        lambda d: editing.insert_block(d, editing.after(d, node), name, kind, names),
        lambda d: editing.insert_block(d, editing.on_flow(d, flow), name, kind, names),
        lambda d: editing.add_boundary(d, node, name, event, timer=timer, interrupting=yes),
        lambda d: editing.add_compensation(d, node, name, participant=person),
        lambda d: editing.connect(d, node, other, name),
        lambda d: editing.disconnect(d, flow),
        lambda d: editing.retarget(d, flow, other),
        lambda d: editing.change_flow(d, flow, condition=name, probability=share, default=yes),
        lambda d: editing.delete(d, node),
        lambda d: editing.move(d, node, earlier=yes),
        lambda d: editing.add_participant(d, name, ParticipantKind.HUMAN),
        lambda d: editing.rename_participant(d, person or "", name),
    ]
    return draw(st.sampled_from(found))
