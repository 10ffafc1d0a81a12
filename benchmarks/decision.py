"""Milliseconds of a verdict, whole and in parts, and how they compare with other libraries.

The aim for a whole verdict is at most 50 ms. Peers run in the same process on the same figures, and
must come to the same result: scipy's maximum flow for the minimum cut, pymcdm's weighted sum for
the scores of the draws.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from pymcdm.methods import WSM
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import boundary_plan
from assessment.decision.boundary.cut import Division, Problem, cheapest
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.robustness import DRAWS, Beliefs
from assessment.decision.robustness.draws import drawn_scores
from assessment.decision.scoring import fitted
from assessment.decision.verdict import verdict_for
from assessment.file.read import read_assessment
from benchmarks.tables import print_table
from workflows.definition.model import OrchestrationModel, Side

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ROUNDS = 7
PEER_DRAWS = 1_000
"""The peer is asked one draw at a time; a tenth of the draws is enough to know its pace."""
LONG = (50, 200, 1_000)


def main() -> None:
    """Print each example's verdict, then both parts beside their peers."""
    found = {path.stem: _assessment(path) for path in sorted(EXAMPLES.glob("*.yaml"))}
    print_table(
        "Verdict, best of seven rounds",
        ("example", "verdict ms", "boundary ms"),
        [_verdict(name, assessment) for name, assessment in found.items()],
    )
    print_table(
        f"Scores of {DRAWS:,} draws, of the verdict's own 10,000",
        ("example", "ours ms", "pymcdm ms", "pymcdm : ours"),
        [_draws(name, assessment) for name, assessment in found.items()],
    )
    print_table(
        "Minimum cut of a chain",
        ("steps", "ours ms", "scipy ms", "ours : scipy", "cost"),
        [_cut(steps) for steps in LONG],
    )


def _assessment(path: Path) -> Assessment:
    return read_assessment(path.read_bytes(), source=path.name).assessment


def _best(work: Callable[[], object]) -> float:
    """The fastest of several rounds, in milliseconds, after one that warms up."""
    work()
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return 1000 * min(seconds)


def _verdict(name: str, assessment: Assessment) -> tuple[str, str, str]:
    whole = _best(lambda: verdict_for(assessment))
    return name, f"{whole:.1f}", f"{_best(lambda: boundary_plan(assessment)):.1f}"


def _draws(name: str, assessment: Assessment) -> tuple[str, str, str, str]:
    verdict = verdict_for(assessment)
    table = fitted(load_knowledge().suitability, verdict.fit.fit)
    beliefs = verdict.robustness.beliefs
    cells = np.array(
        [
            [[row[model] for model in OrchestrationModel] for row in table.cells[question]]
            for question in beliefs.answers
        ]
    )
    ours = _best(lambda: drawn_scores(beliefs, table))
    theirs = _best(lambda: _peer_scores(beliefs, cells)) * DRAWS / PEER_DRAWS
    return name, f"{ours:.1f}", f"{theirs:.0f}", f"{theirs / ours:.0f}"


def _peer_scores(beliefs: Beliefs, cells: np.ndarray) -> None:
    generator = np.random.default_rng(1)
    weighted_sum, kinds = WSM(_as_it_is), np.ones(len(beliefs.answers))
    shares = np.array([beliefs.weights[question] / 100 for question in beliefs.answers])
    for weights in generator.dirichlet(beliefs.concentration * shares, PEER_DRAWS):
        answers = [generator.choice(5, p=b.chances) for b in beliefs.answers.values()]
        matrix = cells[np.arange(len(answers)), answers].T
        weighted_sum(matrix, weights, kinds, validation=False)


def _as_it_is(column: np.ndarray, *, cost: bool) -> np.ndarray:
    """Suitabilities stand on a fixed scale; the peer wants a normalisation all the same."""
    return -column if cost else column


def _cut(steps: int) -> tuple[str, str, str, str, str]:
    problem = _chain(steps)
    division = cheapest(problem)
    ours = _best(lambda: cheapest(problem))
    theirs = _best(lambda: _peer_cut(problem))
    _must_agree(division, _peer_cut(problem))
    return f"{steps}", f"{ours:.1f}", f"{theirs:.1f}", f"{ours / theirs:.1f}", f"{division.cost:g}"


def _chain(steps: int) -> Problem:
    """Steps in a row with charges like those of a real map, seeded by its length."""
    generator = np.random.default_rng(steps)
    names = [f"s{number}" for number in range(steps)]
    after = {name: (following,) for name, following in pairwise(names)}
    return Problem(
        drawn={
            name: {
                Side.ORCHESTRATED: float(generator.integers(0, 19)) / 2,
                Side.EVENT_DRIVEN: float(generator.integers(0, 13)) / 2,
            }
            for name in names
        },
        after={name: after.get(name, ()) for name in names},
        message={(name, following): 1.5 for name, (following,) in after.items()},
        outbox=0.5,
    )


def _peer_cut(problem: Problem) -> float:
    """The cost of the cheapest division by scipy; in a chain an outbox serves one follower."""
    place = {name: row for row, name in enumerate(problem.drawn, start=2)}
    arcs = [(0, place[s], drawn[Side.ORCHESTRATED]) for s, drawn in problem.drawn.items()]
    arcs += [(place[s], 1, drawn[Side.EVENT_DRIVEN]) for s, drawn in problem.drawn.items()]
    for (source, target), price in problem.message.items():
        arcs.append((place[source], place[target], price + problem.outbox))
        arcs.append((place[target], place[source], price + problem.outbox))
    rows, columns, points = zip(*arcs, strict=True)
    whole = np.round(2 * np.array(points)).astype(np.int32)
    graph = csr_array((whole, (rows, columns)), shape=(len(place) + 2, len(place) + 2))
    return float(maximum_flow(graph, 0, 1).flow_value) / 2


def _must_agree(ours: Division, theirs: float) -> None:
    if abs(ours.cost - theirs) > 1e-9:
        raise SystemExit(f"the cuts differ: {ours.cost:g} here, {theirs:g} by scipy")


if __name__ == "__main__":
    main()
