"""`podium simulate`: the same cases under each model, and how they end, as a table or JSON."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from assessment.decision.boundary import scenario_with_boundary
from config.commands.exits import OK, InputError
from config.commands.files import input_error
from config.commands.inputs import read_input
from reports.figures import count, seconds, share
from workflows.definition.findings import DefinitionError
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import experiment_json
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Scenario

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Run the file's scenario, changed as the options say, and print what came out.

    Raises ``InputError`` where the file or an option cannot be used.
    """
    assessment = read_input(options.file).assessment
    scenario = _scenario(scenario_with_boundary(assessment), options)
    started = time.perf_counter()
    try:
        experiment = run_experiment(assessment.definition, scenario)
    except DefinitionError as error:
        raise input_error(options.file, error) from error
    elapsed = time.perf_counter() - started
    per_second = scenario.cases * len(scenario.models) / elapsed
    if options.json:
        print(json.dumps(_as_json(experiment, per_second), indent=2))
    else:
        print(_as_text(experiment, per_second))
    return OK


def _scenario(given: Scenario, options: argparse.Namespace) -> Scenario:
    return replace(
        given,
        cases=given.cases if options.cases is None else options.cases,
        seed=given.seed if options.seed is None else options.seed,
        models=given.models if options.models is None else _models(options.models),
    )


def _models(text: str) -> tuple[OrchestrationModel, ...]:
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    known = [model.value for model in OrchestrationModel]
    wrong = [
        f"--models: {name!r} is no model; take some of {','.join(known)}"
        for name in names
        if name not in known
    ]
    if wrong or not names:
        raise InputError(*(wrong or ["--models: name at least one model"]))
    return tuple(OrchestrationModel(name) for name in dict.fromkeys(names))


def _as_json(experiment: Experiment, per_second: float) -> dict[str, Any]:
    return {
        **experiment_json(experiment),
        "sentence": experiment.sentence,
        "cases_per_second": round(per_second),
    }


def _as_text(experiment: Experiment, per_second: float) -> str:
    heading = ("", *(outcome.model.value for outcome in experiment.outcomes.values()))
    columns = [_column(outcome) for outcome in experiment.outcomes.values()]
    rows = [heading, *zip(_LABELS, *columns, strict=True)]
    return "\n".join(
        (
            experiment.sentence,
            "",
            *_aligned(rows),
            "",
            f"{experiment.cases:,} cases per model, seed {experiment.seed}; "
            f"{count(round(per_second))} cases per second",
        )
    )


_LABELS = (
    *(verdict.value.replace("_", "-") for verdict in CaseVerdict),
    "p50",
    "p95",
    "p99",
    "messages a case",
    "durable writes a case",
)


def _column(outcome: ModelOutcome) -> tuple[str, ...]:
    cases = max(outcome.cases, 1)
    return (
        *(f"{share(outcome.share(v))} ({outcome.verdicts[v]:,})" for v in CaseVerdict),
        *(seconds(outcome.quantile(q)) for q in (0.5, 0.95, 0.99)),
        f"{outcome.messages / cases:.1f}",
        f"{outcome.durable_writes / cases:.1f}",
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for label, *cells in rows:
        padded = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join((label.ljust(widths[0]), *padded)).rstrip()
