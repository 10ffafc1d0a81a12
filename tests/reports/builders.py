"""Readable report contents for the tests: a small order process and what a team said about it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

from assessment.decision.assessment import (
    Answer,
    Assessment,
    Context,
    EventExperience,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.decision.boundary import BoundaryFit, BoundaryPlan
from assessment.decision.boundary.cut import Division
from assessment.decision.robustness import Belief, Beliefs, Robustness, TornadoBar
from assessment.decision.verdict import (
    AnswerChange,
    AnsweredQuestion,
    Evidence,
    Flip,
    Placement,
    Suggestion,
    Verdict,
    Witness,
)
from reports.content import Evidence as ReportEvidence
from reports.content import ReportContent, ReportTask
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import (
    Consistency,
    DataFlow,
    Definition,
    Duration,
    Effect,
    EventKind,
    Flow,
    Node,
    NodeKind,
    OrchestrationModel,
    Participant,
    Requirements,
    Side,
)
from workflows.sandbox.outcome import CaseSample, CaseVerdict, Experiment, ModelOutcome
from workflows.sandbox.scenario import Fault, FaultKind, Scenario

__all__ = [
    "boundary",
    "content",
    "definition",
    "evidence",
    "experiment",
    "finding",
    "step",
    "task",
    "verdict",
]

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
SHA = "8f3c21aa" + 56 * "0"


def step(step_id: str, name: str, participant: str = "shop", **requirements: Any) -> Node:
    """A task of the order process."""
    return Node(
        id=step_id,
        name=name,
        kind=NodeKind.TASK,
        participant=participant,
        requirements=Requirements(duration=Duration(mean=0.2, p95=0.5), **requirements),
    )


def definition(*, name: str = "Online order", extra_steps: int = 0) -> Definition:
    """Reserve, charge, notify, and as many further steps as asked for."""
    steps = (
        step("reserve", "Reserve stock", assumed=frozenset({"timeout"})),
        step(
            "charge",
            "Charge card",
            "bank",
            consistency=Consistency.IMMEDIATE,
            effect=Effect(compensation="refund"),
        ),
        step("notify", "Notify customer"),
        *(step(f"extra{n}", f"Extra step {n}") for n in range(extra_steps)),
    )
    start = Node(id="start", name="Order placed", kind=NodeKind.START, event=EventKind.MESSAGE)
    end = Node(id="end", name="Order done", kind=NodeKind.END)
    refund = replace(step("refund", "Refund card", "bank"), kind=NodeKind.COMPENSATION)
    path = (start, *steps, end)
    return Definition(
        id="order",
        name=name,
        participants=(
            Participant(id="shop", name="Shop", team="Fulfilment"),
            Participant(id="bank", name="Bank", team="Payments", capacity=4000.0),
        ),
        nodes=(*path, refund),
        flows=tuple(
            Flow(id=f"f{n}", source=a.id, target=b.id) for n, (a, b) in enumerate(pairwise(path))
        ),
        data_flows=(DataFlow(name="order", source="reserve", target="charge"),),
        sla=7.0,
    )


def verdict(**changes: Any) -> Verdict:
    """Hybrid, nine points ahead of centralized."""
    stands = Verdict(
        recommended=HYBRID,
        scores={HYBRID: 74.0, CENTRALIZED: 65.0, CHOREOGRAPHY: 47.0},
        margin=9.0,
        close_call=False,
        sentence="Hybrid, 9 points ahead of centralized.",
        questions=(question("consistency", "Consistency"), question("autonomy", "Autonomy")),
        flips=(
            Flip(
                what="answer",
                question="consistency",
                title="Consistency",
                before=4,
                after=5,
                winner=CENTRALIZED,
            ),
        ),
        smallest_change=(
            AnswerChange(question="consistency", title="Consistency", before=4, after=5),
        ),
        plan=boundary(
            placement("charge", "Charge card", Side.ORCHESTRATED),
            placement("notify", "Notify customer", Side.EVENT_DRIVEN),
        ),
        table_scores={HYBRID: 72.0, CENTRALIZED: 65.0, CHOREOGRAPHY: 47.0},
        robustness=robustness(),
        witnesses=(
            Witness(name="matrix", says=HYBRID, because="The answers give it 74 of 100."),
            Witness(name="sandbox", says=None, because="No experiment has run yet."),
        ),
        findings=(finding("effect-without-undo", Severity.HIGH, "charge"),),
        knowledge_version="2026.11",
    )
    return replace(stands, **changes)


def boundary(*placements: Placement) -> BoundaryPlan:
    """A boundary with one crossing, worth a good part of what one can be worth."""
    stands = Division(
        sides={one.step: one.side for one in placements}, unserved=0.0, price=2.0, crossings=1
    )
    fit = BoundaryFit(
        total=20.0,
        centralized=5.0,
        choreography=9.0,
        gain=5.0,
        price=2.0,
        crossings=1,
        fit=0.8,
        says=HYBRID,
    )
    return BoundaryPlan(placements=placements, best=stands, chosen=stands, fit=fit)


def robustness() -> Robustness:
    """First in 87 of 100 draws."""
    beliefs = Beliefs(
        answers={"consistency": Belief(value=4, low=3, high=5)},
        weights={"consistency": 100.0},
        concentration=40.0,
    )
    bar = TornadoBar(
        what="answer", question="consistency", low=3, high=5, lead_at_low=12.0, lead_at_high=-2.0
    )
    return Robustness(
        beliefs=beliefs,
        draws=10_000,
        firsts={HYBRID: 8_700, CENTRALIZED: 1_300, CHOREOGRAPHY: 0},
        regret={HYBRID: 0.4, CENTRALIZED: 9.2, CHOREOGRAPHY: 27.0},
        lead_low=-1.5,
        lead_high=17.0,
        tornado=(bar,),
    )


def question(question_id: str, title: str, **changes: Any) -> AnsweredQuestion:
    """A question answered with 4, half of the weight."""
    stands = AnsweredQuestion(
        question=question_id,
        title=title,
        answer=4,
        meaning="Most steps need the result at once.",
        stated=True,
        reason="The bank insists.",
        low=3,
        high=5,
        weight=50.0,
        suggestion=Suggestion(
            question=question_id,
            value=3,
            low=2,
            high=4,
            evidence=(Evidence(text="1 of 3 steps is immediate", fact="matrix", pull=0.5),),
        ),
        suitability={CENTRALIZED: 65.0, CHOREOGRAPHY: 47.0, HYBRID: 74.0},
        points={CENTRALIZED: 32.5, CHOREOGRAPHY: 23.5, HYBRID: 37.0},
    )
    return replace(stands, **changes)


def placement(step_id: str, name: str, side: Side, **changes: Any) -> Placement:
    """A step on the side that the rule suggests."""
    stands = Placement(
        step=step_id,
        name=name,
        side=side,
        reason="Its charge must be undone.",
        suggested=side,
        overridden=False,
    )
    return replace(stands, **changes)


def finding(
    code: str, severity: Severity, where: str, message: str = "Nothing undoes it."
) -> Finding:
    """A finding with its mend."""
    return Finding(
        code=code,
        severity=severity,
        where=where,
        message=message,
        mend="Name a step that undoes it.",
        source="guide, Pitfall 2",
    )


def outcome(model: OrchestrationModel, *, bad: int = 0, latency_ms: int = 900) -> ModelOutcome:
    """A thousand cases of which ``bad`` ended inconsistent."""
    return ModelOutcome(
        model=model,
        cases=1000,
        verdicts=Counter({CaseVerdict.COMPLETED: 1000 - bad, CaseVerdict.INCONSISTENT: bad}),
        latency_ms=Counter({latency_ms: 900 - bad, 4 * latency_ms: 95, 9 * latency_ms: 5}),
        messages=14_000,
        durable_writes=12_000,
        samples=(
            (
                CaseSample(
                    case=417,
                    verdict=CaseVerdict.INCONSISTENT,
                    what="charged twice",
                    because=("Charge card was sent", "its answer was lost", "it was sent again"),
                ),
            )
            if bad
            else ()
        ),
    )


def experiment() -> Experiment:
    """Only choreography loses money."""
    outcomes = (outcome(CENTRALIZED), outcome(CHOREOGRAPHY, bad=6), outcome(HYBRID, latency_ms=800))
    return Experiment(
        seed=7,
        cases=1000,
        outcomes={o.model: o for o in outcomes},
        sentence="Only choreography loses money: 6 of 1,000 orders end inconsistent.",
    )


def evidence(**changes: Any) -> ReportEvidence:
    """The experiment above, run with lost messages."""
    faults = (Fault(kind=FaultKind.MESSAGE_LOST, share=0.002),)
    stands = ReportEvidence(experiment=experiment(), scenario=Scenario(faults=faults))
    return replace(stands, **changes)


def task(title: str, day: int, **changes: Any) -> ReportTask:
    """A task of the plan."""
    week = min(5, (day - 1) // 7 + 1)
    stands = ReportTask(title=title, because="The map says so.", day=day, week=week)
    return replace(stands, **changes)


def assessment(**changes: Any) -> Assessment:
    """What the team of the online order said."""
    stands = Assessment(
        name="Online order",
        definition=definition(),
        context=Context(
            summary="A customer orders, pays and gets a parcel.",
            industry="retail",
            teams=(Team(name="Payments", people=6, owns=("bank",)),),
            event_experience=EventExperience.TRIED,
        ),
        symptoms=(
            SymptomRating(
                symptom="lost-events",
                perspective=Perspective.OPERATIONS,
                severity=3,
                note="Twice in October.",
            ),
        ),
        answers={"consistency": Answer(question="consistency", value=4, reason="The bank.")},
        plan_start=dt.date(2026, 11, 30),
    )
    return replace(stands, **changes)


def content(**changes: Any) -> ReportContent:
    """A whole report with an experiment."""
    stands = ReportContent(
        assessment=assessment(),
        verdict=verdict(),
        tasks=(
            task("Walk the map with operations", 2),
            task("Give charge card an undo", 12, finding="effect-without-undo", owner="Ada"),
        ),
        evidence=evidence(),
        number=2,
        made_on=dt.date(2026, 11, 23),
        author="Ada Lovelace",
        input_sha256=SHA,
        software="0.1.0",
    )
    return replace(stands, **changes)
