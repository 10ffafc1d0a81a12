"""The suggested split of an over-centralized map."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Assessment
from assessment.decision.findings.split import Split, suggested_split
from tests.assessment.decision.maps import assessed, line, step
from workflows.definition.model import DataFlow, NodeKind, Participant

TEAMS = (
    Participant(id="pay", name="Payment", team="Money"),
    Participant(id="ship", name="Shipping", team="Warehouse"),
    Participant(id="care", name="Care", team="Customers"),
)
THREE_PHASES = [f"{who}{number}" for who in ("pay", "ship", "care") for number in range(5)]


def monolith() -> Assessment:
    """Fifteen steps in a row: five of each of three teams."""
    steps = [step(name, by=name[:-1]) for name in THREE_PHASES]
    return assessed(line(*steps, participants=TEAMS))


def split(assessment: Assessment) -> Split:
    found = suggested_split(assessment)
    assert found
    return found


def test_each_team_gets_its_own_part() -> None:
    found = split(monolith())

    assert [(part.team, part.size, part.owned) for part in found.parts] == [
        ("Money", 5, 5),
        ("Warehouse", 5, 5),
        ("Customers", 5, 5),
    ]


def test_a_part_is_named_by_what_it_begins_and_ends_with() -> None:
    assert split(monolith()).sentence == (
        "3 sub-workflows: Pay0 to pay4 (5 steps), Ship0 to ship4 (5 steps) and "
        "Care0 to care4 (5 steps)."
    )


def test_what_passes_between_the_parts_is_stated() -> None:
    assessment = monolith()
    paid = DataFlow(name="paid", source="pay4", target="ship0")
    definition = replace(assessment.definition, data_flows=(paid,))

    first = split(replace(assessment, definition=definition)).hand_overs[0]

    assert (first.source, first.target) == ("Pay0 to pay4", "Ship0 to ship4")
    assert first.steps == (("“Pay4”", "“Ship0”"),)
    assert first.data == ("paid",)


def test_a_map_of_a_dozen_steps_is_left_whole() -> None:
    assert suggested_split(assessed(line(*(step(f"s{n}") for n in range(12))))) is None


def test_compensations_do_not_count() -> None:
    steps = [step(f"s{n}") for n in range(12)]
    undo = step("undo", kind=NodeKind.COMPENSATION)

    assert suggested_split(assessed(line(*steps, undo))) is None


def test_a_long_row_of_one_team_is_cut_by_its_phases() -> None:
    found = split(assessed(line(*(step(f"s{n:02}") for n in range(20)))))

    assert len(found.parts) >= 2
    assert all(part.size >= 2 for part in found.parts)


def test_steps_that_share_data_stay_together() -> None:
    names = [f"s{n:02}" for n in range(16)]
    shared = [
        DataFlow(name=f"d{n}", source=a, target=b) for n, (a, b) in enumerate(pairwise(names[:8]))
    ]
    definition = replace(line(*map(step, names)), data_flows=tuple(shared))

    parts = split(assessed(definition)).parts

    assert not any({names[7], names[8]} <= set(part.steps) for part in parts)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["pay", "ship", "care"]), min_size=13, max_size=24))
def test_every_step_stands_in_one_part(performers: list[str]) -> None:
    steps = [step(f"s{n:02}", by=who) for n, who in enumerate(performers)]

    found = suggested_split(assessed(line(*steps, participants=TEAMS)))

    if found:
        placed = [name for part in found.parts for name in part.steps]
        assert sorted(placed) == sorted(one.id for one in steps)
        assert len({part.name for part in found.parts}) == len(found.parts)


def test_it_does_not_depend_on_the_order_of_hashes() -> None:
    told = {_sentence_under(seed) for seed in ("1", "2", "3")}

    assert told == {split(monolith()).sentence}


def _sentence_under(hash_seed: str) -> str:
    program = (
        "from tests.assessment.decision.findings.test_split import monolith, split\n"
        "print(split(monolith()).sentence)"
    )
    env = os.environ | {"PYTHONHASHSEED": hash_seed}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env
    )
    return run.stdout.strip()
