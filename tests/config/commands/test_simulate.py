"""`podium simulate`: how cases end under each model."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from config.cli import main
from config.commands.exits import BAD_INPUT, FOUND_SOMETHING, OK
from workflows.engine.drivers.faults import CrashPoint, FaultKind
from workflows.sandbox.fault_notation import FIELDS

ORDER = Path(__file__).resolve().parents[3] / "examples" / "online-order.yaml"

NEWER = """
id: newer
participants: [{id: packer}]
nodes: [{id: start, kind: start}, {id: wrap, participant: packer}, {id: done, kind: end}]
flows: [start -> wrap -> done]
"""


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


def test_json_names_what_each_model_cannot_do_by_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    simulate("--models", "centralized,choreography", "--json")

    gaps = printed_json(capsys)["gaps"]
    assert [gap["code"] for gap in gaps["centralized"]] == ["single-point"]
    assert "nobody-watches" in [gap["code"] for gap in gaps["choreography"]]


def test_the_seed_decides_what_happens(capsys: pytest.CaptureFixture[str]) -> None:
    runs = []
    for seed in ("3", "3", "4"):
        simulate("--seed", seed, "--json")
        found = printed_json(capsys)
        runs.append(found["models"])

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_the_differences_between_models_stand_below_the_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    simulate()

    shown = capsys.readouterr().out
    assert "differences, with 95 % confidence:" in shown
    assert "centralized against choreography: bad endings" in shown


def test_who_knows_whom_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    simulate("--models", "centralized")

    assert "  centralized: 6 times somebody must know somebody else" in capsys.readouterr().out


def test_more_processes_give_the_same_figures(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for processes in ("1", "2"):
        simulate("--processes", processes, "--json")
        found.append(printed_json(capsys))

    assert found[0]["models"] == found[1]["models"]


def test_faults_from_the_command_line_strike(capsys: pytest.CaptureFixture[str]) -> None:
    simulate("--no-faults", "--fault", "message-lost nth=1 case=7", "--json")

    models = printed_json(capsys)["models"]
    assert {name: model["injected"] for name, model in models.items()} == {
        name: {"message-lost": 1} for name in ("centralized", "choreography", "hybrid")
    }


def test_a_case_is_told_event_by_event(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--explain", "7", "--models", "choreography") == OK

    first, *events = capsys.readouterr().out.splitlines()
    assert first.startswith("choreography: ")
    assert events[0] == "  0.000 s: inventory starts the case"


def test_a_case_alone_may_have_any_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--case", "123456", "--json") == OK

    found = printed_json(capsys)
    assert found["case"] == 123_456
    assert list(found["models"]) == ["centralized", "choreography", "hybrid"]


def test_a_new_version_goes_live_while_cases_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    newer = tmp_path / "newer.yaml"
    newer.write_text(NEWER)

    simulate("--new-version", str(newer), "--at", "10m", "--cases-per-hour", "150", "--json")
    for model in printed_json(capsys)["models"].values():
        assert {"wrap", "charge"} <= model["step_latency_s"].keys()


def test_a_new_version_that_is_no_map_is_told_with_its_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gone = tmp_path / "gone.yaml"

    assert simulate("--new-version", str(gone), "--at", "10m") == BAD_INPUT
    assert "gone.yaml: cannot be read" in capsys.readouterr().err


def test_a_crash_sweep_prints_a_strip_per_component(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--sweep", "crash", "--case", "0", "--no-faults") == OK

    shown = capsys.readouterr().out
    assert "centralized, case 0, undisturbed completed: 29 of 29 crashes change nothing" in shown
    assert "  orchestrator after-send: ✓✓✓✓✓✓" in shown


def test_a_crash_sweep_that_finds_something_says_so_by_its_exit_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = simulate(
        *("--sweep", "crash", "--case", "0", "--no-faults", "--models", "choreography"),
        *("--outbox", "off", "--inbox", "on", "--json"),
    )

    (sweep,) = printed_json(capsys)["cases"]
    failed = [one for strip in sweep["strips"] for one in strip["crashes"] if not one["passed"]]
    assert code == FOUND_SOMETHING
    assert {one["verdict"] for one in failed} == {"stuck"}


def test_a_capacity_sweep_names_limit_and_bottleneck(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--sweep", "capacity", "--models", "centralized", "--json") == OK

    (found,) = printed_json(capsys)["models"]
    assert found["holds_per_hour"] < found["breaks_per_hour"] <= found["holds_per_hour"] * 1.02
    assert found["saturated"]


def test_shrinking_prints_a_command_that_replays_the_case(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare = ("--outbox", "off", "--inbox", "off", "--models", "choreography")
    lossy = ("--no-faults", "--fault", "message-lost share=5%", *bare)
    assert simulate(*lossy, "--shrink", "--json") == FOUND_SOMETHING

    (found,) = printed_json(capsys)["counterexamples"]
    _, *replay = shlex.split(found["command"])
    assert main([*replay, "--json"]) == OK
    assert printed_json(capsys)["models"]["choreography"]["verdict"] == found["verdict"]


def test_where_nothing_goes_wrong_shrinking_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("--no-faults", "--outbox", "on", "--inbox", "on", "--shrink") == OK

    assert capsys.readouterr().out == "no case ends inconsistent or stuck\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sweep", "crash", "--shrink"], "--sweep and --shrink: ask for one of them at a time"),
        (["--case", "1", "--explain", "2"], "--explain and --case: ask for one of them at a time"),
        (["--verdict", "stuck"], "--verdict: says what --shrink looks for; add --shrink"),
        (["--processes", "0"], "--processes: must be 1 or more, got 0"),
        (["--explain", "50"], "--explain: must be from 0 to 49, got 50"),
        (["--case", "-1"], "--case: must be from 0 to"),
        (["--watchdog", "5"], "--watchdog: needs a unit, for example 5ms, 5s or 5h; got '5'"),
        (["--fault", "message-lost step=pay"], "the map has no step 'pay'"),
        (["--replications", "0"], "scenario: replications: must be from 1 to 1,000, got 0"),
        (["--warm-up", "50"], "scenario: warm_up: must be from 0 to 49"),
    ],
)
def test_what_cannot_be_asked_is_told_with_the_mend(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulate(*options) == BAD_INPUT

    shown = capsys.readouterr().err
    assert message in shown
    assert "Traceback" not in shown


def test_help_names_every_kind_of_fault_and_every_field(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["simulate", "--help"])

    shown = capsys.readouterr().out
    assert all(kind.value in shown for kind in FaultKind if kind is not FaultKind.NEW_VERSION)
    assert all(f"{field}=" in shown for field in FIELDS)
    assert all(point.value in shown for point in CrashPoint)


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
