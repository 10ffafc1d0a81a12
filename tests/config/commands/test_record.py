"""`podium record`: decision records beside each other in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK

ROOT = Path(__file__).resolve().parents[3]
ORDER = ROOT / "examples" / "online-order.yaml"


def record(*arguments: str | Path) -> int:
    """Run the command with a fixed date."""
    return main(["record", str(ORDER), *map(str, arguments), "--date", "2026-11-23"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_writes_the_next_number_and_prints_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record("--out", tmp_path / "adr", "--author", "Olive") == OK

    (name,) = names(tmp_path / "adr")
    assert name.startswith("0001-")
    assert capsys.readouterr().out.strip() == str(tmp_path / "adr" / name)
    assert 'decision-makers: ["Olive"]' in (tmp_path / "adr" / name).read_text("utf-8")


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for run in ("one", "two"):
        record("--out", tmp_path / run)

    first, second = (next((tmp_path / run).iterdir()).read_bytes() for run in ("one", "two"))
    assert first == second


def test_an_accepted_one_marks_the_one_it_supersedes(tmp_path: Path) -> None:
    record("--out", tmp_path, "--title", "First", "--status", "accepted")

    record("--out", tmp_path, "--title", "Second", "--status", "accepted", "--supersedes", "1")

    old, new = (path.read_text("utf-8") for path in sorted(tmp_path.iterdir()))
    assert 'status: "superseded by 0002-second.md"' in old
    assert "Superseded by [Second](0002-second.md)" in old
    assert "Supersedes [First](0001-first.md)" in new


def test_a_proposed_one_leaves_the_other_as_it_is(tmp_path: Path) -> None:
    record("--out", tmp_path, "--title", "First", "--status", "accepted")
    before = (tmp_path / "0001-first.md").read_bytes()

    record("--out", tmp_path, "--title", "Second", "--supersedes", "1")

    assert (tmp_path / "0001-first.md").read_bytes() == before


def test_a_taken_number_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record("--out", tmp_path, "--title", "First")

    assert record("--out", tmp_path, "--number", "1") == BAD_INPUT
    assert "is there already, and records stay; use --number 2" in capsys.readouterr().err


def test_superseding_what_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record("--out", tmp_path, "--supersedes", "4") == BAD_INPUT
    assert "has no record 4 to supersede; there are: none" in capsys.readouterr().err


def test_a_record_without_a_status_cannot_be_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "0001-notes.md").write_text("# Notes\n")

    assert record("--out", tmp_path, "--supersedes", "1", "--status", "accepted") == BAD_INPUT
    assert "has no front matter with a status" in capsys.readouterr().err
    assert names(tmp_path) == ["0001-notes.md"]


def test_what_is_superseded_already_is_not_superseded_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = ("--out", tmp_path, "--status", "accepted")
    record(*accepted, "--title", "First")
    record(*accepted, "--title", "Second", "--supersedes", "1")

    assert record(*accepted, "--title", "Third", "--supersedes", "1") == BAD_INPUT
    assert "another record took its place already" in capsys.readouterr().err
    assert names(tmp_path) == ["0001-first.md", "0002-second.md"]


def test_a_review_after_a_year_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record("--out", tmp_path, "--review", "2028-01-01") == BAD_INPUT
    assert "--review: Look at it again within a year" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "10000", "x", "-1"])
def test_a_number_has_four_digits_at_most(tmp_path: Path, number: str) -> None:
    with pytest.raises(SystemExit) as ended:
        record("--out", tmp_path, f"--number={number}")

    assert ended.value.code == BAD_INPUT
