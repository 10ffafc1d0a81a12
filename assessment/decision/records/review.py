"""When a decision is looked at again: within a year, since the guide asks for a review at least
annually (guide, Conclusion)."""

from __future__ import annotations

import datetime as dt

__all__ = ["latest_review", "review_problem"]


def latest_review(decided: dt.date) -> dt.date:
    """The same day of the next year, 28 February for the 29th: the latest day for a review, and
    the one that is proposed. The calendar ends with the year 9999."""
    if decided.year == dt.MAXYEAR:
        return dt.date.max
    try:
        return decided.replace(year=decided.year + 1)
    except ValueError:
        return decided.replace(year=decided.year + 1, day=28)


def review_problem(review_on: dt.date, decided: dt.date) -> str:
    """What is wrong with a review date, and the mend; empty where nothing is."""
    if review_on <= decided:
        return f"A review comes after the decision: choose a day after {decided.isoformat()}."
    if review_on > (latest := latest_review(decided)):
        return f"Look at it again within a year: choose {latest.isoformat()} or an earlier day."
    return ""
