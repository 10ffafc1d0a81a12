"""A report's content as plain data and back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from reports.content import ReportContent
from reports.snapshot import freeze, input_hash, thaw
from tests.reports.builders import content, finding, task
from workflows.definition.findings import Severity

WITH_A_NOTE = content(notes=(finding("not-understood", Severity.LOW, "x"),))
WITH_DATES = content(tasks=(task("Try", 2, due=dt.date(2026, 12, 1)),))


@pytest.mark.parametrize("told", [content(), content(evidence=None), WITH_A_NOTE, WITH_DATES])
def test_thawing_gives_back_what_was_frozen(told: ReportContent) -> None:
    assert thaw(json.loads(json.dumps(freeze(told)))) == told


def test_the_hash_is_about_the_inputs_and_not_about_the_print() -> None:
    again = replace(content(), number=9, made_on=dt.date(2027, 1, 1), author="Bob")

    assert input_hash(again) == input_hash(content())


def test_another_fact_gives_another_hash() -> None:
    assert input_hash(replace(content(), tasks=())) != input_hash(content())
