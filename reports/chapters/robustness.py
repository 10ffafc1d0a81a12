"""How far the verdict stands: shares of firsts, regret, what moves the lead, what overturns it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.phrases import listed
from assessment.decision.sentence import percent_of_draws
from assessment.decision.verdict import Verdict
from assessment.robustness_charts import tornado_frame
from reports.chapters.table import Table, cell, figures, model_cell, number, table, words
from reports.content import ReportContent
from reports.figures import MODEL_TITLES, points, score

__all__ = ["RobustnessChapter", "robustness_chapter", "standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessChapter:
    """``tornado_described`` stands in for the chart where it cannot be seen."""

    sentence: str
    smallest: str
    shares: Table
    tornado_described: str
    flips: Table | None


def robustness_chapter(content: ReportContent) -> RobustnessChapter:
    """The chapter on this content's verdict."""
    verdict = content.verdict
    return RobustnessChapter(
        sentence=f"{_first(verdict)} {standing(verdict)}",
        smallest=_smallest_change(verdict),
        shares=_shares(verdict),
        tornado_described=_described(verdict),
        flips=_flips(verdict),
    )


def standing(verdict: Verdict) -> str:
    """How far the lead reaches in the draws, and how little the choice can be wrong by."""
    robust, model = verdict.robustness, verdict.recommended
    return (
        f"In nine of ten draws {model.value} leads by {_signed(robust.lead_low)} to "
        f"{_signed(robust.lead_high)} points; choosing it falls {robust.regret[model]:.1f} points "
        "short of the best model of a draw on average."
    )


def _first(verdict: Verdict) -> str:
    robust, model = verdict.robustness, verdict.recommended
    share = percent_of_draws(robust.firsts[model], robust.draws)
    return (
        f"{MODEL_TITLES[model]} comes first in {share} of {robust.draws:,} draws over weights and "
        "answers."
    )


def _smallest_change(verdict: Verdict) -> str:
    """The answers that would have to change together for another model to lead."""
    if not verdict.smallest_change:
        return "No other answers would give another model the lead."
    changes = [
        f"{change.title.lower()} from {change.before} to {change.after}"
        for change in verdict.smallest_change
    ]
    return f"The smallest change of answers that gives another model the lead: {listed(changes)}."


def _shares(verdict: Verdict) -> Table:
    robust = verdict.robustness
    rows = [
        (
            model_cell(model),
            number(percent_of_draws(robust.firsts[model], robust.draws)),
            number(f"{robust.firsts[model]:,}"),
            number(f"{robust.regret[model]:.1f}"),
        )
        for model in verdict.scores
    ]
    columns = (
        words("Model"),
        figures("First in", 18),
        figures("Draws", 18),
        figures("Points short of the best, mean", 32),
    )
    return table(f"First in how many of {robust.draws:,} draws", columns, rows)


def _described(verdict: Verdict) -> str:
    """The chart's figures in words, for whoever cannot see it."""
    if not verdict.robustness.tornado:
        return "Nothing moves the lead."
    frame = tornado_frame(verdict)
    ends = zip(frame["label"], frame["lead_at_low"], frame["lead_at_high"], strict=True)
    bars = [
        f"{label}: {_signed(float(low))} to {_signed(float(high))}" for label, low, high in ends
    ]
    return f"Lead in points at both ends of each range: {'; '.join(bars)}."


def _flips(verdict: Verdict) -> Table | None:
    if not verdict.flips:
        return None
    rows = [
        (
            cell(f"{flip.title}, the {flip.what}"),
            number(points(flip.before)),
            number(points(flip.after)),
            model_cell(flip.winner),
        )
        for flip in verdict.flips
    ]
    columns = (words("If", 45), figures("From", 12), figures("To", 12), words("Then first"))
    return table("Break-even: what would change the order by itself", columns, rows)


def _signed(value: float) -> str:
    """Points of a lead, with a real minus sign where somebody else leads."""
    return score(value).replace("-", "−")
