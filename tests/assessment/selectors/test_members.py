"""Who is in a project, and what they did last."""

from assessment.selectors.members import member_lines
from projects.models import Project, User
from projects.services.activity import activity_record


def test_the_last_line_of_the_log_stands_beside_its_author(
    project: Project, owner: User, contributor: User
) -> None:
    activity_record(project=project, actor=owner, verb="changed", subject="the weights")

    lines = {line.membership.user: line for line in member_lines(project)}

    assert lines[owner].last == "changed the weights"
    assert (lines[contributor].last, lines[contributor].at) == ("", None)
