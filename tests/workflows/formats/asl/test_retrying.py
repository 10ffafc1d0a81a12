"""Retries there are tries here, less the first."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.definition.model import Failure, Jitter, Retry
from workflows.formats.asl.retrying import retriers_from, retry_of

_ALL: dict[str, Any] = {"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}

_retries = st.builds(
    Retry,
    max_attempts=st.integers(2, 9),
    initial_interval=st.integers(1, 60).map(float),
    backoff=st.sampled_from([1.0, 1.5, 2.0]),
    max_interval=st.integers(61, 900).map(float),
    jitter=st.sampled_from(Jitter),
    non_retryable=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
)


def test_a_retrier_has_the_defaults_of_the_language() -> None:
    retry = retry_of([{"ErrorEquals": ["States.ALL"]}])

    assert (retry.max_attempts, retry.initial_interval, retry.backoff) == (4, 1.0, 2.0)
    assert retry.jitter is Jitter.NONE


def test_max_attempts_counts_the_first_try_as_well() -> None:
    assert retry_of([_ALL]).max_attempts == 3


@pytest.mark.parametrize("retriers", [None, [], "x", [5], [{**_ALL, "MaxAttempts": 0}]])
def test_without_a_retrier_there_is_one_try(retriers: object) -> None:
    assert retry_of(retriers).max_attempts == 1


def test_the_widest_of_several_retriers_counts() -> None:
    lambda_only = {"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 6}

    assert retry_of([lambda_only, _ALL]).max_attempts == 3


def test_errors_with_no_retries_are_never_retried() -> None:
    retry = retry_of([{"ErrorEquals": ["Declined"], "MaxAttempts": 0}, _ALL])

    assert retry.non_retryable == ("Declined",)


def test_the_longest_wait_is_what_the_backoff_comes_to() -> None:
    assert retry_of([{**_ALL, "MaxAttempts": 4, "IntervalSeconds": 3}]).max_interval == 24.0


def test_retriers_that_say_the_rule_stay_as_they_were() -> None:
    original = [{"ErrorEquals": ["A", "B"], "MaxAttempts": 6}, {**_ALL, "BackoffRate": 1}]

    assert retriers_from(retry_of(original), Failure(), original) == original


def test_a_changed_rule_changes_only_the_retrier_it_came_from() -> None:
    original = [{"ErrorEquals": ["A"], "MaxAttempts": 6}, _ALL]

    written = retriers_from(Retry(max_attempts=9, jitter=Jitter.NONE), Failure(), original)

    assert written[0] == original[0]
    assert written[1]["MaxAttempts"] == 8


def test_business_errors_are_not_retried() -> None:
    written = retriers_from(Retry(), Failure(errors=(("declined", 0.1),)), None)

    assert written[0] == {"ErrorEquals": ["declined"], "MaxAttempts": 0}


@settings(max_examples=60)
@given(_retries)
def test_a_rule_in_whole_seconds_comes_back(retry: Retry) -> None:
    back = retry_of(retriers_from(retry, Failure(), None))

    longest = retry.initial_interval * retry.backoff ** (retry.max_attempts - 2)
    assert back.max_interval == min(retry.max_interval, longest)
    assert (back.max_attempts, back.initial_interval, back.backoff, back.jitter) == (
        retry.max_attempts,
        retry.initial_interval,
        retry.backoff,
        retry.jitter,
    )
    assert back.non_retryable == retry.non_retryable
