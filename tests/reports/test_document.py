"""The report as HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

from assessment.decision.assessment import Context
from reports.document import document_for
from tests.reports.builders import assessment, boundary, content, definition, task, verdict

HOSTILE = '<script>alert("x")</script> & <img src="file:///etc/passwd">'


class Outline(HTMLParser):
    """Collects the levels of the headings and the attributes of pictures and heading cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.pictures: list[dict[str, str | None]] = []
        self.heading_cells: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        elif tag == "img":
            self.pictures.append(dict(attrs))
        elif tag == "th":
            self.heading_cells.append(dict(attrs))


def test_everything_typed_appears_escaped() -> None:
    hostile = assessment(name=HOSTILE, context=Context(summary=HOSTILE))
    tasks = (task(HOSTILE, 3, note=HOSTILE, owner=HOSTILE),)
    html = document_for(content(assessment=hostile, tasks=tasks, author=HOSTILE)).html

    assert "<script>" not in html
    assert 'src="file:' not in html
    assert html.count("&lt;script&gt;") >= 6


def test_headings_never_skip_a_level() -> None:
    levels = Outline(document_for(content()).html).levels

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_picture_has_a_text_and_is_one_of_the_reports_own() -> None:
    document = document_for(content())
    pictures = Outline(document.html).pictures

    assert len(pictures) >= 5
    assert all(picture["alt"] for picture in pictures)
    assert {str(picture["src"]).removeprefix("report:") for picture in pictures} <= set(
        document.files
    )


def test_every_heading_cell_says_what_it_heads() -> None:
    cells = Outline(document_for(content()).html).heading_cells

    assert {cell.get("scope") for cell in cells} == {"col", "row"}


def test_no_picture_is_promised_that_is_not_there_without_an_experiment() -> None:
    document = document_for(content(evidence=None))

    assert "endings.svg" not in document.html
    assert "No experiment has been run" in document.html


def test_a_long_map_is_drawn_in_several_rows() -> None:
    long = assessment(definition=definition(extra_steps=30))
    document = document_for(content(assessment=long))

    assert 'src="report:map-2.svg"' in document.html


def test_the_footer_names_facts_and_input() -> None:
    html = document_for(content()).html.replace("\u00a0", " ")

    assert 'data-footer="Online order · facts of 23 November 2026 · input 8f3c 21aa"' in html


def test_the_sponsor_finds_lines_to_sign_on() -> None:
    assert "Signature" in document_for(content()).html


def test_the_contents_name_every_chapter_and_no_other() -> None:
    html = document_for(content()).html

    listed = re.findall(r'<a href="#([a-z]+)">', html)
    assert listed == re.findall(r'<section id="([a-z]+)">', html)


def test_a_map_without_steps_has_no_chapter_on_its_boundary() -> None:
    html = document_for(content(verdict=verdict(plan=boundary()))).html

    assert 'id="boundary"' not in html
    assert 'href="#boundary"' not in html


def test_a_verdict_that_nothing_moves_has_no_tornado() -> None:
    still = verdict(robustness=replace(verdict().robustness, tornado=()))
    document = document_for(content(verdict=still))

    assert "tornado.svg" not in document.html
    assert "tornado.svg" not in document.files
