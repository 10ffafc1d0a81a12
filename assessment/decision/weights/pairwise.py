"""Weights from pairwise judgements (AHP).

Judgement a_ij says how many times as important question i is as j, on Saaty's scale from 1/9 to
9. The weights are the principal right eigenvector of that matrix; how far its eigenvalue lies
above n says how much the judgements contradict each other (T. L. Saaty, The Analytic Hierarchy
Process, McGraw-Hill, 1980):

    consistency index = (eigenvalue - n) / (n - 1),  ratio = index / random index

A judgement nobody gave is not asked for: Harker's method puts 0 in its place and adds 1 to the
diagonal of its row, which gives the same eigenvector as filling it in with w_i / w_j (P. T.
Harker, "Incomplete pairwise comparisons in the Analytic Hierarchy Process", Mathematical Modelling
9(11), 1987). Ten judgements are many to ask for, and a guess is worse than a gap. The random
index falls by the share of the spare judgements that are missing, nearly linearly (K. C. Ágoston
and L. Csató, "Inconsistency thresholds for incomplete pairwise comparison matrices", Omega 108,
2022).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import networkx as nx
import numpy as np
import numpy.typing as npt

from assessment.decision.weights.loading import weighting_rules

__all__ = ["SCALE", "Comparison", "Judgement", "apart", "compared", "nearest_on_scale", "pairs"]

type Judgements = Mapping[tuple[str, str], float]
type Matrix = npt.NDArray[np.float64]

SCALE = tuple([1 / n for n in range(9, 1, -1)] + [float(n) for n in range(1, 10)])
"""Saaty's scale, 1/9 to 9."""

# Twice is what people are asked to look at; a whole list would be looked at by nobody.
_LOOK_AGAIN = 2
# Beyond this digit the libraries of two machines may differ.
_DIGITS = 9
_SAME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A judgement to look at again: ``first`` was called ``stated`` times as important as
    ``second``, which lies ``deviation`` times off the weights; the other judgements alone make it
    ``fitting`` (the nearest step of Saaty's scale)."""

    first: str
    second: str
    stated: float
    fitting: float
    deviation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What pairwise judgements come to. ``weights`` are points that sum to 100, ``given`` and
    ``missing`` count judgements, ``ratio`` is Saaty's consistency ratio: 0 where nothing
    contradicts anything, above 0.10 too much by his rule. ``again`` holds the two judgements that
    fit the others least, the worst first."""

    weights: Mapping[str, float]
    given: int
    missing: int
    eigenvalue: float
    index: float
    ratio: float
    again: tuple[Judgement, ...]


def pairs(questions: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Every pair once, in the order of the questions."""
    return tuple(combinations(questions, 2))


def apart(judgements: Judgements, questions: Sequence[str]) -> tuple[str, ...]:
    """The questions that no chain of judgements links to the first; empty where weights follow."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(questions)
    graph.add_edges_from(judgements)
    linked = nx.node_connected_component(graph, questions[0])
    return tuple(question for question in questions if question not in linked)


def compared(judgements: Judgements, questions: Sequence[str]) -> Comparison:
    """The weights, and how well the judgements fit each other.

    Raises ``ValueError`` naming the questions that nothing links to the others.
    """
    if loose := apart(judgements, questions):
        raise ValueError(f"nothing compares {', '.join(loose)} with the others")
    matrix, given = _matrix(judgements, questions), len(judgements)
    eigenvalue, vector = _principal(matrix)
    missing = len(pairs(questions)) - given
    index = max(0.0, round((eigenvalue - len(questions)) / (len(questions) - 1), _DIGITS))
    weights = dict(zip(questions, (round(100 * float(w), _DIGITS) for w in vector), strict=True))
    return Comparison(
        weights=weights,
        given=given,
        missing=missing,
        eigenvalue=eigenvalue,
        index=index,
        ratio=_ratio(index, len(questions), missing),
        again=tuple(islice(_again(judgements, weights), _LOOK_AGAIN)),
    )


def nearest_on_scale(value: float) -> float:
    """The step of Saaty's scale that lies nearest, as a ratio."""
    return min(SCALE, key=lambda step: abs(np.log(step / value)))


def _matrix(judgements: Judgements, questions: Sequence[str]) -> Matrix:
    place = {question: number for number, question in enumerate(questions)}
    matrix = np.zeros((len(questions), len(questions)))
    for (first, second), value in judgements.items():
        matrix[place[first], place[second]] = value
        matrix[place[second], place[first]] = 1 / value
    missing = (matrix == 0).sum(axis=1) - 1
    np.fill_diagonal(matrix, 1 + missing)
    return matrix


def _principal(matrix: Matrix) -> tuple[float, Matrix]:
    """The largest eigenvalue and its vector, scaled to sum to 1 (Perron: all of one sign)."""
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    vector = np.abs(vectors[:, largest].real)
    return float(values[largest].real), vector / vector.sum()


def _ratio(index: float, size: int, missing: int) -> float:
    """Judgements that just suffice contradict nothing: their ratio is 0."""
    spare = (size - 1) * (size - 2) / 2
    random = weighting_rules().random_index.get(size, 0.0)
    random *= 1 - missing / spare if spare else 0.0
    return round(index / random, _DIGITS) if random > _SAME else 0.0


def _again(judgements: Judgements, weights: Mapping[str, float]) -> Iterator[Judgement]:
    """Judgements that do not fit, the worst first: those whose a_ij x w_j / w_i is furthest from 1
    (T. L. Saaty, "Decision-making with the AHP: why is the principal eigenvector necessary",
    European Journal of Operational Research 145(1), 2003)."""
    off = {pair: _off(pair, value, weights) for pair, value in judgements.items()}
    for first, second in sorted(off, key=lambda pair: -off[pair]):
        stated = judgements[first, second]
        fitting = _fitting((first, second), judgements, tuple(weights))
        # What is stated as well as the scale allows needs no second look.
        if fitting is not None and abs(fitting - stated) > _SAME:
            yield Judgement(
                first=first,
                second=second,
                stated=stated,
                fitting=fitting,
                deviation=off[first, second],
            )


def _off(pair: tuple[str, str], value: float, weights: Mapping[str, float]) -> float:
    error = value * weights[pair[1]] / weights[pair[0]]
    return round(max(error, 1 / error), _DIGITS)


def _fitting(
    pair: tuple[str, str], judgements: Judgements, questions: Sequence[str]
) -> float | None:
    """What the other judgements imply; None where this one alone links its questions."""
    others = {other: value for other, value in judgements.items() if other != pair}
    if apart(others, questions):
        return None
    vector = dict(zip(questions, _principal(_matrix(others, questions))[1], strict=True))
    return nearest_on_scale(float(vector[pair[0]] / vector[pair[1]]))
