"""The list prices: their data, and what a month's use costs by them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.toml_table import KnowledgeError
from assessment.decision.tools.prices import (
    MACHINES,
    Driver,
    Unit,
    charge,
    load_prices,
    read_prices,
)

KNOWLEDGE = Path("assessment/knowledge")
FILES = ("tool_sources.toml", "prices.toml")
MILLION = 1_000_000.0


def test_a_million_transitions_cost_25_dollars_beyond_the_free_4_000() -> None:
    prices = load_prices().of("step-functions-standard")

    assert charge(prices, {Driver.STEP: MILLION}) == pytest.approx(25 * (MILLION - 4_000) / MILLION)


def test_free_units_cost_nothing() -> None:
    assert charge(load_prices().of("event-grid"), {Driver.MESSAGE: 50_000}) == 0


def test_tiers_apply_to_what_lies_between_them() -> None:
    """Temporal's own example: 11.25 million beyond the plan cost 525 dollars."""
    actions = [p for p in load_prices().of("temporal-cloud") if p.item == "actions"]

    assert charge(actions, {Driver.CASE: 13.75 * MILLION}) == pytest.approx(525)


def test_a_month_without_use_costs_the_base_charge() -> None:
    assert charge(load_prices().of("service-bus"), {Driver.MONTH: 1}) == pytest.approx(9.81)


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.sampled_from(Driver))
@settings(max_examples=50, deadline=None)
def test_more_use_never_costs_less(some: float, more: float, driver: Driver) -> None:
    for tool in {price.tool for price in load_prices().prices}:
        prices = load_prices().of(tool)

        assert charge(prices, {driver: some + more}) >= charge(prices, {driver: some}) - 1e-6


def test_every_price_has_a_source_with_address_and_date() -> None:
    for price in load_prices().prices:
        assert price.source.url.startswith("https://")
        assert price.dated.year >= 2025


def test_tiers_of_an_item_stand_together_and_rise() -> None:
    for before, after in pairwise(load_prices().prices):
        if (before.tool, before.item) == (after.tool, after.item):
            assert before.start < after.start
            assert before.counts == after.counts
    names = [(price.tool, price.item) for price in load_prices().prices]
    firsts = [name for name, before in zip(names, [None, *names], strict=False) if name != before]
    assert len(firsts) == len(set(firsts))


def test_an_unconfirmed_price_says_why() -> None:
    assert all(price.note for price in load_prices().prices if price.confirmed == "no")


def test_machines_have_a_price_for_what_a_footprint_needs() -> None:
    units = {price.unit for price in load_prices().of(MACHINES)}

    assert {Unit.VCPU_HOUR, Unit.GB_MONTH, Unit.GB_TRANSFERRED} <= units


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('unit = "event"', 'unit = "evnt"', "unit must be one of"),
        ('source = "sqs-price"', 'source = "nobody"', "there is no source 'nobody'"),
        ("amount = 25.0", "amount = nan", "amount must be between"),
        ('currency = "USD"', 'currency = "dollars"', "currency must be three capitals"),
        ("counts = { case = 1 }", "counts = { order = 1 }", "counts: 'order' is not a valid"),
        ("free = 4_000", "fre = 4_000", "did you mean 'free'"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    _copy(tmp_path, old, new)

    with pytest.raises(KnowledgeError, match=rf"prices\.toml: price \d+: .*{message}"):
        read_prices(tmp_path)


def _copy(folder: Path, old: str, new: str) -> None:
    sources, prices = ((KNOWLEDGE / name).read_text("utf-8") for name in FILES)
    (folder / FILES[0]).write_text(sources, "utf-8")
    (folder / FILES[1]).write_text(prices.replace(old, new, 1), "utf-8")
