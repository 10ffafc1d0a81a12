"""One person's ballot: an answer to each question, and what the questions weigh to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Answer, Weighting

__all__ = ["Ballot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """``answers`` by question id; ``weighting`` is what was stated by the method of the round and
    ``weights`` the points it comes to, which sum to 100."""

    person: str
    answers: Mapping[str, Answer]
    weighting: Weighting
    weights: Mapping[str, float]
