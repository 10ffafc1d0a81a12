"""Findings, ready for a page."""

from assessment.selectors.findings import finding_lines, severity_counts
from assessment.selectors.verdicts import verdict_of
from projects.models import Project


def test_a_finding_gets_a_title_in_words_and_its_place(mapped: Project) -> None:
    judged = verdict_of(mapped)
    assert judged is not None

    lines = {line.finding.code: line for line in finding_lines(mapped, judged)}

    line = lines["retry-without-idempotency"]
    assert (line.title, line.place) == ("Retry without idempotency", "Charge card")


def test_the_counts_add_up_to_all_findings(mapped: Project) -> None:
    judged = verdict_of(mapped)
    assert judged is not None

    counts = severity_counts(judged)

    assert sum(one.count for one in counts) == len(judged.verdict.findings)
    for one in counts:
        assert one.count == len(finding_lines(mapped, judged, one.severity))
