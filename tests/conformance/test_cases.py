"""The report on guide and published cases."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.cases.agreement import shipped_judgements
from assessment.decision.cases.loading import load_cases
from tests.conformance.cases import lines


def test_the_report_counts_what_passed_and_what_failed() -> None:
    case = load_cases().guide[0]
    judged = (replace(shipped_judgements()[0], why="Hybrid leads."), *shipped_judgements()[1:3])

    written = list(lines([(case, ()), (case, ("hybrid instead",))], judged))

    assert "1 passed, 1 failed" in written
    assert "hybrid instead" in written[2]
    assert written[-1].startswith("of these held out while tuning: ")
