"""HTML to PDF: tagged, complete, the same bytes each time, and nothing fetched."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from assessment.decision.verdict import Witness
from reports import pdf
from reports.pdf import INSTALL_PANGO, PangoMissingError, render_pdf
from tests.reports.builders import assessment, content, definition, task, verdict

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def printed() -> bytes:
    """One report, printed once for all tests that only look at it."""
    return render_pdf(content())


@pytest.fixture(scope="module")
def reader(printed: bytes) -> pypdf.PdfReader:
    """The report as a reader opens it."""
    return pypdf.PdfReader(io.BytesIO(printed))


def text_of(content_pdf: bytes) -> str:
    """All text of a PDF on one line, so that line breaks don't matter."""
    pages = pypdf.PdfReader(io.BytesIO(content_pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages).replace("\u00a0", " ")


def root_of(reader: pypdf.PdfReader) -> Any:
    """The document's catalogue."""
    return reader.trailer["/Root"]


def test_it_is_tagged_for_screen_readers(reader: pypdf.PdfReader) -> None:
    root = root_of(reader)

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"


def test_it_claims_pdf_ua(printed: bytes) -> None:
    metadata = root_of(pypdf.PdfReader(io.BytesIO(printed)))["/Metadata"]

    assert b"pdfuaid:part" in metadata.get_data()


def test_it_has_a_title_that_the_window_shows(reader: pypdf.PdfReader) -> None:
    assert reader.metadata is not None
    assert reader.metadata.title == "Online order: who conducts it"
    assert reader.metadata.author == "Ada Lovelace"
    assert root_of(reader)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_its_chapters_are_bookmarks(reader: pypdf.PdfReader) -> None:
    titles = str(reader.outline)

    assert "The requirement matrix" in titles
    assert "Sign-off" in titles


def test_its_letters_are_embedded(reader: pypdf.PdfReader) -> None:
    pages: list[Any] = list(reader.pages)
    fonts = {
        font.get_object()["/BaseFont"]
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert any("Inter" in name for name in fonts)
    assert all("+" in name for name in fonts)


def test_every_page_says_which_of_how_many_it_is(reader: pypdf.PdfReader) -> None:
    of = len(reader.pages)

    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} of {of}" in page.extract_text()


def test_page_one_holds_everything_a_sponsor_decides_on(reader: pypdf.PdfReader) -> None:
    page = " ".join(reader.pages[0].extract_text().split())

    assert "Hybrid, 9 points ahead" in page
    assert "Decision asked for" in page


def test_page_one_keeps_its_question_when_there_is_much_to_say() -> None:
    flip = verdict().flips[0]
    words = (
        "It ran; and what it showed under this model takes two lines of the page to tell in full"
    )
    told = tuple(
        Witness(name=name, says=None, because=f"{words}.") for name in ("matrix", "map", "sandbox")
    )
    full = verdict(flips=(flip,) * 3, witnesses=told)
    tasks = tuple(
        task(f"{words}, number {day}", day, finding="effect-without-undo") for day in (3, 5, 8)
    )

    page = pypdf.PdfReader(io.BytesIO(render_pdf(content(verdict=full, tasks=tasks)))).pages[0]

    assert "Decision asked for" in page.extract_text()


def test_the_same_content_gives_the_same_bytes(printed: bytes) -> None:
    assert render_pdf(content()) == printed


def test_another_process_gives_the_same_bytes(printed: bytes) -> None:
    code = (
        "import sys, django; django.setup();"
        "from reports.pdf import render_pdf; from tests.reports.builders import content;"
        "sys.stdout.buffer.write(render_pdf(content()))"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "12345",
        "DJANGO_SETTINGS_MODULE": "config.settings_cli",
    }

    again = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )

    assert again.stdout == printed


def test_another_content_gives_other_bytes(printed: bytes) -> None:
    assert render_pdf(replace(content(), number=3)) != printed


def test_long_words_wrap_and_nothing_is_cut_off() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik" * 3
    tasks = (task(word, 3, owner=word, note=word),)
    text = text_of(render_pdf(content(tasks=tasks))).replace(" ", "")

    assert text.count(word) >= 3


def test_a_cell_longer_than_a_page_is_printed_to_its_end() -> None:
    note = "Again and again. " * 320 + "The very end."

    assert "The very end." in text_of(render_pdf(content(tasks=(task("Long", 3, note=note),))))


def test_table_headings_repeat_on_every_page() -> None:
    many = assessment(definition=definition(extra_steps=26))
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(content(assessment=many))))

    pages = [page.extract_text() for page in reader.pages]
    with_steps = [page for page in pages if "Extra step 25" in page and "dead-letter" in page]
    assert len(with_steps) >= 1
    assert all("Consistency" in page for page in pages if "dead-letter" in page)


def test_other_scripts_are_printed() -> None:
    told = assessment(name="Żółć Ωmega Заказ")

    assert "Żółć Ωmega Заказ" in text_of(render_pdf(content(assessment=told)))


def test_nothing_but_the_reports_own_files_is_opened(caplog: pytest.LogCaptureFixture) -> None:
    fetcher = pdf.fetcher({"report:page.css": b"p {}"})

    assert fetcher.fetch("report:page.css").read() == b"p {}"
    for url in ("file:///etc/passwd", "https://podium.example/x.png", "report:other.css"):
        with pytest.raises(ValueError, match="may not open"):
            fetcher.fetch(url)


def test_printing_has_nothing_to_warn_about(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render_pdf(content())

    assert [record.getMessage() for record in caplog.records] == []


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango:
        """Stands in the way of WeasyPrint as a system without Pango does."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])

    with pytest.raises(PangoMissingError, match="apt-get install") as error:
        render_pdf(content())
    assert INSTALL_PANGO in str(error.value)
