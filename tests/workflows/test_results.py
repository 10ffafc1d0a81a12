"""workflows/results.py"""

from __future__ import annotations

from collections import Counter

import pytest

from workflows.definition.model import OrchestrationModel
from workflows.results import BAR_WIDTH, ending_rows, model_rows, samples
from workflows.sandbox.outcome import CaseSample, CaseVerdict, Experiment, ModelOutcome

CENTRALIZED, CHOREOGRAPHY, _ = OrchestrationModel


def _outcome(model: OrchestrationModel = CENTRALIZED, /, **verdicts: int) -> ModelOutcome:
    counts = Counter({CaseVerdict(name): cases for name, cases in verdicts.items()})
    return ModelOutcome(
        model=model,
        cases=counts.total(),
        verdicts=counts,
        latency_ms=Counter({2_100: verdicts.get("completed", 0)}),
        messages=14 * counts.total(),
    )


def _result(*outcomes: ModelOutcome) -> Experiment:
    return Experiment(
        seed=7,
        cases=outcomes[0].cases,
        outcomes={outcome.model: outcome for outcome in outcomes},
        sentence="",
    )


def test_a_row_holds_the_figures_with_their_units() -> None:
    (row,) = model_rows(_result(_outcome(completed=96, stuck=4)))

    assert (row.completed.share, row.completed.count) == ("96\u00a0%", "96")
    assert (row.p50, row.messages) == ("2.10\u00a0s", "14")


@pytest.mark.parametrize(
    "verdicts",
    [
        {"completed": 10_000},
        {"completed": 9_999, "inconsistent": 1},
        {"completed": 1, "stuck": 1, "waiting": 1},
    ],
)
def test_the_pieces_of_a_bar_fill_it_side_by_side(verdicts: dict[str, int]) -> None:
    (row,) = model_rows(_result(_outcome(**verdicts)))

    ends = [bar.x + bar.width for bar in row.bars]
    assert [bar.x for bar in row.bars] == pytest.approx([0, *ends[:-1]], abs=0.2)
    assert ends[-1] == pytest.approx(BAR_WIDTH, abs=0.2)


def test_one_case_in_ten_thousand_can_be_seen() -> None:
    (row,) = model_rows(_result(_outcome(completed=9_999, inconsistent=1)))

    assert row.bars[-1].width >= 4


def test_a_bar_is_told_in_words() -> None:
    (row,) = model_rows(_result(_outcome(completed=3, dead_lettered=1)))

    assert row.in_words == "75\u00a0% completed, 25\u00a0% dead-lettered"


def test_only_bad_endings_that_happened_are_marked() -> None:
    (row,) = model_rows(_result(_outcome(completed=3, stuck=1)))

    assert (row.stuck.is_bad, row.inconsistent.is_bad, row.completed.is_bad) == (True, False, False)


def test_the_table_of_endings_has_a_row_a_verdict_and_a_column_a_model() -> None:
    rows = model_rows(_result(_outcome(completed=2), _outcome(CHOREOGRAPHY, stuck=2)))

    table = {row.name: [ending.cases for ending in row.endings] for row in ending_rows(rows)}

    assert table["completed"] == [2, 0]
    assert table["stuck"] == [0, 2]
    assert len(table) == len(CaseVerdict)


def test_the_worst_cases_come_first() -> None:
    outcome = _outcome(stuck=1, inconsistent=1)
    outcome.samples = tuple(
        CaseSample(case=number, verdict=verdict, what="", because=())
        for number, verdict in enumerate([CaseVerdict.STUCK, CaseVerdict.INCONSISTENT])
    )

    assert [one.verdict for one in samples(_result(outcome))] == ["inconsistent", "stuck"]
