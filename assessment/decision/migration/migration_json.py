"""The migration path as plain data for ``verdict.json``: fixed order, points to two decimals."""

from __future__ import annotations

from typing import Any

from assessment.decision.migration.parts import Advice, Criterion, MigrationPath, Move, Relay, Wave

__all__ = ["migration_json"]

_POINTS = 2


def migration_json(path: MigrationPath) -> dict[str, Any]:
    """The path; ``flight`` is null and the lists are empty where there is nothing to migrate."""
    flight = path.flight
    return {
        "state": path.state.value,
        "from": path.current,
        "to": path.target.value,
        "sentence": path.sentence,
        "caution": path.caution,
        "criticality": {f.step: round(f.criticality, _POINTS) for f in path.figures},
        "waves": [_wave(wave) for wave in path.waves],
        "in_flight": {"policy": flight.policy, "sentence": flight.sentence} if flight else None,
        "schema_rules": [
            {"title": rule.title, "text": rule.text, "source": rule.source} for rule in path.rules
        ],
        "organisation": [_advice(advice) for advice in path.organisation],
        "assumptions": list(path.assumptions),
    }


def _wave(wave: Wave) -> dict[str, Any]:
    return {
        "number": wave.number,
        "kind": wave.kind.value,
        "title": wave.title,
        "moves": [_move(move) for move in wave.moves],
        "relays": [_relay(relay) for relay in wave.relays],
        "entry": [_criterion(criterion) for criterion in wave.entry],
        "exit": [_criterion(criterion) for criterion in wave.exit],
        "roll_back": wave.roll_back,
        "past_undoing": wave.past_undoing,
        "teams": list(wave.teams),
        "effort": wave.effort.size,
    }


def _move(move: Move) -> dict[str, Any]:
    return {"step": move.step, "from": move.before.value, "to": move.after.value}


def _relay(relay: Relay) -> dict[str, Any]:
    return {
        "kind": relay.kind,
        "source": relay.source,
        "target": relay.target,
        "stays": relay.stays,
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {"text": criterion.text, "source": criterion.source}


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "id": advice.id,
        "text": advice.text,
        "because": advice.because,
        "source": advice.source,
    }
