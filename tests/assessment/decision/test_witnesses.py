"""How far the witnesses agree, in a sentence."""

from __future__ import annotations

import pytest

from assessment.decision.verdict_parts import Witness
from assessment.decision.witnesses import agreement
from workflows.definition.model import OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def said(*models: OrchestrationModel | None) -> tuple[Witness, ...]:
    names = ("matrix", "map", "sandbox")
    return tuple(
        Witness(name=name, says=model, because="It does.")
        for name, model in zip(names, models, strict=True)
    )


@pytest.mark.parametrize(
    ("models", "sentence"),
    [
        ((HYBRID, HYBRID, HYBRID), "All three witnesses say hybrid."),
        ((HYBRID, HYBRID, None), "Both that can tell say hybrid."),
        (
            (HYBRID, HYBRID, CENTRALIZED),
            "The witnesses disagree: the matrix and map say hybrid; the sandbox says centralized.",
        ),
        (
            (HYBRID, CENTRALIZED, None),
            "The witnesses disagree: the matrix says hybrid; the map says centralized.",
        ),
        (
            (HYBRID, None, None),
            "Only one witness can tell so far, and nothing confirms it yet.",
        ),
    ],
)
def test_the_sentence_names_who_says_what(
    models: tuple[OrchestrationModel | None, ...], sentence: str
) -> None:
    assert agreement(said(*models)) == sentence
