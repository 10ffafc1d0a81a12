"""`podium convert`: a map in another format."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK
from tests.workflows.formats.bpmn.sources import bpmn
from workflows.formats.registry import read

MAP = """id: order
name: Order
participants:
  - {id: shop, name: Shop}
nodes:
  - {id: start, kind: start}
  - {id: pay, name: Pay, kind: task, participant: shop}
  - {id: end, kind: end}
flows:
  - {from: start, to: pay}
  - {from: pay, to: end}
"""


@pytest.fixture
def order(tmp_path: Path) -> Path:
    """A small map as YAML."""
    path = tmp_path / "order.yaml"
    path.write_text(MAP)
    return path


def test_yaml_becomes_bpmn_with_the_same_steps(order: Path) -> None:
    out = order.with_suffix(".bpmn")

    assert main(["convert", str(order), str(out)]) == OK
    steps = read(out.name, out.read_bytes()).definition.steps
    assert [step.name for step in steps] == ["Pay"]


def test_there_and_back_loses_nothing(order: Path) -> None:
    there, back = order.with_suffix(".bpmn"), order.with_name("back.yaml")
    main(["convert", str(order), str(there)])
    main(["convert", str(there), str(back)])

    assert read(back.name, back.read_bytes()).definition == (
        read(order.name, order.read_bytes()).definition
    )


def test_an_unknown_ending_lists_the_known_ones(
    order: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(order), str(order.with_suffix(".docx"))]) == BAD_INPUT
    assert ".bpmn" in capsys.readouterr().err


def test_a_folder_as_target_is_refused(
    order: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "maps.bpmn"
    folder.mkdir()

    assert main(["convert", str(order), str(folder)]) == BAD_INPUT
    assert "is a directory" in capsys.readouterr().err


def test_what_cannot_be_read_leaves_no_file(order: Path, tmp_path: Path) -> None:
    order.write_text("nonsense")

    assert main(["convert", str(order), str(tmp_path / "out.bpmn")]) == BAD_INPUT
    assert not (tmp_path / "out.bpmn").exists()


def test_the_format_may_be_named(order: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = order.with_name("order.txt")

    assert main(["convert", str(order), str(out), "--to", "json"]) == OK
    assert read("json", out.read_bytes()).definition == (
        read(order.name, order.read_bytes()).definition
    )


def test_a_name_that_no_format_has_lists_those_that_are_written(
    order: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(order), "out.bpmn", "--to", "visio"]) == BAD_INPUT
    assert "--to visio: written are yaml, json, bpmn" in capsys.readouterr().err


def test_a_check_tells_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "call.bpmn"
    source.write_bytes(bpmn('<callActivity id="a" name="Ship"/>'))

    assert main(["convert", str(source), "--to", "yaml", "--check"]) == OK
    assert capsys.readouterr().out.startswith(f"{source}: low: a: callActivity 'Ship'")
    assert list(tmp_path.iterdir()) == [source]


def test_a_check_without_losses_says_so(order: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(order), "out.bpmn", "--check"]) == OK
    assert capsys.readouterr().out == "nothing is lost\n"


def test_losses_come_with_their_severity(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "call.bpmn"
    source.write_bytes(bpmn('<callActivity id="a" name="Ship"/>'))

    main(["convert", str(source), str(tmp_path / "call.yaml")])

    assert capsys.readouterr().err.startswith(f"{source}: low: a: ")


def test_a_file_to_change_keeps_its_comments(order: Path, tmp_path: Path) -> None:
    there, own = tmp_path / "order.bpmn", tmp_path / "own.yaml"
    main(["convert", str(order), str(there)])
    own.write_text("# ours\n" + MAP.replace("name: Pay,", "name: Charge,"))

    assert main(["convert", str(there), str(own), "--onto", str(own)]) == OK
    assert own.read_text() == "# ours\n" + MAP


def test_formats_are_listed_with_what_they_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--formats"]) == OK
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["yaml", "Podium", "YAML", ".yaml", ".yml", "yes", "yes"] in [line[:7] for line in lines]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "IN is missing"),
        (["in.yaml"], "OUT is missing"),
        (["in.yaml", "--check"], "OUT and --to are missing"),
    ],
)
def test_what_is_missing_is_told(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", *arguments]) == BAD_INPUT
    assert told in capsys.readouterr().err


def test_an_assessment_is_told_apart_from_a_map(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "order.yaml"
    path.write_text("name: Order\nmap: order.bpmn\n")

    assert main(["convert", str(path), str(tmp_path / "out.bpmn")]) == BAD_INPUT
    assert "is an assessment; convert its map" in capsys.readouterr().err
