"""Names that every tool takes: topics, functions, documents."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slug"]

_LONGEST = 80


def slug(text: str) -> str:
    """The text in letters, digits, '-', '_' and '.' alone; empty where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")[:_LONGEST]
