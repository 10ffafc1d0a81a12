"""Any condition that the language can say, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from workflows.definition.conditions.condition import Condition
from workflows.definition.conditions.tree import (
    BINDING,
    COMPARISONS,
    Binary,
    Literal,
    Membership,
    Name,
    Tree,
    Unary,
    Value,
)

__all__ = ["NAMES", "conditions", "sound_conditions", "values"]

NAMES = ("total", "order.region", "paid", "größe")

_SCALARS: st.SearchStrategy[Value] = st.one_of(
    st.floats(0, 1e6, allow_nan=False).map(abs), st.booleans(), st.text(max_size=4)
)
_LEAVES: st.SearchStrategy[Tree] = st.one_of(
    _SCALARS.map(Literal), st.sampled_from(NAMES).map(Name)
)
_SIGNS = st.sampled_from([sign for sign in BINDING if sign != "in"])


def _grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.builds(Unary, st.sampled_from(["not", "-"]), inner),
        st.builds(Binary, _SIGNS, inner, inner),
        st.builds(Membership, inner, st.lists(inner, min_size=1, max_size=2).map(tuple)),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(_LEAVES, _grown, max_leaves=8).map(
    Condition
)
_SUMS: st.SearchStrategy[Tree] = st.recursive(
    st.one_of(st.integers(0, 9).map(float).map(Literal), st.sampled_from(NAMES).map(Name)),
    lambda inner: st.builds(Binary, st.sampled_from(["+", "-", "*"]), inner, inner),
    max_leaves=3,
)
_TESTS: st.SearchStrategy[Tree] = st.builds(Binary, st.sampled_from(COMPARISONS), _SUMS, _SUMS)
sound_conditions: st.SearchStrategy[Condition] = st.recursive(
    _TESTS,
    lambda inner: st.one_of(
        st.builds(Unary, st.just("not"), inner),
        st.builds(Binary, st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=4,
).map(Condition)
"""Conditions over numbers that mean something in a map whose variables are all numbers."""

values = st.dictionaries(st.sampled_from(NAMES), _SCALARS)
