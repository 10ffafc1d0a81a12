"""`--knowledge`: an organisation's own table and wording on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK
from tests.assessment.milestones import shipped

ROOT = Path(__file__).resolve().parents[3]
ORDER = ROOT / "examples" / "online-order.yaml"
OWN = shipped().replace("centralized = ", "centralized = 1 #")


def assess(out: Path, *arguments: str | Path) -> int:
    return main(["assess", str(ORDER), "--no-pdf", "--out", str(out), *map(str, arguments)])


def scores(out: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads((out / "verdict.json").read_text())["scores"]
    return found


def test_a_table_replaces_the_shipped(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(OWN)

    assert assess(tmp_path, "--knowledge", tmp_path / "acme.toml") == OK
    assert scores(tmp_path)["centralized"] == 1.0


def test_a_folder_may_hold_both_files(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "suitability.toml").write_text(OWN)
    (folder / "questions.toml").write_text(shipped("questions.toml"))

    assert assess(tmp_path, "--knowledge", folder) == OK
    assert scores(tmp_path)["centralized"] == 1.0


def test_every_wrong_row_gets_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "acme.toml").write_text(OWN.replace("hybrid = 60", "hybrid = 600"))

    assert assess(tmp_path, "--knowledge", tmp_path / "acme.toml") == BAD_INPUT
    said = capsys.readouterr().err.splitlines()
    assert len(said) > 1
    assert all("hybrid must be between 0 and 100, got 600" in line for line in said)


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none").mkdir()

    assert assess(tmp_path, "--knowledge", tmp_path / "none") == BAD_INPUT
    assert "holds neither suitability.toml nor questions.toml" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assess(tmp_path, "--knowledge", tmp_path / "gone.toml") == BAD_INPUT
    assert "cannot be read" in capsys.readouterr().err
