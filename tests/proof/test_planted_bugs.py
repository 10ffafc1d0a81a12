"""The invariants see every bug that is planted on purpose, and nothing where there is none."""

from __future__ import annotations

import pytest

from tests.proof.invariants import INVARIANTS, violations
from tests.proof.planted import delivery, tokens, work
from tests.proof.planted.bug import Bug
from tests.proof.planted.worlds import WORLDS

BUGS = (*delivery.BUGS, *tokens.BUGS, *work.BUGS)
RULES = {rule.name: rule for rule in INVARIANTS}


@pytest.mark.parametrize("world", WORLDS)
def test_without_a_bug_nothing_is_found(world: str) -> None:
    assert [f"{rule.name}: {text}" for rule, text in violations(WORLDS[world]())] == []


@pytest.mark.parametrize("bug", BUGS, ids=str)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    bug.apply(monkeypatch)

    assert next(RULES[bug.caught_by].broken(WORLDS[bug.world]()), ""), bug.breaks


def test_there_are_at_least_twenty_bugs_of_different_names() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 20
