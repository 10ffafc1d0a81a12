"""The sections of an assessment file beside the map. A reader notes what is wrong and goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap

from assessment.decision.assessment import (
    Answer,
    BoundaryOverride,
    Context,
    KnowledgeSet,
    Perspective,
    StatedCosts,
    SymptomRating,
    Weighting,
)
from assessment.decision.knowledge import Knowledge
from assessment.decision.plan import LAST_START
from assessment.file.answers import read_answers
from assessment.file.context import CONTEXT_KEYS, ContextReader
from assessment.file.costs import COST_KEYS, read_costs
from assessment.file.knowledge import read_knowledge_set
from assessment.file.scenario import SCENARIO_KEYS, MapReader, ScenarioReader
from assessment.file.values import parse_date, parse_known, parse_whole
from assessment.file.weights import read_weights
from workflows.definition.cells import parse_choice
from workflows.definition.model import Definition, Side
from workflows.formats.blocks import Block
from workflows.sandbox.scenario import Scenario

__all__ = ["Sections"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """Reads the sections of one file. ``definition`` is None where the map cannot be read; names
    of steps and participants are then taken as they are. ``read_map`` reads the map of the
    scenario's new version."""

    top: Block
    definition: Definition | None
    knowledge: Knowledge
    read_map: MapReader

    def context(self) -> Context:
        """The surroundings; what is left out is not stated."""
        block = self._section("context", CONTEXT_KEYS)
        if block is None:
            return Context()
        return ContextReader(definition=self.definition, knowledge=self.knowledge).read(block)

    def symptoms(self) -> tuple[SymptomRating, ...]:
        """What each perspective feels, each symptom once per perspective."""
        found: dict[tuple[str, Perspective], SymptomRating] = {}
        for block in self.top.blocks("symptoms", "symptom"):
            rating = self._rating(block)
            if rating and (rating.symptom, rating.perspective) in found:
                block.problem("", f"rates {rating.symptom!r} a second time for its perspective")
            elif rating:
                found[rating.symptom, rating.perspective] = rating
        return tuple(found.values())

    def answers(self) -> dict[str, Answer]:
        """Stated answers: ``consistency: 4`` or a mapping with the reason and more."""
        block = self._section("answers", self.knowledge.question_ids)
        return read_answers(block, self.knowledge.question_ids) if block else {}

    def weights(self) -> tuple[Weighting, dict[str, float]]:
        """How the weights were found, and the points that count; none where nobody weighed."""
        return read_weights(self.top, self.knowledge.question_ids)

    def boundary(self) -> dict[str, BoundaryOverride]:
        """Steps that the team puts on a side itself: ``ship: orchestrated`` or with a reason."""
        return {
            step: BoundaryOverride(step=step, side=side, reason=reason)
            for step, inner, key, reason in self._sides()
            if (side := inner.value(key, parse_choice(Side), None)) is not None
        }

    def scenario(self) -> Scenario:
        """What the sandbox is asked to do."""
        block = self._section("scenario", SCENARIO_KEYS)
        if block is None:
            return Scenario()
        return ScenarioReader(definition=self.definition, read_map=self.read_map).read(block)

    def plan_start(self) -> dt.date | None:
        """Day 1 of the plan."""
        block = self._section("plan", ("start",))
        return block.value("start", _parse_start, None) if block else None

    def own_knowledge(self) -> KnowledgeSet:
        """An organisation's own table or wording, in place of the shipped."""
        inner = self.top.block("knowledge")
        if inner is None:
            return KnowledgeSet()
        return read_knowledge_set(Block(inner.data, "knowledge", self.top.problems))

    def costs(self) -> StatedCosts:
        """What is stated for the cost model."""
        block = self._section("costs", COST_KEYS)
        return read_costs(block) if block else StatedCosts()

    def _section(self, key: str, keys: Sequence[str]) -> Block | None:
        inner = self.top.block(key)
        if inner is None:
            return None
        block = Block(inner.data, key, self.top.problems)
        block.allow(keys)
        return block

    def _sides(self) -> Iterator[tuple[str, Block, str, str]]:
        """The steps of the boundary section, written ``id: side`` or ``id: {side: side, reason:
        text}``: the id, the block and key that hold the side, and the reason."""
        inner = self.top.block("boundary")
        if inner is None:
            return
        block = Block(inner.data, "boundary", self.top.problems)
        known = tuple(s.id for s in self.definition.steps) if self.definition else None
        if known is not None:
            block.allow(known)
        for name in map(str, block.data):
            if known is not None and name not in known:
                continue
            if isinstance(block.data.get(name), CommentedMap):
                entry = Block(block.data[name], f"boundary {name!r}", self.top.problems)
                entry.allow(("side", "reason"))
                if "side" not in entry:
                    entry.problem("", "needs side")
                yield name, entry, "side", entry.text("reason")
            else:
                yield name, block, name, ""

    def _rating(self, block: Block) -> SymptomRating | None:
        block.allow(("symptom", "perspective", "severity", "note"))
        for key in ("symptom", "perspective", "severity"):
            if key not in block:
                block.problem("", f"needs {key}")
        symptom = block.value("symptom", parse_known(tuple(self.knowledge.symptom_by_id)), None)
        perspective = block.value("perspective", parse_choice(Perspective), None)
        severity = block.value("severity", parse_whole(0, 3), None)
        if symptom is None or perspective is None or severity is None:
            return None
        note = block.text("note")
        return SymptomRating(symptom=symptom, perspective=perspective, severity=severity, note=note)


def _parse_start(text: str) -> dt.date:
    """Day 1 of a plan whose day 30 is still in the calendar."""
    start = parse_date(text)
    if start > LAST_START:
        raise ValueError(
            f"must be {LAST_START.isoformat()} or earlier, so that 30 days follow, got {start}"
        )
    return start
