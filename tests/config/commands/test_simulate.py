"""`podium simulate`: how cases end under each model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, OK

ORDER = Path(__file__).resolve().parents[3] / "examples" / "online-order.yaml"


def simulate(*options: str) -> int:
    """Run a few cases of the online order."""
    return main(["simulate", str(ORDER), "--cases", "50", *options])


def printed_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What was printed, read as JSON."""
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_prints_a_column_per_model(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate() == OK

    shown = capsys.readouterr().out
    heading = next(line for line in shown.splitlines() if "centralized  " in line)
    assert heading.split() == ["centralized", "choreography", "hybrid"]
    assert "messages a case" in shown
    assert "cases per second" in shown


def test_the_shares_of_a_model_add_up_to_one(capsys: pytest.CaptureFixture[str]) -> None:
    simulate("--json")

    endings = ("completed", "compensated", "inconsistent", "stuck", "dead_lettered", "waiting")
    for model in printed_json(capsys)["models"].values():
        assert sum(model[ending] for ending in endings) == pytest.approx(1)


def test_only_the_models_asked_for_run(capsys: pytest.CaptureFixture[str]) -> None:
    simulate("--models", "hybrid,centralized", "--json")

    assert list(printed_json(capsys)["models"]) == ["hybrid", "centralized"]


def test_the_seed_decides_what_happens(capsys: pytest.CaptureFixture[str]) -> None:
    runs = []
    for seed in ("3", "3", "4"):
        simulate("--seed", seed, "--json")
        found = printed_json(capsys)
        runs.append(found["models"])

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_an_unknown_model_is_named_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--models", "magic") == BAD_INPUT

    assert "'magic' is no model; take some of centralized,choreography,hybrid" in (
        capsys.readouterr().err
    )


def test_no_model_at_all_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--models", ",") == BAD_INPUT
    assert "name at least one model" in capsys.readouterr().err


@pytest.mark.parametrize("cases", ["0", "-4", "1000001", "1000000000"])
def test_too_few_or_too_many_cases_are_refused(
    cases: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(ORDER), "--cases", cases]) == BAD_INPUT
    assert "must be from 1 to 1,000,000" in capsys.readouterr().err
