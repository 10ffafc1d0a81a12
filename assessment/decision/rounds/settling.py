"""Which fact would settle a question that people answer differently."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.evidence.measures import MEASURES
from assessment.decision.knowledge import Knowledge, Rule
from workflows.sandbox.outcome import Experiment

__all__ = ["SettlingFact", "settling_fact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingFact:
    """``fact`` is the key of where it is stated, ``text`` what is known, ``why`` what the rule
    behind it believes, ``state`` one of ``missing``, ``assumed`` and ``known``."""

    fact: str
    text: str
    why: str
    state: str


def settling_fact(
    question: str, assessment: Assessment, experiment: Experiment | None, *, knowledge: Knowledge
) -> SettlingFact | None:
    """The fact that leaves most open: a missing one before an assumed one before a known one; of
    the missing and assumed that with the largest doubt, of the known that with the largest pull.
    None where no rule speaks to the question."""
    found = [
        _weighed(rule, assessment, experiment)
        for rule in knowledge.rules
        if rule.question == question
    ]
    known = [one for one in found if one is not None]
    return max(known, key=lambda one: one[0])[1] if known else None


def _weighed(
    rule: Rule, assessment: Assessment, experiment: Experiment | None
) -> tuple[tuple[int, float], SettlingFact] | None:
    measure = MEASURES[rule.measure](assessment, experiment)
    if measure is None:
        return None
    text = measure.text[:1].upper() + measure.text[1:]

    def fact(state: str) -> SettlingFact:
        return SettlingFact(fact=measure.fact, text=text, why=rule.why, state=state)

    if measure.value is None:
        return (2, rule.doubt), fact("missing")
    if measure.assumed:
        return (1, rule.doubt), fact("assumed")
    return (0, abs(rule.pull(measure.value))), fact("known")
