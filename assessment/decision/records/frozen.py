"""What a milestone freezes beside the assessment file, as plain JSON data and back; and whether
today's Podium still says what was frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assessment.decision.phrases import count, listed
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import Experiment, ModelOutcome

__all__ = ["experiment_data", "experiment_from", "verdict_differences"]

_POINTS = 0.005


def experiment_data(experiment: Experiment | None) -> dict[str, Any] | None:
    """The experiment as JSON data that ``experiment_from`` reads back without loss."""
    if experiment is None:
        return None
    return {
        "seed": experiment.seed,
        "cases": experiment.cases,
        "sentence": experiment.sentence,
        "replications": experiment.replications,
        "outcomes": {model.value: one.as_json() for model, one in experiment.outcomes.items()},
    }


def experiment_from(data: Mapping[str, Any] | None) -> Experiment | None:
    """The experiment that ``experiment_data`` wrote."""
    if data is None:
        return None
    return Experiment(
        seed=data["seed"],
        cases=data["cases"],
        sentence=data["sentence"],
        replications=data["replications"],
        outcomes={
            OrchestrationModel(model): ModelOutcome.from_json(outcome)
            for model, outcome in data["outcomes"].items()
        },
    )


def verdict_differences(frozen: Mapping[str, Any], today: Mapping[str, Any]) -> tuple[str, ...]:
    """What two verdicts, each as ``verdict.json`` says it, say differently, in words; empty where
    they reach the same. Versions and wording alone are no difference."""
    return tuple(_differences(frozen, today))


def _differences(frozen: Mapping[str, Any], today: Mapping[str, Any]) -> Iterator[str]:
    if frozen["recommended"] != today["recommended"]:
        yield f"It recommended {frozen['recommended']} and now recommends {today['recommended']}."
    for model, before in frozen["scores"].items():
        after = today["scores"].get(model, 0.0)
        if abs(after - before) > _POINTS:
            yield f"The score of {model} was {before:.2f} and is {after:.2f}."
    yield from _answer_differences(frozen["answers"], today["answers"])
    yield from _boundary_differences(frozen["boundary"], today["boundary"])
    yield from _finding_differences(frozen["findings"], today["findings"])
    if frozen["close_call"] != today["close_call"]:
        yield "It is a close call now." if today["close_call"] else "It is no close call any more."


def _answer_differences(frozen: list[dict[str, Any]], today: list[dict[str, Any]]) -> Iterator[str]:
    now = {answer["question"]: answer for answer in today}
    for before in frozen:
        after = now.get(before["question"], before)
        for key, word in (("answer", "answer"), ("suggested", "suggested answer")):
            if before[key] != after[key]:
                what = f"The {word} to {before['question']}"
                yield f"{what} was {before[key]} and is {after[key]}."


def _boundary_differences(frozen: Mapping[str, str], today: Mapping[str, str]) -> Iterator[str]:
    moved = [step for step, side in today.items() if frozen.get(step) != side]
    if moved:
        yield f"{count(len(moved), 'step')} changed sides: {listed(moved)}."


def _finding_differences(
    frozen: list[dict[str, Any]], today: list[dict[str, Any]]
) -> Iterator[str]:
    before, after = _places(frozen), _places(today)
    if come := sorted(after - before):
        yield f"{count(len(come), 'finding')} more: {listed([code for code, _ in come])}."
    if gone := sorted(before - after):
        yield f"{count(len(gone), 'finding')} fewer: {listed([code for code, _ in gone])}."


def _places(findings: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(finding["code"], finding["where"]) for finding in findings}
