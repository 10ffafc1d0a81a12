"""Two standings side by side: what changed, and how the lead moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Assessment, Context, EventExperience, KnowledgeSet
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.records.change import Group
from assessment.decision.records.comparison import Comparison, Standing, compare
from tests.assessment.decision.maps import answered, assessed, order, ran, step
from tests.assessment.milestones import shipped
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment

OWN = KnowledgeSet(name="Acme", suitability=shipped().replace("hybrid = 90", "hybrid = 5"))


def standing(
    assessment: Assessment, experiment: Experiment | None = None, **more: object
) -> Standing:
    made = Standing(
        label="then",
        assessment=assessment,
        knowledge=knowledge_in(assessment.knowledge),
        software="0.1.0",
        experiment=experiment,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def compared(before: Assessment, after: Assessment) -> Comparison:
    return compare(standing(before), replace(standing(after), label="now"))


def test_the_same_standing_has_not_changed() -> None:
    found = compared(assessed(), assessed())

    assert (found.changes, found.moves) == ((), ())
    assert found.sentence.startswith("Nothing changed: ")


def test_an_answer_moves_the_lead_by_what_it_adds() -> None:
    before = assessed(answers=answered(3, 3, 3, 3, 3))
    after = assessed(answers=answered(5, 3, 3, 3, 3))

    found = compared(before, after)

    assert [move.group for move in found.moves] == [Group.ANSWERS]
    assert found.changes[0].what == "Consistency"
    assert (found.changes[0].before, found.changes[0].after) == ("3 of 5", "5 of 5")


def test_groups_are_applied_in_the_stated_order() -> None:
    context = Context(event_experience=EventExperience.EVERYDAY, cases_now=50.0)
    before = assessed(answers=answered(3, 3, 3, 3, 3))
    after = assessed(
        context=context,
        answers=answered(2, 4, 4, 3, 3),
        weights={"consistency": 60.0, "scale": 40.0},
        knowledge=OWN,
    )

    found = compared(before, after)

    groups = [move.group for move in found.moves]
    assert groups == [Group.FACTS, Group.ANSWERS, Group.WEIGHTS, Group.KNOWLEDGE]


values = st.integers(1, 5)
standings = st.builds(
    lambda answers, weight, experience, own: assessed(
        answers=answered(*answers),
        weights={"consistency": weight, "scale": 100 - weight},
        context=Context(event_experience=experience),
        knowledge=own,
    ),
    st.tuples(values, values, values, values, values),
    st.floats(0, 100),
    st.sampled_from([None, *EventExperience]),
    st.sampled_from([KnowledgeSet(), OWN]),
)


@settings(max_examples=12, deadline=None)
@given(standings, standings)
def test_the_moves_sum_to_the_whole(before: Assessment, after: Assessment) -> None:
    found = compared(before, after)

    leader = found.leader
    rivals = [score for model, score in found.after.scores.items() if model is not leader]
    lead = found.after.scores[leader] - max(rivals)
    assert found.end == pytest.approx(lead)
    assert found.start + sum(move.by for move in found.moves) == pytest.approx(lead)


def test_what_another_podium_said_is_the_softwares_move() -> None:
    frozen = {
        OrchestrationModel.HYBRID: 90.0,
        OrchestrationModel.CENTRALIZED: 40.0,
        OrchestrationModel.CHOREOGRAPHY: 30.0,
    }
    before = standing(assessed(answers=answered(3, 3, 3, 3, 3)), scores=frozen, software="0.0.9")

    found = compare(before, standing(before.assessment))

    assert found.start == 50.0
    assert [move.group for move in found.moves] == [Group.SOFTWARE]
    assert found.end == pytest.approx(found.after.margin)


def test_a_run_is_a_change_of_its_own() -> None:
    bad = {OrchestrationModel.CHOREOGRAPHY: {CaseVerdict.INCONSISTENT: 40}}

    found = compare(standing(assessed()), standing(assessed(), ran(bad)))

    said = next(change for change in found.changes if change.group is Group.EXPERIMENT)
    assert said.before == "no run on this map"
    assert said.after == "100 cases: It ran."


def test_the_lead_may_go_to_another_model() -> None:
    before = assessed(answers=answered(5, 1, 1, 1, 1))
    after = assessed(answers=answered(1, 5, 5, 5, 5))

    found = compared(before, after)

    assert found.sentence.startswith("The lead went from centralized to choreography")
    assert found.end < 0


def test_a_new_step_and_another_requirement_are_named() -> None:
    changed = replace(
        order(),
        nodes=(
            *(n for n in order().nodes if n.id != "notify"),
            step("notify", immediate=True, by="mail"),
            step("thank", by="mail"),
        ),
    )

    found = compared(assessed(order()), assessed(changed))

    words = {change.what: (change.before, change.after) for change in found.changes}
    assert words["Steps of the map"] == ("without them", "with “Thank”")
    assert words["“Notify”: consistency"] == ("eventual", "immediate")


def test_effects_stand_in_the_new_order() -> None:
    found = compared(
        assessed(answers=answered(5, 1, 1, 1, 1)), assessed(answers=answered(1, 5, 5, 5, 5))
    )

    assert [effect.model for effect in found.effects] == list(found.after.scores)
    assert found.effects[0].by > 0
