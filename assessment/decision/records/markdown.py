"""Texts of people inside Markdown: whatever they typed is shown, and never read as markup.

CommonMark 0.31.2, section 2.4: a backslash before ASCII punctuation makes it literal.
https://spec.commonmark.org/0.31.2/#backslash-escapes (2024-01-28)
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["bullets", "escaped", "file_name", "quoted_yaml", "shortened", "slug"]

_INLINE = re.compile(r"([\\`*_\[\]<>|~&{}$])")
# What begins a block where it stands first: headings, lists, rules.
_FIRST = re.compile(r"^([#+\-=])")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_LONGEST_SLUG = 60
_SPACES = re.compile(r"\s+")


def escaped(text: str) -> str:
    """The text on one line, every character of it literal."""
    literal = _INLINE.sub(r"\\\1", _on_one_line(text))
    literal = _NUMBERED.sub(r"\1\\\2", literal)
    return _FIRST.sub(r"\\\1", literal)


def quoted_yaml(text: str) -> str:
    """The text as a double-quoted YAML scalar; JSON's quoting is a part of YAML's (YAML 1.2.2,
    section 1.3)."""
    return json.dumps(_on_one_line(text), ensure_ascii=False)


def bullets(items: Iterable[str]) -> str:
    """A list, an item a line, with the asterisks that MADR uses."""
    return "\n".join(f"* {item}" for item in items)


def slug(title: str) -> str:
    """The title as a part of a file name: lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:_LONGEST_SLUG].strip("-") or "decision"


def file_name(number: int, title: str) -> str:
    """``0007-hybrid-for-online-order.md``, as MADR names its files."""
    return f"{number:04}-{slug(title)}.md"


def shortened(text: str, limit: int) -> str:
    """The text, cut at a word's end where it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rsplit(' ', 1)[0]}…"


def _on_one_line(text: str) -> str:
    """Without line ends and control characters, which neither Markdown nor YAML need."""
    spaced = _SPACES.sub(" ", text)
    return "".join(c for c in spaced if unicodedata.category(c)[0] != "C").strip()
