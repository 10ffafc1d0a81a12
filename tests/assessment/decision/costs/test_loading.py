"""Reading costs.toml: what is wrong is said with its place."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from assessment.decision.costs.loading import load_costs, read_costs
from assessment.decision.toml_table import KnowledgeError

SHIPPED = files("assessment.knowledge").joinpath("costs.toml").read_text("utf-8")


def read(folder: Path, text: str) -> None:
    (folder / "costs.toml").write_text(text, "utf-8")
    read_costs(folder)


def test_what_ships_can_be_read() -> None:
    knowledge = load_costs()

    assert {one.group for one in knowledge.inputs} == {group.id for group in knowledge.groups}
    assert {"EUR", "USD", "GBP", "CHF"} <= set(knowledge.currency_by_code)


def test_every_input_has_a_reason() -> None:
    assert all(one.reason and one.help for one in load_costs().inputs)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("default = [0.5, 2, 10]", "default = [2, 0.5, 10]", "must be three rising numbers"),
        ("default = [0.5, 2, 10]", "default = [0.5, 2]", "must be three rising numbers"),
        ("default = [0.5, 2, 10]", "default = [0.5, 2, nan]", "must be between"),
        ("default = [0.6, 0.8, 1.0]", "default = [0.6, 0.8, 1.1]", "out of bounds"),
        ('group = "volume"', 'group = "volumes"', "there is no group 'volumes'"),
        ('source = "guide.discovery"', 'source = "guide.disco"', "there is no source"),
        ('money = "usd"', 'money = "gold"', "money must be project or usd"),
        ('id = "cases-now"', 'id = "cases-expected"', "stands twice"),
        ('version = "1"', 'version = "1"\nspare = 1', "unknown key 'spare'"),
        (", hybrid = [6, 10, 16] }", " }", "for each of the three models"),
    ],
)
def test_a_fault_is_said_with_its_place(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    with pytest.raises(KnowledgeError, match=message) as caught:
        read(tmp_path, SHIPPED.replace(before, after, 1))

    assert str(caught.value).startswith("costs.toml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"costs\.toml: is missing"):
        read_costs(tmp_path)


def test_broken_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"costs\.toml"):
        read(tmp_path, "version = ")
