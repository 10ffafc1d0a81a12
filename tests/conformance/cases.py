"""Runs the guide's rules and the published cases against Podium and says which it agrees with.

    python -m tests.conformance.cases

Each case is judged from its facts alone, with the knowledge base that ships with Podium. Exits 0
when every rule of the guide holds and no run fails; a published case on which Podium says
otherwise counts as failed and is listed with where the two part.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from assessment.decision.cases.agreement import Judgement, shipped_judgements
from assessment.decision.cases.guide import broken
from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.model import GuideCase

__all__ = ["lines", "main"]


def main() -> int:
    """Print the report; 1 where a rule of the guide does not hold, else 0."""
    guide = [(case, broken(case)) for case in load_cases().guide]
    for line in lines(guide, shipped_judgements()):
        print(line)
    return int(any(wrong for _, wrong in guide))


def lines(
    guide: list[tuple[GuideCase, tuple[str, ...]]], judged: tuple[Judgement, ...]
) -> Iterator[str]:
    """A line a case, and a line with how many passed and failed for each kind."""
    yield "The guide's rules"
    for case, wrong in guide:
        yield f"  {_mark(not wrong)}  {case.id}" + (f": {'; '.join(wrong)}" if wrong else "")
    yield _count([not wrong for _, wrong in guide])
    yield ""
    yield f"Published cases{'':<20}chose          verdict        margin"
    for one in judged:
        yield _line(one)
    yield _count([one.agrees for one in judged])
    held = [one.agrees for one in judged if one.case.held_out]
    yield f"of these set aside in the first round of tuning: {_count(held)}"


def _line(one: Judgement) -> str:
    chose = one.case.chose.value if one.case.chose else "-"
    said = f"{one.recommended.value:<15}{one.margin:>5.1f}{' (close)' if one.close_call else ''}"
    line = f"  {_mark(one.agrees)}  {one.case.id:<27}{chose:<15}{said}"
    return f"{line}\n          {one.why}" if one.why else line


def _mark(held: bool) -> str:
    return "ok  " if held else "FAIL"


def _count(held: list[bool]) -> str:
    return f"{sum(held)} passed, {len(held) - sum(held)} failed"


if __name__ == "__main__":
    sys.exit(main())
