"""How far Decide is."""

from assessment.decision.assessment import Answer
from assessment.selectors.decide import answers_of, progress
from assessment.services.decide import answer_save
from projects.models import Project, User


def test_progress_counts_answered_questions(project: Project, owner: User) -> None:
    answer = Answer(question="scale", value=4)

    answer_save(project=project, by=owner, answer=answer, title="Scale", expected=0)

    assert progress(project).text == "1 of 5"
    assert answers_of(project) == {"scale": answer}


def test_an_answer_to_a_question_of_an_older_knowledge_base_does_not_count(
    project: Project, owner: User
) -> None:
    gone = Answer(question="no-longer-asked", value=4)

    answer_save(project=project, by=owner, answer=gone, title="Gone", expected=0)

    assert progress(project).done == 0
