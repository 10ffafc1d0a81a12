"""Luck: the draws of a chunk of cases, one at a time or for all cases at once, to the same bits."""

from __future__ import annotations

from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from workflows.definition.model import Variable
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.rules import SECOND
from workflows.engine.core.streams import FULL, Purpose, draw, key_of, stream_of, threshold_of

__all__ = ["Luck", "arrivals", "below", "draws"]

type Cases = NDArray[np.uint64]

_MASK = FULL - 1
_SLOTS = 4096


def draws(stream: int, cases: Cases, key: int) -> NDArray[np.uint64]:
    """``workflows.engine.core.streams.draw`` for many cases on one occasion."""
    base = np.uint64((stream + key * 0xD1B54A32D192ED03) & _MASK)
    x = cases * np.uint64(0x9E3779B97F4A7C15) + base
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def below(stream: int, cases: Cases, key: int, threshold: int) -> NDArray[np.bool_]:
    """For which cases the draw stays below ``threshold``."""
    if threshold >= FULL:
        return np.ones(len(cases), dtype=bool)
    return draws(stream, cases, key) < np.uint64(threshold)


class Luck:
    """Answers a machine's questions about a case, out of the experiment's seed."""

    __slots__ = ("_compiled", "_paths", "_values", "_variables")

    def __init__(self, compiled: CompiledMap, seed: int) -> None:
        self._compiled = compiled
        self._paths = stream_of(seed, Purpose.PATH)
        self._values = stream_of(seed, Purpose.VALUE)
        self._variables = compiled.definition.variables

    def answer(self, case: int, question: Question) -> int:
        """The answer to ``question`` about the case with this number in the experiment."""
        return _ANSWERS[question.kind](self, case, question)

    def _pick(self, case: int, asked: Question) -> int:
        luck = draw(self._paths, case, key_of(asked.node, asked.visit, kind=asked.place & 0xFFFF))
        chances = self._compiled.chances[asked.node]
        return next(place for place, bound in enumerate(chances) if luck < bound)

    def _take(self, case: int, asked: Question) -> int:
        luck = draw(self._paths, case, key_of(asked.node, asked.visit, asked.place + 1))
        return int(luck < self._compiled.chances[asked.node][asked.place])

    def _holds(self, case: int, asked: Question) -> int:
        condition = self._compiled.tests[asked.place].condition
        numbers = [self._number(name) for name in condition.variables]
        values = {
            self._variables[number].name: self._value(case, number, known)
            for number, known in zip(numbers, asked.known, strict=True)
        }
        return int(condition.holds(values))

    def _again(self, case: int, asked: Question) -> int:
        luck = draw(self._paths, case, key_of(asked.node, asked.visit, asked.place & 0xFF, kind=1))
        return int(luck < self._compiled.loops[asked.node].again)

    def _number(self, name: str) -> int:
        return next(i for i, variable in enumerate(self._variables) if variable.name == name)

    def _value(self, case: int, number: int, known: int) -> str | float | bool:
        luck = draw(self._values, case, key_of(number, known))
        return _value(self._variables[number], luck)


_ANSWERS = {
    QuestionKind.PICK: Luck._pick,
    QuestionKind.TAKE: Luck._take,
    QuestionKind.HOLDS: Luck._holds,
    QuestionKind.AGAIN: Luck._again,
}


def _value(variable: Variable, luck: int) -> str | float | bool:
    """The value that a draw stands for; a variable that states nothing has its type's blank."""
    if variable.choices:
        reached = 0.0
        total = sum(choice.share for choice in variable.choices) or 1.0
        for choice in variable.choices:
            reached += choice.share / total
            if luck < threshold_of(reached):
                return choice.value
        return variable.choices[-1].value
    low = variable.low if variable.low is not None else 0.0
    high = variable.high if variable.high is not None else low
    return low + (high - low) * (luck >> 11) / (1 << 53)


def arrivals(seed: int, cases: Cases, mean_gap: float, begin: int) -> list[int]:
    """When each case comes in, in microseconds: Poisson arrivals with this mean gap after
    ``begin``."""
    slots = draws(stream_of(seed, Purpose.ARRIVAL), cases, 0) & np.uint64(_SLOTS - 1)
    gaps = np.rint(_gaps()[slots.astype(np.int64)] * mean_gap).astype(np.int64)
    times: list[int] = (np.cumsum(gaps) + begin).tolist()
    return times


@lru_cache(maxsize=1)
def _gaps() -> NDArray[np.float64]:
    """4,096 equally likely gaps between Poisson arrivals, in units of their mean. Rounded, so
    that no platform's logarithm can move an experiment."""
    gaps = [-log(1 - (slot + 0.5) / _SLOTS) for slot in range(_SLOTS)]
    mean = sum(gaps) / len(gaps)
    return np.array([round(gap / mean, 9) for gap in gaps])


def mean_gap(cases_per_hour: float) -> float:
    """Microseconds between two cases, on average."""
    return 3600 * SECOND / max(cases_per_hour, 1e-9)
