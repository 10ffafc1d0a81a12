"""Cuts the text of a condition into tokens, and says what is wrong where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ConditionError", "Token", "TokenKind", "is_name", "tokens"]

_LONGEST = 1_000
_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_PARTS = re.compile(
    rf"""\s*(?:
        (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
      | (?P<name>{_NAME})
      | (?P<symbol><=|>=|!=|<>|==|&&|\|\||[-+*/=<>(),!])
    )""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "not", "in", "true", "false"})
_SYNONYMS = {"==": "=", "<>": "!=", "&&": "and", "||": "or", "!": "not"}
_WRAPPED = re.compile(r"\s*[$#]\{(.*)\}\s*", re.DOTALL)


class ConditionError(ValueError):
    """A text that is no condition: ``position`` counts characters from 1, ``message`` names the
    mend."""

    def __init__(self, position: int, message: str) -> None:
        self.position = position
        self.message = message
        super().__init__(f"{message} (at character {position})")


class TokenKind(StrEnum):
    """What a token is; operators, words and brackets are all symbols."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``text`` is its value: quotes removed, synonyms replaced."""

    kind: TokenKind
    text: str
    position: int

    def is_symbol(self, *texts: str) -> bool:
        """Whether it is one of these symbols."""
        return self.kind is TokenKind.SYMBOL and self.text in texts

    def __str__(self) -> str:
        return "the end" if self.kind is TokenKind.END else repr(self.text)


def is_name(text: str) -> bool:
    """Whether a condition can name a variable of this name."""
    return re.fullmatch(_NAME, text) is not None and text.lower() not in _WORDS


def tokens(text: str) -> list[Token]:
    """The tokens of a condition, ended by one of kind ``END``.

    Raises ``ConditionError``.
    """
    if len(text) > _LONGEST:
        raise ConditionError(_LONGEST + 1, f"is longer than {_LONGEST:,} characters; shorten it")
    start, end = _bounds(text)
    found: list[Token] = []
    while text[start:end].strip():
        match = _PARTS.match(text, start, end)
        if match is None:
            raise _unreadable(text, start)
        found.append(_token(match))
        start = match.end()
    return [*found, Token(TokenKind.END, "", end + 1)]


def _bounds(text: str) -> tuple[int, int]:
    """Where the condition lies in what other tools wrap round it."""
    if wrapped := _WRAPPED.fullmatch(text):
        return wrapped.start(1), wrapped.end(1)
    lead = re.match(r"\s*=(?!=)", text)
    return (lead.end() if lead else 0), len(text)


def _token(match: re.Match[str]) -> Token:
    kind, text = TokenKind(match.lastgroup or ""), match[match.lastgroup or 0]
    position = match.start(match.lastgroup or 0) + 1
    if kind is TokenKind.TEXT:
        text = text[1:-1].replace(text[0] * 2, text[0])
    elif kind is TokenKind.NAME and text.lower() in _WORDS:
        kind, text = TokenKind.SYMBOL, text.lower()
    elif kind is TokenKind.SYMBOL:
        text = _SYNONYMS.get(text, text)
    return Token(kind, text, position)


def _unreadable(text: str, start: int) -> ConditionError:
    at = start + len(text[start:]) - len(text[start:].lstrip())
    if text[at] in "'\"":
        return ConditionError(at + 1, f"the quote {text[at]} is not closed; close it")
    return ConditionError(at + 1, f"holds {text[at]!r}, which means nothing here; remove it")
