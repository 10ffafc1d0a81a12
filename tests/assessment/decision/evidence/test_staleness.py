"""What has changed behind an answer since it was given."""

from __future__ import annotations

from assessment.decision.assessment import Answer, SeenFacts
from assessment.decision.evidence.staleness import (
    FactChange,
    seen_facts,
    seen_token,
    staleness,
)
from assessment.decision.verdict_parts import Evidence, Suggestion

FOUR_OF_SEVEN = "4 of 7 steps need immediate consistency"
FIVE_OF_EIGHT = "5 of 8 steps need immediate consistency"


def fact(text: str, *, key: str = "immediate-share", pull: float = 1.0, of: str = "") -> Evidence:
    return Evidence(text=text, fact=of or "matrix.consistency", pull=pull, key=key)


def suggestion(value: int, *evidence: Evidence) -> Suggestion:
    return Suggestion(question="consistency", value=value, low=value, high=value, evidence=evidence)


def answer(seen: SeenFacts | None) -> Answer:
    return Answer(question="consistency", value=3, seen=seen)


def test_what_stays_the_same_is_not_stale() -> None:
    now = suggestion(3, fact(FOUR_OF_SEVEN))

    assert staleness(answer(seen_facts(now)), now) is None


def test_a_changed_fact_says_what_it_was_and_what_it_is() -> None:
    seen = seen_facts(suggestion(3, fact(FOUR_OF_SEVEN)))

    found = staleness(answer(seen), suggestion(4, fact(FIVE_OF_EIGHT)))

    assert found
    assert found.sentence == (
        "4 of 7 steps need immediate consistency, now 5 of 8; the suggestion moved from 3 to 4"
    )


def test_a_changed_fact_marks_the_answer_although_the_suggestion_stays() -> None:
    seen = seen_facts(suggestion(3, fact(FOUR_OF_SEVEN)))

    found = staleness(answer(seen), suggestion(3, fact(FIVE_OF_EIGHT)))

    assert found
    assert not found.moved
    assert found.sentence.endswith("the suggestion is still 3")


def test_a_fact_that_is_gone_says_so() -> None:
    seen = seen_facts(suggestion(3, fact(FOUR_OF_SEVEN)))

    found = staleness(answer(seen), suggestion(3))

    assert found
    assert found.changes == (FactChange(key="immediate-share", before=FOUR_OF_SEVEN, after=""),)
    assert found.changes[0].text == f"Gone: {FOUR_OF_SEVEN}"


def test_a_new_fact_counts_where_it_pulls() -> None:
    seen = seen_facts(suggestion(3))

    found = staleness(answer(seen), suggestion(3, fact("A duty", key="duties", pull=0.5)))

    assert found
    assert found.changes[0].text == "New: A duty"


def test_a_new_fact_that_pulls_nothing_is_no_news() -> None:
    seen = seen_facts(suggestion(3))

    assert staleness(answer(seen), suggestion(3, fact("A duty", pull=0.0))) is None


def test_another_run_that_pulls_nothing_is_no_news() -> None:
    before = suggestion(3, fact("1 of 100 cases", pull=0.0, of="experiment"))
    after = suggestion(3, fact("2 of 100 cases", pull=0.0, of="experiment"))

    assert staleness(answer(seen_facts(before)), after) is None


def test_a_moved_suggestion_is_stale_without_any_changed_fact() -> None:
    seen = seen_facts(suggestion(3, fact(FOUR_OF_SEVEN)))

    found = staleness(answer(seen), suggestion(4, fact(FOUR_OF_SEVEN, pull=1.6)))

    assert found
    assert found.sentence == "the suggestion moved from 3 to 4"


def test_nobody_noted_what_was_seen() -> None:
    assert staleness(answer(None), suggestion(3)) is None
    assert staleness(None, suggestion(3)) is None


def test_facts_with_little_in_common_are_told_in_full() -> None:
    change = FactChange(key="sight", before="Nothing observes it", after="2 of 6 kinds in place")

    assert change.text == "Nothing observes it, now 2 of 6 kinds in place"


def test_the_token_differs_with_the_facts_and_with_the_suggestion() -> None:
    tokens = {
        seen_token(suggestion(3, fact(FOUR_OF_SEVEN))),
        seen_token(suggestion(3, fact(FIVE_OF_EIGHT))),
        seen_token(suggestion(4, fact(FIVE_OF_EIGHT))),
    }

    assert len(tokens) == 3
