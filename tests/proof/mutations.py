"""Real files made wrong, in ways that people, tools and attackers make them wrong.

Each mutation takes a file's content and a seeded generator and gives other content; one that
cannot do anything with the content gives it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from io import StringIO
from random import Random
from typing import Any

from lxml import etree
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

__all__ = ["HOSTILE", "mutated"]

type Mutation = Callable[[bytes, Random], bytes]
type Place = tuple[Any, Any]
"""A mapping or list, and a key or an index in it."""

HOSTILE = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\r", b"\r\n",
    "\u2028".encode(), "\u202e".encode(), b"*a", b"&a ", b"<<: *a", b"!!python/object:os.system ",
    b"{", b"[", b"- ", b": ", b"? ", b"|", b"\t", b"'", b'"', b"]]>", b"<!--", b"&lt;", b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"<?xml version='1.0' encoding='UTF-16'?>", b"%YAML 9.9\n",
    b"---\n", b"...\n", b"-1", b"0", b"1e999", b"99999999999999999999", b"NaN", b".inf", b"PT1S",
    b"R/PT0S", b"P99999999Y", b"2026-02-30", b"12:99:99", b"0x7fffffffffffffff", b"null", b"true",
    b"$.a", b"{% $x %}", b"${ .x }", b"=a.b", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x89PNG\r\n\x1a\n",
    b"a" * 3_000, b"(" * 200, b"[" * 200, b"not " * 200,
)  # fmt: skip
"""Pieces of bytes that readers stumble over."""

_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.5, 1e300, float("inf"), float("nan"), 10**30, "", " ", "x",
    "a -> b", "\x00", "\ud800", "none", "yes", "5s", "PT5S", "P1000Y", "2026-02-30", "$.a",
    "{% $ %}", "x" * 3_000, [], {}, [[]], [None], {"": ""}, {"id": "a"}, ["a", "a"],
)  # fmt: skip


def mutated(content: bytes, random: Random, others: list[bytes]) -> bytes:
    """The content after one to four mutations; ``others`` are files from which pieces may come."""
    mutations = [*_ON_BYTES, *_structural(content) * 3]
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if random.random() < 0.03:
            content = _spliced(content, random.choice(others), random)
        else:
            content = random.choice(mutations)(content, random)
    return content


def _structural(content: bytes) -> list[Mutation]:
    head = content[:400].lstrip()
    return [_xml] if head.startswith((b"<", b"\xef\xbb\xbf<")) else [_data]


def _spliced(content: bytes, other: bytes, random: Random) -> bytes:
    at, start = random.randint(0, len(content)), random.randint(0, len(other))
    return content[:at] + other[start : start + random.randint(1, 400)] + content[at:]


# On bytes


def _flipped(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 8) if content else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(content: bytes, random: Random) -> bytes:
    start = random.randint(0, len(content))
    return content[:start] + content[start + random.randint(1, 60) :]


def _ended(content: bytes, random: Random) -> bytes:
    return content[: random.randint(0, len(content))]


def _inserted(content: bytes, random: Random) -> bytes:
    at = random.randint(0, len(content))
    return content[:at] + random.choice(HOSTILE) + content[at:]


def _repeated(content: bytes, random: Random) -> bytes:
    start = random.randint(0, len(content))
    piece = content[start : start + random.randint(1, 300)]
    return content[:start] + piece * random.choice((2, 3, 50)) + content[start:]


def _word_replaced(content: bytes, random: Random) -> bytes:
    words = content.split(b'"' if b'"' in content else b" ")
    if len(words) < 3:
        return content
    mark = b'"' if b'"' in content else b" "
    words[random.randrange(len(words))] = random.choice((*HOSTILE, random.choice(words)))
    return mark.join(words)


def _line_moved(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), random.choice((line, b" " + line, b"\t" + line)))
    return b"\n".join(lines)


def _encoded(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-32", "utf-16-be", "utf-7", "utf-8-sig")))


_ON_BYTES: list[Mutation] = [
    _flipped, _cut, _ended, _inserted, _inserted, _repeated, _word_replaced, _word_replaced,
    _line_moved, _encoded,
]  # fmt: skip


# On the elements of XML


def _xml(content: bytes, random: Random) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return _inserted(content, random)
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    inner = elements[1:] or elements
    try:
        random.choice(_ON_ELEMENTS)(random.choice(inner), random.choice(inner), random)
    except ValueError:  # lxml refuses names and texts that XML cannot hold
        return content
    return etree.tostring(root)


def _drop_element(one: Any, other: Any, random: Random) -> None:
    if one.getparent() is not None:
        one.getparent().remove(one)


def _copy_element(one: Any, other: Any, random: Random) -> None:
    other.append(deepcopy(one))


def _double_element(one: Any, other: Any, random: Random) -> None:
    one.addnext(deepcopy(one))


def _move_element(one: Any, other: Any, random: Random) -> None:
    if one not in list(other.iterancestors()) and one is not other:
        other.insert(random.randint(0, len(other)), one)


def _rename_element(one: Any, other: Any, random: Random) -> None:
    one.tag = random.choice((other.tag, "x", f"{{urn:x}}{etree.QName(other).localname}"))


def _change_attribute(one: Any, other: Any, random: Random) -> None:
    names = [*one.attrib, *other.attrib, "id", "name"]
    values = [*one.attrib.values(), *other.attrib.values(), "", "x", "-1", "a b", "a:b", "1e999"]
    one.set(random.choice(names), random.choice(values))


def _drop_attribute(one: Any, other: Any, random: Random) -> None:
    if one.attrib:
        del one.attrib[random.choice(list(one.attrib))]


def _change_text(one: Any, other: Any, random: Random) -> None:
    one.text = random.choice((other.text, "", "x", "PT1S", "R5/PT1S", "1e999", "P1Y", "\n", "]]>"))


def _nest_element(one: Any, other: Any, random: Random) -> None:
    """The element in itself, many times over."""
    for _ in range(random.choice((1, 5, 70))):
        inner = etree.SubElement(one, one.tag, dict(one.attrib))
        inner.set("id", f"{one.get('id')}-{random.randrange(1_000)}")
        one = inner


_ON_ELEMENTS: list[Callable[[Any, Any, Random], None]] = [
    _drop_element, _copy_element, _double_element, _move_element, _rename_element,
    _change_attribute, _change_attribute, _drop_attribute, _change_text, _nest_element,
]  # fmt: skip


# On the values of JSON and YAML


def _data(content: bytes, random: Random) -> bytes:
    try:
        data = json.loads(content)
    except ValueError:
        return _yaml(content, random)
    _change(data, random)
    return json.dumps(data, indent=random.choice((None, 2))).encode("utf-8", "surrogatepass")


def _yaml(content: bytes, random: Random) -> bytes:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    try:
        data = yaml.load(content.decode("utf-8"))
        _change(data, random)
        text = StringIO()
        yaml.dump(data, text)
        return text.getvalue().encode("utf-8", "surrogatepass")
    except (YAMLError, ValueError, TypeError, AttributeError, RecursionError):
        return _inserted(content, random)


def _change(data: Any, random: Random) -> None:
    places = list(_places(data))
    if not places:
        return
    holder, key = random.choice(places)
    other, name = random.choice(places)
    random.choice(_ON_VALUES)(holder, key, deepcopy(other[name]), random)


def _places(data: Any) -> Iterator[Place]:
    match data:
        case dict():
            inside = list(data)
        case list():
            inside = list(range(len(data)))
        case _:
            return
    for key in inside:
        yield data, key
        yield from _places(data[key])


def _drop_value(holder: Any, key: Any, other: Any, random: Random) -> None:
    del holder[key]


def _hostile_value(holder: Any, key: Any, other: Any, random: Random) -> None:
    holder[key] = deepcopy(random.choice(_VALUES))


def _other_value(holder: Any, key: Any, other: Any, random: Random) -> None:
    holder[key] = other


def _double_value(holder: Any, key: Any, other: Any, random: Random) -> None:
    if isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]))
    else:
        holder[f"{key}2"] = deepcopy(holder[key])


def _rename_key(holder: Any, key: Any, other: Any, random: Random) -> None:
    if isinstance(holder, dict):
        name = other if isinstance(other, str) else random.choice(("", "id", "Next", "name", 7))
        holder[name] = holder.pop(key)


def _nest_value(holder: Any, key: Any, other: Any, random: Random) -> None:
    for _ in range(random.choice((1, 3, 70))):
        holder[key] = {key: holder[key]} if isinstance(holder, dict) else [holder[key]]


_ON_VALUES: list[Callable[[Any, Any, Any, Random], None]] = [
    _drop_value, _drop_value, _hostile_value, _hostile_value, _other_value, _other_value,
    _double_value, _rename_key, _nest_value,
]  # fmt: skip
