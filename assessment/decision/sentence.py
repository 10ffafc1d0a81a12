"""The one sentence a sponsor can quote."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.decision.phrases import listed, points
from assessment.decision.robustness import Robustness
from assessment.decision.scoring import Scorecard
from assessment.decision.verdict_parts import AnswerChange

__all__ = ["percent_of_draws", "sentence"]


def sentence(
    card: Scorecard,
    robustness: Robustness,
    change: Sequence[AnswerChange],
    *,
    is_close: bool,
) -> str:
    """Who wins, by how much, in what share of the draws, and the smallest change of answers that
    would overturn it."""
    share = percent_of_draws(robustness.firsts[card.leader], robustness.draws)
    held = f"first in {share} of {robustness.draws:,} draws over weights and answers"
    return f"{_lead(card, is_close)}, {held}; {_change(change)}."


def percent_of_draws(firsts: int, draws: int) -> str:
    """A share of draws in whole per cent, never rounded to nothing or to all: ``87 %``,
    ``over 99 %``."""
    if 0 < firsts * 100 < draws:
        return "under 1 %"
    if draws > firsts > draws * 0.99:
        return "over 99 %"
    return f"{100 * firsts / draws:.0f} %"


def _lead(card: Scorecard, is_close: bool) -> str:
    leader, rival = card.leader.value, card.runner_up.value
    if card.margin < 0.05:
        return f"A tie between {leader} and {rival}, which goes to {leader}, the simpler to run"
    lead = f"{points(card.margin)} ahead of {rival}"
    if is_close:
        return f"A close call: {leader}, {lead}"
    return f"{leader.capitalize()}, {lead}"


def _change(change: Sequence[AnswerChange]) -> str:
    if not change:
        return "no other answers would change that"
    return f"it would lose its lead if {listed([_moved(one) for one in change])}"


def _moved(one: AnswerChange) -> str:
    moved = "rose" if one.after > one.before else "fell"
    return f"{one.title.lower()} {moved} from {one.before} to {one.after}"
