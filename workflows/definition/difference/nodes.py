"""What differs about one node: its own fields and, of a step, its row of the matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from workflows.definition.columns import COLUMNS, COLUMNS_BY_ID, applicable, requirements_of
from workflows.definition.difference.changes import Change, ChangeKind, Subject, changed
from workflows.definition.difference.matching import Counterparts
from workflows.definition.difference.naming import (
    event_words,
    kind_words,
    loop_words,
    named,
    node_words,
    step_name,
)
from workflows.definition.difference.requirement_wording import requirement_sentence
from workflows.definition.model import Definition, Node
from workflows.definition.phrases import quoted
from workflows.definition.quantities import format_duration, format_share

__all__ = ["node_changes"]

_NOTHING = "nothing"


class _Side(NamedTuple):
    """A version, and how its ids read in the other one's words."""

    definition: Definition
    nodes: Counterparts
    participants: Counterparts


class _Field(NamedTuple):
    """One field of a node. ``words`` gives its value in words, ``key`` what is compared (ids in
    the words of one version); ``sentence`` holds {name}, {before}, {after}."""

    id: str
    label: str
    words: Callable[[Node, Definition], str]
    sentence: str
    key: Callable[[Node, _Side], object] | None = None


def _there(text: str) -> str:
    return text or _NOTHING


def _reference(name: str) -> Callable[[Node, _Side], object]:
    def key(node: Node, side: _Side) -> object:
        wanted = getattr(node, name) or ""
        return side.nodes.get(wanted, wanted)

    return key


def _node_named(name: str) -> Callable[[Node, Definition], str]:
    def words(node: Node, definition: Definition) -> str:
        wanted = getattr(node, name)
        return step_name(definition, wanted) if wanted else _NOTHING

    return words


def _switch(name: str) -> Callable[[Node, Definition], str]:
    return lambda node, _: "yes" if getattr(node, name) else "no"


def _performer(node: Node, definition: Definition) -> str:
    found = definition.participants_by_id.get(node.participant or "")
    return quoted(found.name or found.id) if found else "nobody"


def _event_key(node: Node, side: _Side) -> object:
    ref = side.nodes.get(node.ref, node.ref)
    return (node.event, node.timer, node.condition, ref)


def _foreign(node: Node, _: Definition) -> str:
    return ", ".join(sorted(name for name, _ in node.foreign)) or _NOTHING


_FIELDS: tuple[_Field, ...] = (
    _Field("name", "Name", lambda n, _: quoted(n.name), "{before} is now called {after}."),
    _Field(
        "kind",
        "Kind",
        lambda n, _: kind_words(n.kind),
        "{name} is now a {after} instead of a {before}.",
    ),
    _Field(
        "event",
        "Event",
        lambda n, _: event_words(n) or _NOTHING,
        "{name} is now about {after} instead of {before}.",
        _event_key,
    ),
    _Field(
        "wait",
        "Wait",
        lambda n, _: format_duration(n.wait.mean) if n.wait else "no time",
        "{name} now waits {after} on average instead of {before}.",
        lambda n, _: n.wait,
    ),
    _Field(
        "attached_to",
        "Step",
        _node_named("attached_to"),
        "{name} now stands on {after} instead of {before}.",
        _reference("attached_to"),
    ),
    _Field(
        "interrupting",
        "Interrupts",
        _switch("interrupting"),
        "Whether {name} interrupts: now {after}, before {before}.",
    ),
    _Field(
        "parent",
        "Scope",
        _node_named("parent"),
        "{name} now stands inside {after} instead of {before}.",
        _reference("parent"),
    ),
    _Field(
        "process",
        "Process",
        lambda n, _: _there(n.process and quoted(n.process)),
        "{name} now belongs to the process {after} instead of {before}.",
    ),
    _Field(
        "loop",
        "Repeats",
        lambda n, _: loop_words(n.loop) or "once",
        "{name} is now done {after} instead of {before}.",
        lambda n, _: n.loop,
    ),
    _Field(
        "calls",
        "Calls",
        lambda n, _: _there(n.calls and quoted(n.calls)),
        "{name} now calls {after} instead of {before}.",
    ),
    _Field(
        "undone_by",
        "Undone by",
        _node_named("compensation"),
        "{name} is now undone by {after} instead of {before}.",
        _reference("compensation"),
    ),
    _Field(
        "for_compensation",
        "Undoes",
        _switch("for_compensation"),
        "Whether {name} is there only to undo: now {after}, before {before}.",
    ),
    _Field(
        "instantiate",
        "Begins cases",
        _switch("instantiate"),
        "Whether {name} begins a case: now {after}, before {before}.",
    ),
    _Field(
        "path",
        "Group",
        lambda n, _: _there(" / ".join(n.path)),
        "{name} now stands in the group {after} instead of {before}.",
    ),
    _Field(
        "documentation",
        "Notes",
        lambda n, _: _there(n.documentation),
        "The notes on {name} have changed.",
    ),
    _Field(
        "foreign",
        "Other tools’ settings",
        _foreign,
        "What other tools say about {name} has changed.",
        lambda n, _: tuple(sorted(n.foreign)),
    ),
)


def node_changes(
    before: Definition, after: Definition, nodes: Counterparts, participants: Counterparts
) -> Iterator[Change]:
    """Nodes that came and went, and what changed about those that stayed, in the order of the
    newer map; what is gone comes last."""
    back = {new: old for old, new in nodes.items()}
    here = _Side(before, nodes, participants)
    there = _Side(after, {new: new for new in back}, {new: new for new in participants.values()})
    for node in after.nodes:
        if node.id in back:
            yield from _changed(before.by_id[back[node.id]], node, here, there)
        else:
            yield _came(node, after)
    yield from (_went(node) for node in before.nodes if node.id not in nodes)


def _came(node: Node, definition: Definition) -> Change:
    within = f" inside {step_name(definition, node.parent)}" if node.parent else ""
    return Change(
        kind=ChangeKind.ADDED,
        subject=Subject.NODE,
        sentence=f"{node_words(node)} is new{within}.",
        after_id=node.id,
        name=node.name or node.id,
    )


def _went(node: Node) -> Change:
    return Change(
        kind=ChangeKind.REMOVED,
        subject=Subject.NODE,
        sentence=f"{node_words(node)} is gone.",
        before_id=node.id,
        name=node.name or node.id,
    )


def _changed(old: Node, new: Node, here: _Side, there: _Side) -> Iterator[Change]:
    for field in _FIELDS:
        if _key(field, old, here) != _key(field, new, there):
            before = field.words(old, here.definition)
            after = field.words(new, there.definition)
            sentence = field.sentence.format(name=named(new), before=before, after=after)
            yield _change(Subject.NODE, old, new, field.id, field.label, before, after, sentence)
    if old.is_step and new.is_step:
        yield from _requirements(old, new, here, there)
    elif old.participant != new.participant:
        yield from _other_performer(old, new, here, there)


def _key(field: _Field, node: Node, side: _Side) -> object:
    return field.key(node, side) if field.key else getattr(node, field.id)


def _other_performer(old: Node, new: Node, here: _Side, there: _Side) -> Iterator[Change]:
    if _participant(old, here) == _participant(new, there):
        return
    before, after = _performer(old, here.definition), _performer(new, there.definition)
    sentence = f"{named(new)} now belongs to {after} instead of {before}."
    label = COLUMNS_BY_ID["participant"].label
    yield _change(Subject.NODE, old, new, "participant", label, before, after, sentence)


def _participant(node: Node, side: _Side) -> str:
    wanted = node.participant or ""
    return side.participants.get(wanted, wanted)


def _requirements(old: Node, new: Node, here: _Side, there: _Side) -> Iterator[Change]:
    both = set(applicable(old)) & set(applicable(new))
    for column in COLUMNS:
        if column in both and _cell(column.id, old, here) != _cell(column.id, new, there):
            before = _shown(column.id, old, here.definition)
            after = _shown(column.id, new, there.definition)
            sentence = requirement_sentence(column.id, named(new), before, after)
            label = column.label
            yield _change(Subject.REQUIREMENT, old, new, column.id, label, before, after, sentence)
    yield from _beyond_columns(old, new)


def _cell(column_id: str, node: Node, side: _Side) -> object:
    value = COLUMNS_BY_ID[column_id].get(node)
    if column_id == "participant":
        return _participant(node, side)
    if column_id == "compensation":
        return side.nodes.get(value or "", value)
    return value


def _shown(column_id: str, node: Node, definition: Definition) -> str:
    if column_id == "participant":
        return _performer(node, definition)
    text = COLUMNS_BY_ID[column_id].text(node)
    if column_id == "compensation":
        return step_name(definition, text) if text else "nothing"
    return text or "nothing"


def _beyond_columns(old: Node, new: Node) -> Iterator[Change]:
    """What a step requires that the matrix has no column for."""
    one, other = requirements_of(old), requirements_of(new)
    if one.side != other.side:
        before, after = (side.value if side else "open" for side in (one.side, other.side))
        sentence = f"The side of {named(new)} is now {after} instead of {before}."
        yield _change(Subject.REQUIREMENT, old, new, "side", "Side", before, after, sentence)
    if one.failure.errors != other.failure.errors:
        before, after = (_errors(r.failure.errors) for r in (one, other))
        sentence = f"{named(new)} now answers with {after} instead of {before}."
        yield _change(Subject.REQUIREMENT, old, new, "errors", "Errors", before, after, sentence)


def _errors(errors: tuple[tuple[str, float], ...]) -> str:
    shown = (f"{quoted(code)} in {format_share(share)} of cases" for code, share in errors)
    return ", ".join(shown) or "no error of its own"


def _change(
    subject: Subject,
    old: Node,
    new: Node,
    field: str,
    label: str,
    before: str,
    after: str,
    sentence: str,
) -> Change:
    sentence = sentence[:1].upper() + sentence[1:]
    return changed(subject, old.id, new.id, new.name, field, label, before, after, sentence)
