"""`podium convert`: a map in another format."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK
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
