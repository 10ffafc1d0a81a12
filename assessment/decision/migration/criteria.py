"""When a wave may begin and when it has ended: figures to measure, from experiment and SLA.

How many cases are enough follows from the rule of three (Hanley and Lippman-Hand 1983): where none
of n cases went wrong, the share that goes wrong lies below 3 / n with 95 % confidence, so a share
p asks for 3 / p cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from assessment.decision.evidence.facts import stated_volume, volume_is_stated
from assessment.decision.evidence.visits import expected_visits
from assessment.decision.migration.knowledge import MigrationKnowledge
from assessment.decision.migration.parts import Criterion, Move
from assessment.decision.migration.ways import Ways
from assessment.decision.phrases import figure, listed, quoted
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OrchestrationModel
from workflows.definition.quantities import format_duration
from workflows.sandbox.outcome import Experiment, ModelOutcome

__all__ = ["Measuring"]

_UNITS = ((86_400.0, "d"), (3_600.0, "h"), (60.0, "m"), (1.0, "s"), (0.001, "ms"))


@dataclass(frozen=True, kw_only=True)
class Measuring:
    """What the criteria of all waves are made from. ``findings`` are those of the verdict."""

    ways: Ways
    current: str
    target: OrchestrationModel
    experiment: Experiment | None
    findings: tuple[Finding, ...]
    known: MigrationKnowledge

    def before_the_first(self, build: str, source: str) -> tuple[Criterion, ...]:
        """What the preparation leaves: it has ended once this stands."""
        staging = "The way back has been walked once in staging, at the volume of the busiest hour."
        return (
            Criterion(text=f"There is {build}.", source=self.known.cite(source)),
            *self._baseline(),
            *self._proven(),
            Criterion(text=staging, source=self.known.cite("guide.versions")),
        )

    def entry(self, number: int, moves: tuple[Move, ...]) -> tuple[Criterion, ...]:
        """What must hold before a wave moves its steps."""
        last = "The preparation has ended." if number == 1 else f"Wave {number - 1} has ended."
        found = [Criterion(text=last, source=self.known.cite("strangler"))]
        return (*found, *self._open_findings(moves))

    def exit(self, moves: tuple[Move, ...]) -> tuple[Criterion, ...]:
        """What must be measured before the next wave may begin."""
        if self.current == "none":
            return (self._played(), self._repeated(moves))
        return (self._enough(moves), *self._latency(), self._nothing_lost(), self._repeated(moves))

    def before_the_end(self, wait: str) -> tuple[Criterion, ...]:
        """What must be measured before the old way is gone for good."""
        if self.current == "none":
            return (self._enough(()), *self._latency(), self._nothing_lost())
        drained = f"No case is left on the old way, counted {wait} without a new one."
        unread = "Nobody has used the old way for that long."
        return (
            Criterion(text=drained, source=self.known.cite("guide.versions")),
            Criterion(text=unread, source=self.known.cite("strangler")),
        )

    def _baseline(self) -> Iterator[Criterion]:
        """A process that does not run yet has no figures of today."""
        if self.current != "none":
            days = self.known.figures["proof.baseline_days"]
            text = (
                f"Today's figures are known from {days:.0f} working days: cases an hour, the time "
                "that 99 in 100 cases keep, and the share that ends wrong or never."
            )
            yield Criterion(text=text, source=self.known.cite("guide.monitoring"))

    def _open_findings(self, moves: tuple[Move, ...]) -> Iterator[Criterion]:
        moved = {move.step for move in moves}
        high = [f for f in self.findings if f.severity is Severity.HIGH and f.where in moved]
        if high:
            places = list(dict.fromkeys(quoted(self.ways.names[f.where]) for f in high))
            text = f"No finding of high severity is open at {listed(places)} ({len(high)} now)."
            yield Criterion(text=text, source=self.known.cite("guide.failures"))

    def _enough(self, moves: tuple[Move, ...]) -> Criterion:
        text = (
            f"{self._cases:,} cases have taken the new way{self._lasting(moves)}, and none of them "
            f"ended inconsistent or stuck: then fewer than {self._bad_share:.1%} do, with 95 % "
            "confidence."
        )
        return Criterion(text=text, source=self.known.cite(self.known.proof_source))

    def _played(self) -> Criterion:
        text = (
            f"{self._cases:,} made-up cases have run against the stand-ins, with the faults of the "
            "scenario, and none of them ended inconsistent or stuck."
        )
        return Criterion(text=text, source=self.known.cite(self.known.proof_source))

    def _proven(self) -> Iterator[Criterion]:
        """The sandbox must show no more bad endings than the waves may."""
        outcome = self._outcome()
        if outcome is None:
            most = f"{self._bad_share:.1%}"
            text = f"An experiment shows fewer than {most} of cases inconsistent or stuck."
        elif outcome.badly / outcome.cases > self._bad_share:
            text = (
                f"A new experiment, with what is missing mended, shows fewer than "
                f"{self._bad_share:.1%} of cases inconsistent or stuck under {self.target.value} "
                f"(the last one showed {outcome.badly:,} of {outcome.cases:,})."
            )
        else:
            return
        yield Criterion(text=text, source=self.known.cite("guide.testing"))

    @property
    def _bad_share(self) -> float:
        return self.known.figures["proof.bad_share"]

    @property
    def _cases(self) -> int:
        return ceil(3 / self._bad_share)

    def _lasting(self, moves: tuple[Move, ...]) -> str:
        """How long so many cases take at today's volume, through the step that the fewest cases
        reach, and at least the days to watch."""
        days = f"{self.known.figures['proof.least_days']:.0f} working days"
        volume = stated_volume(self.ways.assessment.context, self.ways.definition.volume)
        reached = [v for move in moves if (v := self._visits[move.step]) > 0]
        rate = volume.now * min([1.0, *reached])
        if not volume_is_stated(self.ways.assessment) or rate <= 0:
            return f" over at least {days}"
        each = " through each step" if reached and min(reached) < 1 else ""
        hours = self._cases / rate
        lasts = f"{figure(hours)} h" if hours >= 1 else f"{figure(hours * 60)} min"
        return f" ({lasts} at {figure(rate)} an hour{each}), over at least {days}"

    @cached_property
    def _visits(self) -> Mapping[str, float]:
        return expected_visits(self.ways.definition)

    def _latency(self) -> Iterator[Criterion]:
        sla = self.ways.definition.sla
        p99 = outcome.quantile(0.99) if (outcome := self._outcome()) else None
        shown = f"; the sandbox showed {_measured(p99)}" if p99 is not None else ""
        source = self.known.cite("guide.monitoring")
        if sla is not None:
            text = f"99 in 100 cases keep the SLA of {format_duration(sla)}{shown}."
            yield Criterion(text=text, source=source)
        else:
            text = f"The time that 99 in 100 cases keep is no longer than today's{shown}."
            yield Criterion(text=text, source=source)

    def _nothing_lost(self) -> Criterion:
        text = (
            "Day by day, what was sent over the bridge equals what arrived plus what lies in the "
            "dead letters, and somebody has looked at each dead letter."
        )
        return Criterion(text=text, source=self.known.cite("guide.testing"))

    def _repeated(self, moves: tuple[Move, ...]) -> Criterion:
        names = listed([quoted(move.name) for move in moves], 3)
        text = f"A message sent twice to {names} has had one effect, tried in production."
        return Criterion(text=text, source=self.known.cite("guide.failures"))

    def _outcome(self) -> ModelOutcome | None:
        outcome = self.experiment.outcomes.get(self.target) if self.experiment else None
        return outcome if outcome and outcome.cases else None


def _measured(seconds: float) -> str:
    """A measured time to three digits in its largest unit: ``4.32s``, ``1.25h``, ``2.02d``."""
    size, unit = next(((s, u) for s, u in _UNITS if seconds >= s), _UNITS[-1])
    return f"{seconds / size:.3g}{unit}"
