"""The decision record: MADR 4, valid Markdown whatever people typed."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from ruamel.yaml import YAML

from assessment.decision.assessment import Answer, Context
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.plan import plan_for
from assessment.decision.records.record import (
    Head,
    Neighbour,
    record_file_name,
    record_markdown,
    supersede,
)
from assessment.decision.records.sections import Ground, record_sections, title_for
from assessment.decision.verdict import verdict_for
from tests.assessment.decision.maps import answered, assessed, line, order, ran, step
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict

HEADINGS = [
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
    "Consequences",
    "Confirmation",
    "Pros and Cons of the Options",
    "Hybrid orchestration",
    "Centralized orchestration",
    "Choreography",
    "More Information",
]
NASTY = "a | b `c` <script>x</script> [l](http://e) *s* _u_ # h\n\n---\n1. one & ~t~ {x} $y$"


def ground(name: str = "Order", note: str = "", **stated: object) -> Ground:
    assessment = assessed(order(), **({"answers": answered(4, 3, 3, 3, 3)} | stated))
    experiment = ran({OrchestrationModel.CHOREOGRAPHY: {CaseVerdict.INCONSISTENT: 12}})
    verdict = verdict_for(assessment, experiment)
    return Ground(
        assessment=assessment,
        verdict=verdict,
        knowledge=load_knowledge(),
        plan=plan_for(assessment, verdict),
        experiment=experiment,
        software="0.1.0",
        sha256="ab" * 32,
        note=note,
        map_name="map version 3",
    )


def head(**more: object) -> Head:
    given = {
        "number": 7,
        "title": "Hybrid orchestration for Order",
        "status": "proposed",
        "date": dt.date(2026, 11, 23),
        "review_on": dt.date(2027, 11, 23),
        "deciders": ("Olive", "Archie"),
    }
    return Head(**(given | more))  # type: ignore[arg-type]


def written(record: str) -> tuple[dict[str, object], str]:
    """The front matter as YAML reads it, and the Markdown below it."""
    _, front, body = record.split("---\n", 2)
    return YAML(typ="safe").load(front), body


def headings(body: str) -> list[str]:
    tokens = MarkdownIt().parse(body)
    return [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]


def test_the_sections_stand_in_the_order_of_madr() -> None:
    _, body = written(record_markdown(head(), record_sections(ground())))

    assert headings(body) == ["Hybrid orchestration for Order", *HEADINGS]


def test_the_front_matter_is_that_of_madr_4() -> None:
    front, _ = written(record_markdown(head(informed=("Stan",)), record_sections(ground())))

    assert front == {
        "status": "proposed",
        "date": dt.date(2026, 11, 23),
        "decision-makers": ["Olive", "Archie"],
        "informed": ["Stan"],
    }


def test_the_outcome_quotes_the_verdict() -> None:
    made = ground()

    record = record_markdown(head(), record_sections(made))

    assert 'Chosen option: "Hybrid orchestration", because it leads' in record
    assert made.verdict.sentence.replace("~", r"\~") in record


def test_the_drivers_nest_their_facts() -> None:
    drivers = record_sections(ground())["drivers"]

    html = MarkdownIt().render(drivers)
    assert html.count("<ul>") == 1 + 5
    assert "2 of 4 steps have an effect that must be undone on failure (+0.25)" in html


def test_the_confirmation_names_plan_and_review() -> None:
    assessment = ground(plan_start=dt.date(2026, 12, 1))

    record = record_markdown(head(), record_sections(assessment))

    assert "from 2026-12-01 on confirms it. On day 30, 2026-12-30: Present the results" in record
    assert "due for review by 2027-11-23" in record


def test_what_the_sandbox_saw_speaks_against_a_model() -> None:
    record = record_sections(ground())["pros_and_cons"]

    assert "Bad, because 12 of 100 cases in the sandbox ended inconsistent or stuck" in record


def test_links_of_superseding_lead_both_ways() -> None:
    older, newer = Neighbour(number=6, title="Old"), Neighbour(number=8, title="New")

    record = record_markdown(head(supersedes=older, superseded_by=newer), {})

    assert 'status: "superseded by 0008-new.md"' in record
    assert "* Supersedes [Old](0006-old.md)\n* Superseded by [New](0008-new.md)\n" in record


def test_a_file_is_named_by_number_and_title() -> None:
    assert record_file_name(head(title="Wer führt Regie? / 编排")) == "0007-wer-fuhrt-regie.md"
    assert record_file_name(head(title="编排")) == "0007-decision.md"
    assert len(record_file_name(head(title="x" * 300))) < 80


def test_nasty_texts_stay_texts() -> None:
    made = ground(
        note=NASTY,
        context=Context(summary=NASTY),
        answers={"scale": Answer(question="scale", value=3, reason=NASTY)},
    )

    front, body = written(
        record_markdown(head(title=NASTY, deciders=(NASTY,)), record_sections(made))
    )

    html = MarkdownIt("commonmark", {"html": True}).render(body)
    assert not re.search(r"<script|<code>c|<em>s|<h1>.*<h1>|href=\"http://e", html)
    assert html.count("<h1>") == 1
    assert len(headings(body)) == 1 + len(HEADINGS)
    assert front["decision-makers"] == [" ".join(NASTY.split())]


typed = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=25, deadline=None)
@given(typed, typed)
def test_whatever_is_typed_the_outline_stands(title: str, name: str) -> None:
    sections = record_sections(ground()) | {}

    front, body = written(record_markdown(head(title=f"T{title}", deciders=(name,)), sections))

    assert len(headings(body)) == 1 + len(HEADINGS)
    assert front["status"] == "proposed"


def test_a_step_with_markup_in_its_name_is_shown_as_typed() -> None:
    definition = line(step("a|b"), step("<b>c</b>", by="mail"))
    assessment = assessed(definition, answers=answered(3, 3, 3, 3, 3))
    verdict = verdict_for(assessment)
    made = Ground(
        assessment=assessment,
        verdict=verdict,
        knowledge=load_knowledge(),
        plan=(),
        experiment=None,
        software="0.1.0",
        sha256="ab" * 32,
    )

    outcome = record_sections(made)["outcome"]

    assert "&lt;B&gt;C&lt;/B&gt;" in MarkdownIt("commonmark").render(outcome)


def test_an_earlier_record_is_marked_where_it_stands() -> None:
    old = record_markdown(head(), record_sections(ground())).replace("## More", "Ours.\n\n## More")

    marked = supersede(old, Neighbour(number=8, title="New"))

    assert 'status: "superseded by 0008-new.md"' in marked
    assert marked.endswith("* Superseded by [New](0008-new.md)\n")
    assert "Ours." in marked


def test_a_text_without_front_matter_is_not_marked() -> None:
    with pytest.raises(ValueError, match="no front matter"):
        supersede("# Notes\n", Neighbour(number=8, title="New"))


def test_the_title_names_solution_and_process() -> None:
    made = ground()

    assert title_for(made.assessment, made.verdict) == "Hybrid orchestration for Order"


def test_the_consequences_name_cost_and_tools() -> None:
    consequences = record_sections(ground())["consequences"]

    assert "because over three years" in consequences
    assert "because it has to be built with something" in consequences
