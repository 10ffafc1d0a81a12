"""Texts that a project cannot store."""

from assessment.decision.assessment import Answer, Assessment, Context, Team
from assessment.services.limits import too_long
from workflows.definition.model import Definition

MAP = Definition(id="m", name="M", participants=(), nodes=(), flows=())


def test_texts_that_fit_are_no_problem() -> None:
    stated = Assessment(name="A", definition=MAP, context=Context(summary="s" * 400))

    assert too_long(stated) == ()


def test_every_text_that_does_not_fit_is_named_with_its_limit() -> None:
    answer = Answer(question="scale", value=3, reason="r" * 1001)
    context = Context(summary="s" * 401, teams=(Team(name="t" * 81),))
    stated = Assessment(name="A", definition=MAP, context=context, answers={"scale": answer})

    found = [str(problem) for problem in too_long(stated)]

    assert found[0] == "context.summary: must have at most 400 characters, got 401"
    assert found[2] == "answer 'scale': reason: must have at most 1000 characters, got 1001"
    assert len(found) == 3
