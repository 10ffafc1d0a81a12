"""The minimum cut: optimal against every division there is, and always the same one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.boundary.cut import Division, Problem, cheapest, price_of
from workflows.definition.model import Side

ORCHESTRATED, EVENT_DRIVEN = Side

half_points = st.integers(0, 12).map(lambda number: number / 2)


@st.composite
def problems(draw: st.DrawFn, most: int = 12) -> Problem:
    """Up to twelve steps with any charges and any hand-overs."""
    steps = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    pairs = st.tuples(st.sampled_from(steps), st.sampled_from(steps))
    links = draw(st.sets(pairs.filter(lambda pair: pair[0] != pair[1]), max_size=14))
    after = {step: tuple(t for t in steps if (step, t) in links) for step in steps}
    return Problem(
        drawn={step: {side: draw(half_points) for side in Side} for step in steps},
        after=after,
        message={(s, t): draw(half_points) for s in steps for t in after[s]},
        outbox=draw(half_points),
    )


def every_division(problem: Problem) -> Iterator[Division]:
    steps = list(problem.drawn)
    for sides in product(Side, repeat=len(steps)):
        yield price_of(problem, dict(zip(steps, sides, strict=True)))


def chain(*drawn: tuple[float, float], message: float = 1.0, outbox: float = 0.5) -> Problem:
    """Steps in a row, each with its points towards orchestrated and event-driven."""
    steps = [f"s{number}" for number in range(len(drawn))]
    links = dict(pairwise(steps))
    return Problem(
        drawn={
            step: {ORCHESTRATED: conducted, EVENT_DRIVEN: loose}
            for step, (conducted, loose) in zip(steps, drawn, strict=True)
        },
        after={step: (links[step],) if step in links else () for step in steps},
        message=dict.fromkeys(links.items(), message),
        outbox=outbox,
    )


def fan(followers: int, *, drawn_apart: float) -> Problem:
    """One orchestrated step that hands over to several that are drawn to events."""
    names = tuple(f"f{number}" for number in range(followers))
    apart = {ORCHESTRATED: 0.0, EVENT_DRIVEN: drawn_apart}
    return Problem(
        drawn={"core": {ORCHESTRATED: 100.0, EVENT_DRIVEN: 0.0}, **dict.fromkeys(names, apart)},
        after={"core": names, **dict.fromkeys(names, ())},
        message={("core", name): 1.0 for name in names},
        outbox=3.0,
    )


@given(problems())
@settings(max_examples=40, deadline=None)
def test_no_other_division_costs_less(problem: Problem) -> None:
    found = cheapest(problem)

    assert found.cost == min(division.cost for division in every_division(problem))


@given(problems(most=8))
@settings(max_examples=40, deadline=None)
def test_of_equally_cheap_divisions_one_with_fewest_crossings_is_taken(problem: Problem) -> None:
    found = cheapest(problem)

    alike = [d.crossings for d in every_division(problem) if d.cost == found.cost]
    assert found.crossings == min(alike)


@given(problems(most=8))
@settings(max_examples=40, deadline=None)
def test_of_those_the_one_with_fewest_event_driven_steps_is_taken(problem: Problem) -> None:
    def loose(division: Division) -> int:
        return list(division.sides.values()).count(EVENT_DRIVEN)

    found = cheapest(problem)

    alike = [
        loose(division)
        for division in every_division(problem)
        if (division.cost, division.crossings) == (found.cost, found.crossings)
    ]
    assert loose(found) == min(alike)


@given(problems())
@settings(max_examples=20, deadline=None)
def test_the_same_problem_gives_the_same_division(problem: Problem) -> None:
    assert cheapest(problem) == cheapest(problem)


def test_a_step_is_left_where_a_crossing_would_not_pay() -> None:
    found = cheapest(chain((5, 0), (0, 1), (5, 0)))

    assert set(found.sides.values()) == {ORCHESTRATED}


def test_a_rim_that_is_worth_more_than_its_crossing_is_cut_off() -> None:
    found = cheapest(chain((5, 0), (5, 0), (0, 2), (0, 2)))

    assert list(found.sides.values()) == [ORCHESTRATED, ORCHESTRATED, EVENT_DRIVEN, EVENT_DRIVEN]
    assert (found.unserved, found.price, found.crossings) == (0.0, 1.5, 1)


def test_one_outbox_serves_every_follower_across_the_boundary() -> None:
    found = cheapest(fan(3, drawn_apart=2.5))

    assert found.sides["f0"] is EVENT_DRIVEN
    assert found.price == 3 * 1.0 + 3.0


def test_an_outbox_for_one_follower_alone_may_not_pay() -> None:
    assert cheapest(fan(1, drawn_apart=2.5)).sides["f0"] is ORCHESTRATED
