"""How far the verdict stands: shares of firsts, regret, what moves the lead, what overturns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.phrases import listed
from assessment.decision.robustness import TornadoBar
from assessment.decision.sentence import percent_of_draws
from assessment.decision.verdict import Verdict
from reports.chapters.table import Table, cell, figures, model_cell, number, table, words
from reports.content import ReportContent
from reports.figures import MODEL_TITLES, points, score

__all__ = ["RobustnessChapter", "bar_label", "robustness_chapter", "smallest_change", "standing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessChapter:
    """``tornado_described`` stands in for the chart where it cannot be seen."""

    sentence: str
    smallest: str
    shares: Table
    tornado_described: str
    bars: Table | None
    flips: Table | None


def robustness_chapter(content: ReportContent) -> RobustnessChapter:
    """The chapter on this content's verdict."""
    verdict = content.verdict
    return RobustnessChapter(
        sentence=standing(verdict),
        smallest=smallest_change(verdict),
        shares=_shares(verdict),
        tornado_described=_described(verdict),
        bars=_bars(verdict),
        flips=_flips(verdict),
    )


def standing(verdict: Verdict) -> str:
    """In how many draws the recommended model comes first, and how far its lead reaches."""
    robust, model = verdict.robustness, verdict.recommended
    share = percent_of_draws(robust.firsts[model], robust.draws)
    return (
        f"{MODEL_TITLES[model]} comes first in {share} of {robust.draws:,} draws over weights and "
        f"answers. In nine of ten draws its lead lies between {_signed(robust.lead_low)} and "
        f"{_signed(robust.lead_high)} points; choosing it falls {robust.regret[model]:.1f} points "
        "short of the best on average."
    )


def smallest_change(verdict: Verdict) -> str:
    """The answers that would have to change together for another model to lead."""
    if not verdict.smallest_change:
        return "No other answers would give another model the lead."
    changes = [
        f"{change.title.lower()} from {change.before} to {change.after}"
        for change in verdict.smallest_change
    ]
    return f"The smallest change of answers that gives another model the lead: {listed(changes)}."


def bar_label(verdict: Verdict, bar: TornadoBar) -> str:
    """What a bar of the tornado moves, with its range: ``Scale, answered 2 to 4``."""
    title = _titles(verdict).get(bar.question, bar.question)
    ends = f"{points(bar.low)} to {points(bar.high)}"
    return f"{title}, answered {ends}" if bar.what == "answer" else f"{title}, weight {ends}"


def _titles(verdict: Verdict) -> Mapping[str, str]:
    return {asked.question: asked.title for asked in verdict.questions}


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
    bars = [
        f"{bar_label(verdict, bar)}: {_signed(bar.lead_at_low)} to {_signed(bar.lead_at_high)}"
        for bar in verdict.robustness.tornado
    ]
    return f"Lead in points at both ends of each range: {'; '.join(bars) or 'nothing moves it'}."


def _bars(verdict: Verdict) -> Table | None:
    rows = [
        (
            cell(bar_label(verdict, bar)),
            number(_signed(bar.lead_at_low)),
            number(_signed(bar.lead_at_high)),
            cell("another model leads" if bar.overturns else ""),
        )
        for bar in verdict.robustness.tornado
    ]
    if not rows:
        return None
    columns = (
        words("One thing moved", 45),
        figures("Lead at its lowest", 15),
        figures("At its highest", 15),
        words("At one end"),
    )
    return table("What moves the lead, one thing at a time", columns, rows)


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
