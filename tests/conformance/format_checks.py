"""One file through every format that can say it: read, there and back, and across.

A check gives sentences about what went wrong; none where all is well.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from tests.conformance.format_judging import JUDGES, Exhibit
from workflows.definition.findings import DefinitionError
from workflows.definition.lint import lint
from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.definition.validation import problems
from workflows.formats.features import Feature, features_of
from workflows.formats.reading import Reading
from workflows.formats.registry import FORMATS, Format, format_of
from workflows.formats.support import Level
from workflows.formats.writing import Writing

__all__ = ["Examined", "differences", "examined", "gone", "says_broken", "taken"]

_BROKEN = frozenset({"broken", "invalid", "malformed", "corrupt", "hostile", "refused", "bad"})
_OWN_KEYS = re.compile(
    r"""^\s*["']?(?:nodes|steps)["']?\s*:|[{,]\s*["']?(?:nodes|steps)["']?\s*:""", re.M
)


def says_broken(path: PurePath) -> bool:
    """Whether a path says that its file is no map: a word of one of its folders is broken,
    invalid, malformed, corrupt, hostile, refused or bad, or its name begins or ends with one."""
    *folders, name = path.parts
    words = re.split(r"[^a-z]+", PurePath(name).name.split(".")[0].lower())
    inside = {word for folder in folders for word in re.split(r"[^a-z]+", folder.lower())}
    return bool(_BROKEN & (inside | {words[0], words[-1]}))


def taken(path: Path, content: bytes, *, broken: bool) -> Format | None:
    """The format by which a file is read; None where nothing says that it is a map: an extension
    that no reader has, or JSON with neither a format's mark nor the keys of a map inside."""
    try:
        found = format_of(path.name, content)
    except DefinitionError:
        return None
    if found.read is None:
        return None
    anything = path.suffix.lower() == ".json" and not found.mark
    return None if anything and not broken and not _OWN_KEYS.search(_head(content)) else found


def _head(content: bytes) -> str:
    return content[:200_000].decode("utf-8", "replace")


@dataclass(slots=True)
class Examined:
    """What became of one file: what went wrong, and what others have to judge."""

    file: str
    failures: list[str] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)


def examined(file: str, content: bytes, found: Format, *, broken: bool) -> Examined:
    """The file read, and where that is right, taken there and back through every format."""
    result = Examined(file)
    try:
        reading = _read(found, content)
    except DefinitionError as error:
        result.failures += [*_refusal(error)] if broken else [f"is refused: {error}"]
        return result
    except Exception as error:
        result.failures.append(f"is read with {_where(error)}")
        return result
    if broken and not reading.notes:
        result.failures.append("is broken by its name, and was read without a word")
    result.failures += _sound(reading)
    for target in FORMATS.values():
        result.failures += _through(result, reading, content, target)
    return result


def _read(found: Format, content: bytes) -> Reading:
    assert found.read is not None
    return found.read(content)


def _where(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({PurePath(last.filename).name}:{last.lineno})"


def _refusal(error: DefinitionError) -> Iterator[str]:
    """What a refusal must say: something, in words, of a place that is named."""
    if not error.problems:
        yield "is refused without a reason"
    for problem in error.problems:
        if len(problem.message.split()) < 3:
            yield f"is refused without a mend: {problem}"


def _sound(reading: Reading) -> Iterator[str]:
    """What the pages do with every map that was read."""
    if found := problems(reading.definition):
        yield f"is read as an impossible map: {found[0]}"
        return
    try:
        lint(reading.definition)
    except Exception as error:
        yield f"is linted with {_where(error)}"


def _through(result: Examined, reading: Reading, content: bytes, target: Format) -> Iterator[str]:
    """The map in one format and back; with its own file as the base where it is of that format.
    What nobody reads and nobody judges is not written."""
    if target.write is None or not (target.read or target.name in JUDGES):
        return
    bases = [None, content] if target.name == reading.format else [None]
    for base in bases:
        made = f"as {target.name}" + (" on itself" if base else "")
        try:
            writing = target.write(reading.definition, base=base)
        except Exception as error:
            yield f"{made}: is written with {_where(error)}"
            continue
        result.exhibits.append(
            Exhibit(
                file=result.file,
                made=made,
                format=target.name,
                content=writing.content,
                original=content,
                original_format=reading.format,
            )
        )
        if target.read is not None:
            yield from (
                f"{made}: {text}" for text in _back(reading.definition, writing, target, base)
            )


def _back(
    definition: Definition, writing: Writing, target: Format, base: bytes | None
) -> Iterator[str]:
    """What is not as it was when the file is read again, and a second time."""
    try:
        back = _read(target, writing.content).definition
    except Exception as error:
        yield f"cannot be read back: {_where(error)}"
        return
    if base is not None:
        yield from differences(definition, back, frozenset(Feature))
        return
    said = frozenset(f for f in Feature if _is_full(target, f))
    yield from differences(definition, back, said)
    if not writing.losses and (lost := gone(definition, back) - said):
        yield f"says nothing of what is lost: {', '.join(sorted(lost))}"
    assert target.write is not None
    again = _read(target, target.write(back).content).definition
    if again != back:
        yield f"changes again on the second way: {_first_difference(back, again)}"


def _is_full(target: Format, feature: Feature) -> bool:
    support = target.supports.get(feature)
    return support is not None and support.level is Level.FULL


def gone(before: Definition, after: Definition) -> frozenset[Feature]:
    """What the first map uses and the second does not use at the same places."""
    uses, left = features_of(before), features_of(after)
    return frozenset(feature for feature in uses if uses[feature] != left.get(feature))


def differences(before: Definition, after: Definition, said: frozenset[Feature]) -> Iterator[str]:
    """What the second map does not have of what the first says in these features."""
    uses = features_of(before)
    if not uses.keys() - said:
        if before != after:
            yield f"differs: {_first_difference(before, after)}"
        return
    beyond = {place for feature, places in uses.items() if feature not in said for place in places}
    for node in before.nodes:
        around = {node.id, node.parent, node.attached_to}
        if around & beyond or _only_leads_on(before, node):
            continue
        found = [_node_difference(node, back) for back in _counterparts(node, after)]
        if all(found):
            yield found[0]


def _counterparts(node: Node, after: Definition) -> list[Node | None]:
    """What a node may have become: the node with its id, else those of its kind that are called
    like it, for formats that know names only."""
    if (same := after.by_id.get(node.id)) is not None:
        return [same]
    called = node.name or node.id
    like = [one for one in after.nodes if one.kind is node.kind and one.name in (called, node.name)]
    return [*like] or [None]


def _only_leads_on(definition: Definition, node: Node) -> bool:
    """Whether a node is only a place that flows pass by: a format that has no such places draws
    its arrows from step to step, and may name its nodes by what they are called."""
    if node.kind in (NodeKind.START, NodeKind.END):
        return node.event is EventKind.NONE
    return node.kind is NodeKind.DECISION and len(definition.outgoing[node.id]) < 2


def _node_difference(before: Node, after: Node | None) -> str:
    if after is None:
        return f"{before.kind} {before.id!r} is gone, though the format says all that it says"
    for name in ("kind", "event", "requirements"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            return f"{before.kind} {before.id!r}: {name} was {old}, is {new}"
    return ""


def _first_difference(before: Definition, after: Definition) -> str:
    for name in Definition.__dataclass_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if not isinstance(old, tuple) or len(old) != len(new):
            return f"{name}: {_short(old)} became {_short(new)}"
        pair = next((a, b) for a, b in zip(old, new, strict=True) if a != b)
        return f"{name}: {_changed(*pair)}"
    return "nothing"


def _changed(old: object, new: object) -> str:
    fields = getattr(old, "__dataclass_fields__", {})
    told = [
        f"{name} {_short(getattr(old, name))} became {_short(getattr(new, name))}"
        for name in fields
        if getattr(old, name) != getattr(new, name, None)
    ]
    own = getattr(old, "id", "")
    return f"{own}: {'; '.join(told)}" if told else f"{_short(old)} became {_short(new)}"


def _short(value: object) -> str:
    if isinstance(value, tuple) and value and hasattr(value[0], "id"):
        return f"{len(value)} ({', '.join(one.id for one in value)})"[:160]
    return repr(value)[:120]
