"""Findings and the plan."""

from __future__ import annotations

import datetime as dt

from reports.chapters.work import work_chapter
from tests.reports.builders import content, finding, task, verdict
from workflows.definition.findings import Severity


def test_a_finding_stands_with_its_place_mend_and_source() -> None:
    findings = work_chapter(content()).findings

    assert findings is not None
    _, place, message = findings.rows[0]
    assert place.text == "Charge card"
    assert message.detail == "Name a step that undoes it. (guide, Pitfall 2)"


def test_a_finding_about_the_whole_map_says_so() -> None:
    found = verdict(findings=(finding("too-central", Severity.LOW, ""),))
    findings = work_chapter(content(verdict=found)).findings

    assert findings is not None
    assert findings.rows[0][1].text == "the whole map"


def test_what_the_import_left_out_is_listed_apart_and_once() -> None:
    note = finding("not-understood", Severity.LOW, "x", "A signal was read as a message.")
    chapter = work_chapter(content(verdict=verdict(findings=(note,)), notes=(note,)))

    assert chapter.findings is None
    assert chapter.notes is not None
    assert chapter.notes.rows[0][2].text == "A signal was read as a message."


def test_tasks_stand_by_week_in_the_order_of_their_days() -> None:
    tasks = (task("Second", 5), task("Other week", 9), task("First", 2))
    weeks = work_chapter(content(tasks=tasks)).weeks

    assert [[row[1].text for row in week.rows] for week in weeks] == [
        ["First", "Second"],
        ["Other week"],
    ]


def test_a_task_shows_owner_status_and_what_people_noted() -> None:
    tasks = (task("Try", 2, owner="Ada", status="doing", note="Half done.", because="Risky."),)
    row = work_chapter(content(tasks=tasks)).weeks[0].rows[0]

    assert (row[1].detail, row[2].text, row[3].text) == ("Risky. Half done.", "Ada", "doing")


def test_a_due_date_is_written_out() -> None:
    tasks = (task("Try", 2, due=dt.date(2026, 12, 1)),)
    row = work_chapter(content(tasks=tasks)).weeks[0].rows[0]

    assert row[0].text.replace("\u00a0", " ") == "1 December 2026"
