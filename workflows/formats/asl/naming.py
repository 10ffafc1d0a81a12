"""Ids and names: a state may be called anything, a node's id and name may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = ["LONGEST_STATE_NAME", "Names", "id_from", "label", "long_label"]

LONGEST_STATE_NAME = 80
"""Characters; AWS refuses longer state names."""

_NOT_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def id_from(name: str, otherwise: str) -> str:
    """An id made of a name: what may not stand in one becomes a hyphen."""
    # BPMN tools refuse ids beyond ASCII, which XML itself would allow.
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", plain.decode()).lower()
    text = re.sub(r"[^\w.]+", "-", text).strip("-._")
    if text and not text[0].isalpha():
        text = f"{otherwise}-{text}"
    return text or otherwise


def label(text: str) -> str:
    """A name as pages show it: on one line, without what cannot be printed."""
    return " ".join(_NOT_PRINTED.sub(" ", text).split())


def long_label(text: str) -> str:
    """A text of several lines, without what cannot be printed or would not survive XML."""
    return _NOT_PRINTED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Names:
    """Gives each wanted name out once; a second one gets a number."""

    def __init__(self, taken: Callable[[str, int], str] = lambda name, n: f"{name}-{n}") -> None:
        self.taken: set[str] = set()
        self.number: dict[str, int] = {}
        self.numbered = taken

    def new(self, wanted: str) -> str:
        """The wanted name, or the first one like it that nobody has."""
        name = wanted
        while name in self.taken:
            self.number[wanted] = self.number.get(wanted, 1) + 1
            name = self.numbered(wanted, self.number[wanted])
        self.taken.add(name)
        return name
