"""Reads tokens into a tree, by recursive descent over how tightly operators bind."""

from __future__ import annotations

import math

from workflows.definition.conditions.tokens import ConditionError, Token, TokenKind, tokens
from workflows.definition.conditions.tree import (
    BINDING,
    COMPARISONS,
    NEGATION,
    NOT,
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
)

__all__ = ["tree_of"]

# Bounds depth and size at once, so that no text makes reading or deciding run out of stack.
_MOST_OPERATORS = 60
_LITERALS = {"true": True, "false": False}


def tree_of(text: str) -> Tree:
    """The tree of a condition; raises ``ConditionError``."""
    return _Parser(tokens(text)).whole()


class _Parser:
    """Goes once through the tokens; each method reads one construct and stops behind it."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._operators = 0

    def whole(self) -> Tree:
        if self._peek().kind is TokenKind.END:
            raise ConditionError(1, "is empty; write what must hold, such as total > 100")
        tree = self._expression(0)
        if self._peek().kind is not TokenKind.END:
            raise self._unexpected("an operator such as and, = or <")
        return tree

    def _expression(self, binding: int) -> Tree:
        """What stands here, up to the first operator that binds less than ``binding``."""
        tree = self._operand()
        while (operator := self._operator()) and BINDING[operator] >= binding:
            tree = self._joined(tree, operator)
        return tree

    def _operator(self) -> str:
        """The operator that comes next; ``in`` for ``not in``; empty where none does."""
        if self._peek().is_symbol("not"):
            behind = self._tokens[self._at + 1]
            return "in" if behind.is_symbol("in") else ""
        return self._peek().text if self._peek().is_symbol(*BINDING) else ""

    def _joined(self, left: Tree, operator: str) -> Tree:
        if operator == "in":
            return self._membership(left)
        self._count(self._take())
        tree = Binary(operator, left, self._expression(BINDING[operator] + 1))
        if operator in COMPARISONS and self._operator() in (*COMPARISONS, "in"):
            mend = "compares twice in a row; write a < b and b < c, or add parentheses"
            raise ConditionError(self._peek().position, mend)
        return tree

    def _membership(self, item: Tree) -> Tree:
        negated = self._peek().is_symbol("not")
        for _ in range(1 + negated):
            self._count(self._take())
        self._expect("(", "a list such as ('eu', 'us')")
        options = [self._expression(0)]
        while self._peek().is_symbol(","):
            self._count(self._take())
            options.append(self._expression(0))
        self._expect(")", "',' or ')'")
        found = Membership(item, tuple(options))
        return Unary("not", found) if negated else found

    def _operand(self) -> Tree:
        token = self._take()
        match token.kind:
            case TokenKind.NUMBER:
                return Literal(_number(token))
            case TokenKind.TEXT:
                return Literal(token.text)
            case TokenKind.NAME:
                return Name(token.text)
        if token.text in _LITERALS:
            return Literal(_LITERALS[token.text])
        self._count(token)
        if token.is_symbol("not"):
            return Unary("not", self._expression(NOT))
        if token.is_symbol("-"):
            return Unary("-", self._expression(NEGATION))
        if token.is_symbol("("):
            tree = self._expression(0)
            self._expect(")", "')'")
            return tree
        self._at -= 1
        raise self._unexpected("a variable, a number or a text in quotes")

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, symbol: str, wanted: str) -> None:
        if not self._peek().is_symbol(symbol):
            raise self._unexpected(wanted)
        self._at += 1

    def _unexpected(self, wanted: str) -> ConditionError:
        return ConditionError(self._peek().position, f"expected {wanted}, found {self._peek()}")

    def _count(self, token: Token) -> None:
        self._operators += 1
        if self._operators > _MOST_OPERATORS:
            mend = f"has more than {_MOST_OPERATORS} operators and brackets; split the decision"
            raise ConditionError(token.position, mend)


def _number(token: Token) -> float:
    number = float(token.text)
    if not math.isfinite(number):
        raise ConditionError(token.position, f"{token.text} is too large a number")
    return number
