"""When a wave begins and ends."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.assessment import Context
from assessment.decision.migration import MigrationPath, migration_path
from assessment.decision.migration.parts import Wave
from tests.assessment.decision.maps import assessed, order, ran
from tests.assessment.decision.migration.paths import judged
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment


def test_three_thousand_good_cases_end_a_wave() -> None:
    assert "3,000 cases" in _exit(_path().moving_waves[0])


def test_so_many_cases_take_so_many_hours_at_todays_volume() -> None:
    path = _path(cases_now=100.0)

    assert "30 h at 100 an hour" in _exit(path.moving_waves[0])


def test_the_sla_and_what_the_sandbox_showed_stand_side_by_side() -> None:
    path = _path(ran(latency_ms={OrchestrationModel.HYBRID: 4000}), sla=600.0)

    assert "keep the SLA of 10m; the sandbox showed 4s" in _exit(path.moving_waves[0])


def test_without_an_sla_nothing_may_get_slower() -> None:
    assert "no longer than today's" in _exit(_path().moving_waves[0])


def test_a_bad_experiment_must_be_mended_before_the_first_wave() -> None:
    bad = ran({OrchestrationModel.HYBRID: {CaseVerdict.STUCK: 7}})

    assert "the last one showed 7 of 100" in _exit(_path(bad).waves[0])


def test_without_an_experiment_one_is_asked_for() -> None:
    assert "An experiment shows fewer than 0.1%" in _exit(_path().waves[0])


def test_a_good_experiment_asks_for_no_other() -> None:
    assert "xperiment" not in _exit(_path(ran()).waves[0])


def test_open_findings_of_high_severity_hold_a_wave_back() -> None:
    finding = Finding(code="x", severity=Severity.HIGH, where="notify", message="It is open.")
    assessment = assessed(order(), context=Context(current_model="centralized"))
    verdict = replace(judged(assessment, "hybrid"), findings=(finding,))

    waves = migration_path(assessment, verdict).moving_waves

    held = [wave for wave in waves if "high severity is open at “Notify”" in _entry(wave)]
    assert [move.step for move in held[0].moves] == ["notify"]


def test_each_wave_waits_for_the_one_before() -> None:
    entries = [_entry(wave) for wave in _path(current="manual").waves[1:]]

    assert "The preparation has ended." in entries[0]
    assert all(f"Wave {n} has ended." in e for n, e in enumerate(entries[1:], start=1))


def test_a_process_that_does_not_run_is_tried_with_made_up_cases() -> None:
    path = _path(current="none")

    assert "made-up cases" in _exit(path.moving_waves[0])
    assert "3,000 cases have taken the new way" in _exit(path.waves[-1])


def test_every_criterion_names_its_source() -> None:
    waves = _path().waves

    assert all(c.source for wave in waves for c in (*wave.entry, *wave.exit))


def _path(
    experiment: Experiment | None = None,
    *,
    current: str = "centralized",
    sla: float | None = None,
    cases_now: float | None = None,
) -> MigrationPath:
    context = Context(current_model=current, cases_now=cases_now)
    assessment = assessed(order(sla=sla), context=context)
    return migration_path(assessment, judged(assessment, "hybrid"), experiment)


def _exit(wave: Wave) -> str:
    return " ".join(criterion.text for criterion in wave.exit)


def _entry(wave: Wave) -> str:
    return " ".join(criterion.text for criterion in wave.entry)
