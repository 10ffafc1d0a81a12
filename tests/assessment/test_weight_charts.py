"""The weights of each method as a figure."""

from __future__ import annotations

from assessment.decision.knowledge_loading import load_knowledge
from assessment.selectors.verdicts import verdict_of
from assessment.selectors.weight_comparison import method_lines
from assessment.services.weights import weights_save
from assessment.weight_charts import weights_figure
from projects.models import Project, User


def test_each_method_has_its_mark_at_the_points_it_gives(mapped: Project, owner: User) -> None:
    weights_save(project=mapped, by=owner, points={"scale": 75, "autonomy": 25}, expected=0)
    judged = verdict_of(mapped)
    assert judged is not None

    even, points = weights_figure(method_lines(mapped, judged), load_knowledge().questions)["data"]

    assert set(even["x"]) == {20}
    assert dict(zip(points["y"], points["x"], strict=True))["Scale"] == 75
    assert even["marker"]["symbol"] != points["marker"]["symbol"]
