"""`podium assess`: verdict.json, report.pdf, and the sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

import reports.pdf
from assessment.file.schema import verdict_schema
from config.cli import main
from config.commands.exits import BAD_INPUT, FOUND_SOMETHING, OK
from reports.content import ReportContent
from workflows.formats.registry import read

ROOT = Path(__file__).resolve().parents[3]
ORDER = ROOT / "examples" / "online-order.yaml"
CORPUS = ROOT.parent / "shared" / "corpus" / "bpmn-miwg"

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"{CORPUS} is not there")


def assess(*arguments: str | Path) -> int:
    """Run the command with a fixed date."""
    return main(["assess", *map(str, arguments), "--date", "2026-11-23"])


def test_it_writes_verdict_and_report_and_prints_the_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assess(ORDER, "--out", tmp_path) == OK

    verdict = json.loads((tmp_path / "verdict.json").read_text())
    assert capsys.readouterr().out.strip() == verdict["sentence"]
    assert len(pypdf.PdfReader(tmp_path / "report.pdf").pages) > 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.pdf", "verdict.json"]


def test_the_verdict_has_exactly_the_published_keys(tmp_path: Path) -> None:
    assess(ORDER, "--out", tmp_path, "--no-pdf")

    written = json.loads((tmp_path / "verdict.json").read_text())
    assert list(written) == list(verdict_schema()["properties"])


def test_without_a_pdf_only_the_verdict_is_written(tmp_path: Path) -> None:
    assess(ORDER, "--out", tmp_path, "--no-pdf")

    assert [path.name for path in tmp_path.iterdir()] == ["verdict.json"]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for run in ("one", "two"):
        assess(ORDER, "--out", tmp_path / run, "--no-pdf")

    first, second = ((tmp_path / run / "verdict.json").read_bytes() for run in ("one", "two"))
    assert first == second


def test_the_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    assert assess(ORDER, "--out", tmp_path / "a" / "b", "--no-pdf") == OK
    assert (tmp_path / "a" / "b" / "verdict.json").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    assert assess(ORDER, "--out", blocked, "--no-pdf") == BAD_INPUT
    assert capsys.readouterr().err.strip() == f"{blocked}: cannot be written: file exists"


def test_a_full_disk_leaves_what_was_there_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "verdict.json").write_text("yesterday's")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    assert assess(ORDER, "--out", tmp_path, "--no-pdf") == BAD_INPUT
    assert "no space left on device" in capsys.readouterr().err
    assert [path.read_text() for path in tmp_path.iterdir()] == ["yesterday's"]


def test_without_pango_the_verdict_is_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_pango(_: ReportContent) -> bytes:
        raise reports.pdf.PangoMissingError

    monkeypatch.setattr(reports.pdf, "render_pdf", no_pango)

    assert assess(ORDER, "--out", tmp_path) == FOUND_SOMETHING
    assert reports.pdf.INSTALL_PANGO in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["verdict.json"]


@needs_corpus
def test_a_map_of_its_own_replaces_the_files(tmp_path: Path) -> None:
    stated = tmp_path / "stated.yaml"
    stated.write_text("podium: 1\nname: Invoices\nanswers: {consistency: 4}\n")

    assert assess(stated, "--map", CORPUS / "C.1.1.bpmn", "--out", tmp_path, "--no-pdf") == OK
    verdict = json.loads((tmp_path / "verdict.json").read_text())
    assert {a["question"]: a["stated"] for a in verdict["answers"]}["consistency"]


@needs_corpus
@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.glob("*.bpmn")))
def test_every_real_map_gets_a_verdict(name: str, tmp_path: Path) -> None:
    assert assess(CORPUS / name, "--out", tmp_path, "--no-pdf") == OK
    assert json.loads((tmp_path / "verdict.json").read_text())["sentence"]


@needs_corpus
@pytest.mark.parametrize("name", ["C.1.1", "C.4.0", "C.9.2"])
def test_a_real_map_is_printed_with_every_step(name: str, tmp_path: Path) -> None:
    assert assess(CORPUS / f"{name}.bpmn", "--out", tmp_path) == OK

    pages = pypdf.PdfReader(tmp_path / "report.pdf").pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    definition = read(f"{name}.bpmn", (CORPUS / f"{name}.bpmn").read_bytes()).definition
    for step in definition.steps:
        assert "".join(step.name.split()) in text
