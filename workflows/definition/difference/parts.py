"""What differs between two versions beside their nodes: flows, participants, data, the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.difference.changes import Change, ChangeKind, Subject, changed
from workflows.definition.difference.matching import Counterparts, matched_flows
from workflows.definition.difference.naming import data_flow_words, flow_words, step_name
from workflows.definition.model import (
    DataFlow,
    Definition,
    Flow,
    MessageFlow,
    Participant,
    Variable,
)
from workflows.definition.phrases import quoted
from workflows.definition.quantities import format_duration, format_number, format_share

__all__ = [
    "data_flow_changes",
    "flow_changes",
    "map_changes",
    "message_flow_changes",
    "participant_changes",
    "variable_changes",
]

type _Words[Part] = tuple[tuple[str, str, Callable[[Part], str]], ...]
"""Fields of a part: id, label, value in words."""

_NOTHING = "nothing"


def flow_changes(before: Definition, after: Definition, nodes: Counterparts) -> Iterator[Change]:
    """Sequence flows. One that comes or goes with a node of its own needs a line all the same: a
    drawing shows it."""
    pairs = matched_flows(before, after, nodes)
    old, new = {one.id for one, _ in pairs}, {other.id for _, other in pairs}
    for one, other in pairs:
        yield from _changed_flow(one, other, before, after, nodes)
    yield from (_flow(ChangeKind.ADDED, f, after) for f in after.flows if f.id not in new)
    yield from (_flow(ChangeKind.REMOVED, f, before) for f in before.flows if f.id not in old)


def _flow(kind: ChangeKind, flow: Flow, definition: Definition) -> Change:
    is_new = kind is ChangeKind.ADDED
    words = flow_words(flow, definition)
    return Change(
        kind=kind,
        subject=Subject.FLOW,
        sentence=f"{words} is {'new' if is_new else 'gone'}.",
        before_id="" if is_new else flow.id,
        after_id=flow.id if is_new else "",
        name=flow.name or flow.id,
    )


def _changed_flow(
    old: Flow, new: Flow, before: Definition, after: Definition, nodes: Counterparts
) -> Iterator[Change]:
    words = flow_words(new, after)
    for field, label, text in _FLOW:
        one, other = text(old), text(new)
        if one != other:
            sentence = f"{words}: {label.lower()} is now {other} instead of {one}."
            yield changed(
                Subject.FLOW, old.id, new.id, new.name, field, label, one, other, sentence
            )
    if old.foreign != new.foreign:
        sentence = f"What other tools say about {words[:1].lower()}{words[1:]} has changed."
        yield changed(
            Subject.FLOW, old.id, new.id, new.name, "foreign", "Settings", "", "", sentence
        )
    for end in ("source", "target"):
        one, other = getattr(old, end), getattr(new, end)
        if nodes.get(one, one) != other:
            was, now = step_name(before, one), step_name(after, other)
            verb = "leaves" if end == "source" else "leads to"
            sentence = f"{flow_words(old, before)} now {verb} {now}."
            yield changed(
                Subject.FLOW, old.id, new.id, new.name, end, end.title(), was, now, sentence
            )


_FLOW: _Words[Flow] = (
    ("name", "Name", lambda flow: quoted(flow.name) if flow.name else _NOTHING),
    ("condition", "Condition", lambda flow: quoted(flow.condition) if flow.condition else "none"),
    (
        "probability",
        "Share of cases",
        lambda flow: "open" if flow.probability is None else format_share(flow.probability),
    ),
    ("default", "Taken when no condition holds", lambda flow: "yes" if flow.default else "no"),
)


def participant_changes(
    before: Definition, after: Definition, participants: Counterparts
) -> Iterator[Change]:
    """Who takes part, and what is known of them."""
    back = {new: old for old, new in participants.items()}
    for new in after.participants:
        if new.id in back:
            old = before.participants_by_id[back[new.id]]
            yield from _fields(Subject.PARTICIPANT, "Participant", old, new, _PARTICIPANT)
        else:
            yield _whole(ChangeKind.ADDED, Subject.PARTICIPANT, "Participant", new.id, new.name)
    for old in before.participants:
        if old.id not in participants:
            yield _whole(ChangeKind.REMOVED, Subject.PARTICIPANT, "Participant", old.id, old.name)


_PARTICIPANT: _Words[Participant] = (
    ("name", "Name", lambda one: quoted(one.name)),
    ("kind", "Kind", lambda one: one.kind.value),
    ("team", "Team", lambda one: quoted(one.team) if one.team else "no team"),
    ("concurrency", "Steps at the same time", lambda one: f"{one.concurrency:,}"),
    (
        "capacity",
        "Steps an hour",
        lambda one: "unknown" if one.capacity is None else format_number(one.capacity),
    ),
)


def variable_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """What a case knows."""
    old = {variable.name: variable for variable in before.variables}
    new = {variable.name: variable for variable in after.variables}
    for name, variable in new.items():
        if name in old:
            yield from _fields(Subject.VARIABLE, "Variable", old[name], variable, _VARIABLE)
        else:
            yield _whole(ChangeKind.ADDED, Subject.VARIABLE, "Variable", name, name)
    for name in (name for name in old if name not in new):
        yield _whole(ChangeKind.REMOVED, Subject.VARIABLE, "Variable", name, name)


_VARIABLE: _Words[Variable] = (
    ("type", "Type", lambda one: one.type.value),
    (
        "choices",
        "Values",
        lambda one: (
            ", ".join(f"{choice.value} in {format_share(choice.share)}" for choice in one.choices)
            or _NOTHING
        ),
    ),
    ("low", "Lowest", lambda one: _NOTHING if one.low is None else format_number(one.low)),
    ("high", "Highest", lambda one: _NOTHING if one.high is None else format_number(one.high)),
    (
        "source",
        "Found out by",
        lambda one: quoted(one.source) if one.source else "the case itself",
    ),
)


def data_flow_changes(
    before: Definition, after: Definition, nodes: Counterparts
) -> Iterator[Change]:
    """Data that one step leaves and another reads: an event under choreography."""

    def key(flow: DataFlow, known: Counterparts) -> tuple[str, str, str]:
        return (
            flow.name,
            known.get(flow.source, flow.source),
            known.get(flow.target, flow.target),
        )

    old = {key(flow, nodes): flow for flow in before.data_flows}
    new = {key(flow, {}): flow for flow in after.data_flows}
    for ends, flow in new.items():
        if ends not in old:
            yield _data(ChangeKind.ADDED, flow, after)
        elif old[ends].classification != flow.classification:
            yield _classified(old[ends], flow, after)
    yield from (_data(ChangeKind.REMOVED, f, before) for k, f in old.items() if k not in new)


def _data(kind: ChangeKind, flow: DataFlow, definition: Definition) -> Change:
    words = data_flow_words(flow, definition)
    state = "new" if kind is ChangeKind.ADDED else "gone"
    return _named(kind, Subject.DATA_FLOW, flow.name, f"The data {words} is {state}.")


def _classified(old: DataFlow, new: DataFlow, definition: Definition) -> Change:
    one, other = (flow.classification or "not classified" for flow in (old, new))
    sentence = f"The data {data_flow_words(new, definition)} is now {other} instead of {one}."
    return changed(
        Subject.DATA_FLOW,
        old.name,
        new.name,
        new.name,
        "classification",
        "Classification",
        one,
        other,
        sentence,
    )


def message_flow_changes(
    before: Definition, after: Definition, nodes: Counterparts
) -> Iterator[Change]:
    """Messages between processes."""

    def ends(flow: MessageFlow, known: Counterparts) -> tuple[str, str, str]:
        return (known.get(flow.source, flow.source), known.get(flow.target, flow.target), flow.name)

    old = {ends(flow, nodes): flow for flow in before.message_flows}
    new = {ends(flow, {}): flow for flow in after.message_flows}
    for key in (key for key in new if key not in old):
        yield _message(ChangeKind.ADDED, new[key], after)
    for key in (key for key in old if key not in new):
        yield _message(ChangeKind.REMOVED, old[key], before)


def _message(kind: ChangeKind, flow: MessageFlow, definition: Definition) -> Change:
    name = f" {quoted(flow.name)}" if flow.name else ""
    source, target = (
        step_name(definition, end) if end else "outside" for end in (flow.source, flow.target)
    )
    state = "new" if kind is ChangeKind.ADDED else "gone"
    sentence = f"The message{name} from {source} to {target} is {state}."
    return _named(kind, Subject.MESSAGE_FLOW, flow.id, sentence)


def map_changes(before: Definition, after: Definition) -> Iterator[Change]:
    """The map as a whole: its name, how long a case may take, how many there are."""
    yield from _fields(Subject.MAP, "The map", before, after, _MAP)
    if before.foreign != after.foreign:
        sentence = "What other tools say about the map has changed."
        yield changed(
            Subject.MAP, before.id, after.id, after.name, "foreign", "Settings", "", "", sentence
        )


_MAP: _Words[Definition] = (
    ("name", "Name", lambda one: quoted(one.name)),
    (
        "sla",
        "Longest time of a case",
        lambda one: "no limit" if one.sla is None else format_duration(one.sla),
    ),
    ("volume", "Cases an hour now", lambda one: format_number(one.volume.now)),
    ("expected", "Cases an hour expected", lambda one: format_number(one.volume.expected)),
    ("peak", "Busiest hour over the mean", lambda one: format_number(one.volume.peak)),
)


def _fields[Part: (Participant, Variable, Definition)](
    subject: Subject, noun: str, old: Part, new: Part, fields: _Words[Part]
) -> Iterator[Change]:
    name = new.name
    subject_words = noun if subject is Subject.MAP else f"{noun} {quoted(name)}"
    old_id, new_id = (one.name if isinstance(one, Variable) else one.id for one in (old, new))
    for field, label, words in fields:
        one, other = words(old), words(new)
        if one != other:
            sentence = f"{subject_words}: {label.lower()} is now {other} instead of {one}."
            yield changed(subject, old_id, new_id, name, field, label, one, other, sentence)


def _whole(kind: ChangeKind, subject: Subject, noun: str, element: str, name: str) -> Change:
    state = "new" if kind is ChangeKind.ADDED else "gone"
    sentence = f"{noun} {quoted(name or element)} is {state}."
    return _named(kind, subject, element, sentence, name)


def _named(
    kind: ChangeKind, subject: Subject, element: str, sentence: str, name: str = ""
) -> Change:
    is_new = kind is ChangeKind.ADDED
    return Change(
        kind=kind,
        subject=subject,
        sentence=sentence,
        before_id="" if is_new else element,
        after_id=element if is_new else "",
        name=name or element,
    )
