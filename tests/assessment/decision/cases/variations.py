"""The neighbourhood of a guide case: other names, other numbers of steps, other volumes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from assessment.decision.cases.model import GuideCase
from assessment.decision.cases.sketch import Sketch, resized

__all__ = ["neighbours", "scaled"]

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


@st.composite
def neighbours(draw: st.DrawFn, case: GuideCase) -> Sketch:
    """The case's sketch with another number of steps, another volume and other teams' names, all
    within the range in which the case must hold."""
    vary = case.vary
    steps = draw(st.integers(vary.fewest_steps, vary.most_steps))
    factor = draw(st.floats(vary.least_volume, vary.most_volume))
    prefix = draw(NAMES)
    return renamed(scaled(resized(case.sketch, steps), factor), prefix)


def scaled(sketch: Sketch, factor: float) -> Sketch:
    """The sketch with this many times its cases."""
    context = sketch.context
    now, expected = context.cases_now, context.cases_expected
    return replace(
        sketch,
        context=replace(
            context,
            cases_now=None if now is None else now * factor,
            cases_expected=None if expected is None else expected * factor,
        ),
    )


def renamed(sketch: Sketch, prefix: str) -> Sketch:
    """The sketch in which every team and participant is called something else."""
    context = sketch.context
    steps = tuple(
        replace(
            group,
            by=f"{prefix} {group.by or group.name}",
            team=f"{prefix} {group.team}" if group.team else "",
        )
        for group in sketch.steps
    )
    changing = tuple(f"{prefix}-{name}" for name in context.changing)
    return replace(sketch, steps=steps, context=replace(context, changing=changing))
