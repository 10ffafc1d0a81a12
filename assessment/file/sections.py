"""The sections of an assessment file beside the map. A reader notes what is wrong and goes on."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap

from assessment.decision.assessment import (
    Answer,
    BoundaryOverride,
    Context,
    EventExperience,
    KnowledgeSet,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.decision.knowledge import Knowledge
from assessment.file.knowledge import read_knowledge_set
from assessment.file.scenario import SCENARIO_KEYS, MapReader, ScenarioReader
from assessment.file.values import each, parse_amount, parse_date, parse_known, parse_whole
from workflows.definition.cells import parse_choice
from workflows.definition.model import Definition, Side
from workflows.formats.blocks import Block
from workflows.sandbox.scenario import Scenario

__all__ = ["Sections"]

_CONTEXT_KEYS = (
    "summary",
    "industry",
    "regulation",
    "cases_now",
    "cases_expected",
    "teams",
    "event_experience",
    "observability",
    "cloud",
    "operations_budget",
)
_MOST_CASES_AN_HOUR = 1e9
_MOST_PEOPLE = 1_000_000
# Three weights of 33.33 are what people write for thirds.
_SUM_TOLERANCE = 0.05


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
        block = self._section("context", _CONTEXT_KEYS)
        if block is None:
            return Context()
        experience = parse_choice(EventExperience)
        return Context(
            summary=block.text("summary"),
            industry=self._option(block, "industry"),
            regulation=self._options(block, "regulation") or (),
            cases_now=block.value("cases_now", parse_amount(0, _MOST_CASES_AN_HOUR), None),
            cases_expected=block.value(
                "cases_expected", parse_amount(0, _MOST_CASES_AN_HOUR), None
            ),
            teams=tuple(self._team(item) for item in block.blocks("teams", "team")),
            event_experience=block.value("event_experience", experience, None),
            observability=self._options(block, "observability"),
            cloud=self._option(block, "cloud"),
            operations_budget=self._option(block, "operations_budget"),
        )

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
        """Stated answers: ``consistency: 4`` or with a reason as a mapping."""
        return {
            question: Answer(question=question, value=value, reason=reason)
            for question, inner, key, reason in self._entries(
                "answers", "answer", self.knowledge.question_ids
            )
            if (value := inner.value(key, parse_whole(1, 5), None)) is not None
        }

    def weights(self) -> dict[str, float]:
        """Points per question that sum to 100; empty where nobody weighed."""
        block = self._section("weights", self.knowledge.question_ids)
        if block is None:
            return {}
        weights = {
            question: points
            for question in self.knowledge.question_ids
            if (points := block.value(question, parse_amount(0, 100), None)) is not None
        }
        complete = len(weights) == len(block.data)
        total = math.fsum(weights.values())
        if complete and block.data and abs(total - 100) > _SUM_TOLERANCE:
            block.problem("", f"must sum to 100 points, got {total:g}")
        return weights

    def boundary(self) -> dict[str, BoundaryOverride]:
        """Steps that the team puts on a side itself: ``ship: orchestrated`` or with a reason."""
        return {
            step: BoundaryOverride(step=step, side=side, reason=reason)
            for step, inner, key, reason in self._entries("boundary", "side", self._steps())
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
        return block.value("start", parse_date, None) if block else None

    def own_knowledge(self) -> KnowledgeSet:
        """An organisation's own table or wording, in place of the shipped."""
        inner = self.top.block("knowledge")
        if inner is None:
            return KnowledgeSet()
        return read_knowledge_set(Block(inner.data, "knowledge", self.top.problems))

    def _section(self, key: str, keys: Sequence[str]) -> Block | None:
        inner = self.top.block(key)
        if inner is None:
            return None
        block = Block(inner.data, key, self.top.problems)
        block.allow(keys)
        return block

    def _steps(self) -> tuple[str, ...] | None:
        return tuple(s.id for s in self.definition.steps) if self.definition else None

    def _entries(
        self, section: str, key: str, known: Sequence[str] | None
    ) -> Iterator[tuple[str, Block, str, str]]:
        """Entries written ``id: value`` or ``id: {key: value, reason: text}``: the id, the block
        and key that hold the value, and the reason."""
        inner = self.top.block(section)
        if inner is None:
            return
        block = Block(inner.data, section, self.top.problems)
        if known is not None:
            block.allow(known)
        for name in map(str, block.data):
            if known is not None and name not in known:
                continue
            if isinstance(block.data.get(name), CommentedMap):
                entry = Block(block.data[name], f"{section} {name!r}", self.top.problems)
                entry.allow((key, "reason"))
                if key not in entry:
                    entry.problem("", f"needs {key}")
                yield name, entry, key, entry.text("reason")
            else:
                yield name, block, name, ""

    def _option(self, block: Block, key: str) -> str:
        return block.value(key, parse_known(self.knowledge.context_by_id[key].option_ids), "")

    def _options(self, block: Block, key: str) -> tuple[str, ...] | None:
        """Known options in the order of the file, each once; None where the key is absent."""
        if key not in block:
            return None
        known = parse_known(self.knowledge.context_by_id[key].option_ids)
        return tuple(dict.fromkeys(each(block, key, known)))

    def _team(self, block: Block) -> Team:
        name = block.text("name")
        if not name:
            block.problem("", "needs a name")
        block = block.named(f"team {name!r}") if name else block
        block.allow(("name", "people", "owns"))
        owns: tuple[str, ...] = block.texts("owns")
        if self.definition is not None:
            participants = tuple(self.definition.participants_by_id)
            owns = tuple(each(block, "owns", parse_known(participants)))
        people = block.value("people", parse_whole(0, _MOST_PEOPLE), None)
        return Team(name=name, people=people, owns=owns)

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
