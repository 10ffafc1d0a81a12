"""A decision record: its frozen sections under a head that may still change.

The layout is that of MADR 4.0.0, adr-template.md (2024-09-17,
https://github.com/adr/madr/tree/4.0.0/template): front matter with status, date, decision-makers,
consulted and informed, then the sections in the template's order. Status and links of superseding
follow its ``status: superseded by …``; links lead both ways.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessment.decision.records.markdown import bullets, escaped, file_name, quoted_yaml

__all__ = ["Head", "Neighbour", "record_file_name", "record_markdown", "supersede"]

_SECTIONS = (
    ("## Context and Problem Statement", "context"),
    ("## Decision Drivers", "drivers"),
    ("## Considered Options", "options"),
    ("## Decision Outcome", "outcome"),
    ("### Consequences", "consequences"),
    ("### Confirmation", "confirmation"),
    ("## Pros and Cons of the Options", "pros_and_cons"),
    ("## More Information", "information"),
)
_STATUS = re.compile(r"^status:.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A record that another links to. ``file`` is the name of its file; empty for the one that
    number and title give."""

    number: int
    title: str
    file: str = ""

    @property
    def address(self) -> str:
        """Where the link leads."""
        return self.file or file_name(self.number, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the sections, and the links below them. ``deciders``, ``consulted`` and
    ``informed`` are names of people; ``review_on`` is the day on which to look at it again."""

    number: int
    title: str
    status: str
    date: dt.date
    review_on: dt.date
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    supersedes: Neighbour | None = None
    superseded_by: Neighbour | None = None


def record_file_name(head: Head) -> str:
    """``0007-hybrid-for-online-order.md``."""
    return file_name(head.number, head.title)


def record_markdown(head: Head, sections: Mapping[str, str]) -> str:
    """The whole record. ``sections`` is what ``record_sections`` gave when it was frozen."""
    parts = [_front_matter(head), f"# {escaped(head.title)}"]
    for heading, key in _SECTIONS:
        parts += [heading, _body(key, head, sections.get(key, ""))]
    return "\n\n".join(part for part in parts if part) + "\n"


def supersede(record: str, by: Neighbour) -> str:
    """An earlier record, as its file stands, with its status and a link to the one that takes its
    place. Its author's own words stay.

    Raises ``ValueError`` where the text has no status to change, or names a successor already.
    """
    status = f"status: {quoted_yaml(_superseded(by))}"
    found = _STATUS.search(record)
    if not found or not record.startswith("---"):
        raise ValueError("has no front matter with a status")
    if "superseded by" in found[0]:
        raise ValueError("another record took its place already; supersede that one")
    changed = record[: found.start()] + status + record[found.end() :]
    return f"{changed.rstrip()}\n* {_link('Superseded by', by)}\n"


def _front_matter(head: Head) -> str:
    status = _superseded(head.superseded_by) if head.superseded_by else head.status
    people = (
        ("decision-makers", head.deciders),
        ("consulted", head.consulted),
        ("informed", head.informed),
    )
    lines = [f"status: {quoted_yaml(status)}", f"date: {head.date.isoformat()}"]
    lines += [f"{key}: [{', '.join(map(quoted_yaml, names))}]" for key, names in people if names]
    return "\n".join(["---", *lines, "---"])


def _superseded(by: Neighbour) -> str:
    return f"superseded by {by.address}"


def _body(key: str, head: Head, text: str) -> str:
    if key == "confirmation":
        return f"{text} The decision is due for review by {head.review_on.isoformat()}.".strip()
    if key == "information":
        return "\n".join(part for part in (text, bullets(_links(head))) if part)
    return text


def _links(head: Head) -> Iterator[str]:
    if head.supersedes:
        yield _link("Supersedes", head.supersedes)
    if head.superseded_by:
        yield _link("Superseded by", head.superseded_by)


def _link(word: str, to: Neighbour) -> str:
    return f"{word} [{escaped(to.title)}]({to.address})"
